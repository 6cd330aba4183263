"""The house keeps its own rules: what is written about it is true, and nothing has grown too large."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest

from adapters.cli import _parser
from knowledge.library import read_phrasebook

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "knowledge", "adapters", "tests")
NOT_OURS = {"data", "build", "dist", "node_modules"}
LONGEST, USUAL = 300, 100
TAGS = (
    "ja", "ja-easy", "en", "zh-Hans", "zh-Hant", "ko", "vi", "ne", "th", "tl", "id", "es", "pt", "uk", "ru",
)  # fmt: skip
SETTINGS = tuple(
    dict.fromkeys(re.findall(r'env\.get\("([A-Z_]+)"', (ROOT / "adapters/settings.py").read_text("utf-8")))
)
COMMANDS = re.findall(r"\{([\w,-]+)\}", _parser().format_usage())[0].split(",")
MANUALS = ("README.md", "docs/operating.md", ".env.example")
# Written in two halves, so that this file may be searched as well.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "yarn" + "pkg.com")
PATHS = re.compile(r"""(?:^|[\s"'(=`:])/(?:root|home|Users|work|opt)/\w""", re.MULTILINE)


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in {".ci", ".env.example"} for part in parts)
        made = parts[0] in NOT_OURS or "__pycache__" in parts or parts[0].endswith(".egg-info")
        if path.is_file() and not hidden and not made:
            yield path


def test_there_are_settings_and_commands_to_look_for() -> None:
    assert "DATABASE_URL" in SETTINGS
    assert "serve" in COMMANDS


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("manual", MANUALS)
def test_every_setting_is_documented(setting: str, manual: str) -> None:
    assert re.search(rf"\b{setting}\b", _read(manual)), f"{manual} does not say what {setting} is for"


def test_no_setting_is_documented_that_is_not_there() -> None:
    offered = set(re.findall(r"^#? ?([A-Z_]+)=", _read(".env.example"), re.MULTILINE))
    assert offered == set(SETTINGS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"madoguchi {command}" in _read("README.md")


def test_every_target_of_the_makefile_is_documented() -> None:
    for target in re.findall(r"^([a-z]+):.*## ", _read("Makefile"), re.MULTILINE):
        if target != "help":
            assert f"make {target}" in _read("README.md") + _read("CONTRIBUTING.md"), target


def test_files_are_small() -> None:
    lengths = {
        str(path.relative_to(ROOT)): path.read_text("utf-8").count("\n")
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
    assert median(lengths.values()) < USUAL


def test_nothing_here_knows_one_machine_or_one_registry() -> None:
    found = []
    for path in _files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text]
        found += [f"{path.relative_to(ROOT)}: {hit.strip()}" for hit in PATHS.findall(text)]
    assert found == []


def test_the_languages_are_those_that_were_promised() -> None:
    assert tuple(language.tag for language in read_phrasebook(ROOT / "knowledge").languages) == TAGS


def test_every_decision_says_why_and_what_follows() -> None:
    for path in sorted((ROOT / "docs/decisions").glob("*.md")):
        headings = re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], path.name


def test_what_the_manuals_point_to_is_there() -> None:
    for manual in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", manual.read_text("utf-8")):
            assert (manual.parent / target).exists(), f"{manual.relative_to(ROOT)} points to {target}"

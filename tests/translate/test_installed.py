"""What lies in the folder is read without the engine, and whatever else lies there does no harm."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from adapters.translate.installed import installed, look, read_package

if TYPE_CHECKING:
    from pathlib import Path


def lay(folder: Path, source: str = "uk", target: str = "en", version: str = "1.0") -> Path:
    (folder / "model").mkdir(parents=True)
    (folder / "model/model.bin").write_bytes(b"weights")
    (folder / "sentencepiece.model").write_bytes(b"pieces")
    metadata = {"from_code": source, "to_code": target, "package_version": version}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert installed(tmp_path / "nowhere") == {}


def test_a_package_says_what_it_translates(tmp_path: Path) -> None:
    lay(tmp_path / "one", version="1.9")
    package = installed(tmp_path)["uk", "en"]
    assert (package.name, package.version, package.folder) == ("uk-en", "1.9", tmp_path / "one")
    assert package.size > len(b"weights")


def test_strange_things_beside_it_are_passed_over(tmp_path: Path) -> None:
    lay(tmp_path / "good")
    (tmp_path / "stray").mkdir()
    (tmp_path / "a file").write_text("x", encoding="utf-8")
    lay(tmp_path / ".coming-x" / "package", "ja", "en")
    lay(tmp_path / "no weights", "ja", "en").joinpath("model/model.bin").unlink()
    lay(tmp_path / "no pieces", "en", "ja").joinpath("sentencepiece.model").unlink()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    assert set(installed(tmp_path)) == {("uk", "en")}


@pytest.mark.parametrize(
    "metadata",
    [
        "",
        "[]",
        "{",
        "null",
        '{"from_code": "uk"}',
        '{"from_code": "uk", "to_code": "uk"}',
        '{"from_code": "../uk", "to_code": "en"}',
        '{"from_code": 1, "to_code": "en"}',
        '{"type": "sbd", "from_code": "uk", "to_code": "en"}',
        "[" * 5000,
        '{"from_code": "uk", "to_code": "en", "x": "' + "x" * 70_000 + '"}',
    ],
)
def test_a_package_that_does_not_say_what_it_is_is_none(tmp_path: Path, metadata: str) -> None:
    folder = lay(tmp_path / "odd")
    (folder / "metadata.json").write_text(metadata, encoding="utf-8")
    assert read_package(folder) is None


def test_of_two_for_the_same_pair_the_newer_version_is_taken(tmp_path: Path) -> None:
    lay(tmp_path / "b", version="1.10")
    lay(tmp_path / "a", version="1.9")
    assert installed(tmp_path)["uk", "en"].version == "1.10"


def test_of_two_equal_ones_the_one_that_came_last_is_taken(tmp_path: Path) -> None:
    os.utime(lay(tmp_path / "z"), (1_000, 1_000))
    os.utime(lay(tmp_path / "a"), (2_000, 2_000))
    assert installed(tmp_path)["uk", "en"].folder.name == "a"


def test_a_look_shows_every_change(tmp_path: Path) -> None:
    seen = [look(tmp_path)]
    lay(tmp_path / "one")
    seen.append(look(tmp_path))
    (tmp_path / "one").rename(tmp_path / "two")
    seen.append(look(tmp_path))
    assert len(set(seen)) == 3
    assert look(tmp_path) == seen[-1]

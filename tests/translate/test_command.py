"""``madoguchi translate``, as an operator types it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from adapters import models
from adapters.cli import main
from tests.translate.conftest import PACKAGES
from tests.translate.test_index import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UK_EN = PACKAGES / "uk_en.argosmodel"
EN_JA = PACKAGES / "en_ja.argosmodel"
HASH = hashlib.sha256(UK_EN.read_bytes()).hexdigest()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    server = Server()
    server.files["/mirror/uk_en.argosmodel"] = UK_EN.read_bytes()
    offer(server)
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", server.url)
    yield server
    server.close()


def offer(server: Server, **more: str) -> None:
    row = {"from_code": "uk", "to_code": "en", "package_version": "1.0", "links": ["uk_en.argosmodel"], **more}
    server.files["/mirror/index.json"] = json.dumps([row]).encode()


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["translate", *words])
    out, err = capsys.readouterr()
    return status, out, err


def test_from_nothing_to_a_translation(capsys: pytest.CaptureFixture[str], real_argos: None) -> None:
    del real_argos
    assert "no package is installed" in said(capsys, "list")[1]
    status, out, _ = said(capsys, "install", str(UK_EN), str(EN_JA))
    assert status == 0
    assert out.count("installed:") == 2
    _, out, _ = said(capsys, "list")
    assert "uk-en" in out
    assert "uk       into Japanese over English   from Japanese not" in out
    assert "vi       into Japanese not            from Japanese not" in out
    assert said(capsys, "try", "Дуже дякую.", "--from", "uk", "--to", "ja") == (
        0, "ありがとうございます。\n", "argos, pivoted\n",
    )  # fmt: skip
    # Sentence by sentence, with what must not be harmed under lock: as counselors get it.
    assert said(capsys, "try", "Дуже дякую. Номер телефону: 045-222-1209.", "--from", "uk", "--to", "ja")[1] == (
        "ありがとうございます。電話番号は045-222-1209です。\n"
    )
    status, _, err = said(capsys, "try", "Дуже дякую.", "--from", "vi", "--to", "ja")
    assert (status, "no package leads there" in err) == (1, True)
    assert said(capsys, "remove", "uk-en")[0] == 0
    status, _, err = said(capsys, "remove", "uk-en")
    assert (status, "not installed" in err) == (2, True)


def test_a_refused_file_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, real_argos: None
) -> None:
    del real_argos
    (tmp_path / "bad.argosmodel").write_bytes(b"no package")
    status, out, err = said(capsys, "install", "bad.argosmodel", str(UK_EN))
    assert status == 1
    assert "bad.argosmodel: no translation package" in err
    assert "installed: uk-en" in out


def test_a_hash_is_held_to(capsys: pytest.CaptureFixture[str], real_argos: None) -> None:
    del real_argos
    status, _, err = said(capsys, "install", str(UK_EN), "--sha256", "0" * 64)
    assert (status, "SHA-256" in err) == (1, True)
    assert said(capsys, "install", str(UK_EN), "--sha256", HASH)[0] == 0
    assert said(capsys, "install", str(UK_EN), str(EN_JA), "--sha256", HASH)[0] == 2


def test_a_download_with_a_known_hash_is_installed(
    capsys: pytest.CaptureFixture[str], mirror: Server, tmp_path: Path, real_argos: None
) -> None:
    del real_argos
    status, out, _ = said(capsys, "download", "uk-en", "--sha256", HASH)
    assert (status, "installed: uk-en" in out) == (0, True)
    assert not list((tmp_path / "data/argos/home").glob("*.argosmodel*"))
    offer(mirror, sha256=HASH)
    assert "already there" in said(capsys, "download", "uk-en")[1]


def test_a_download_that_the_index_says_is_another_is_refused(
    capsys: pytest.CaptureFixture[str], mirror: Server, real_argos: None
) -> None:
    del real_argos
    offer(mirror, sha256="0" * 64)
    status, _, err = said(capsys, "download", "uk-en")
    assert (status, "damaged, or another file" in err) == (1, True)
    assert "no package is installed" in said(capsys, "list")[1]


def test_a_hash_that_nobody_named_is_shown_and_the_operator_asked(
    capsys: pytest.CaptureFixture[str], mirror: Server, monkeypatch: pytest.MonkeyPatch, real_argos: None
) -> None:
    del real_argos
    status, out, _ = said(capsys, "download", "uk-en")
    assert status == 1
    assert HASH in out
    assert "--sha256 HASH" in out
    fetched = len(mirror.asked)
    assert said(capsys, "download", "uk-en", "--sha256", HASH)[0] == 0
    assert len(mirror.asked) == fetched + 1  # the index; what was left is not fetched again
    said(capsys, "remove", "uk-en")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdin.readline", lambda: "n\n")
    assert said(capsys, "download", "uk-en")[0] == 1
    monkeypatch.setattr("sys.stdin.readline", lambda: "y\n")
    assert said(capsys, "download", "uk-en")[0] == 0
    assert said(capsys, "download", "uk-en", "--yes")[0] == 0


def test_what_the_index_does_not_have_is_said_before_anything_is_fetched(
    capsys: pytest.CaptureFixture[str], mirror: Server, real_argos: None
) -> None:
    del real_argos
    status, _, err = said(capsys, "download", "uk-en", "en-vi")
    assert status == 2
    assert "en-vi: not in the index, which has uk-en" in err
    assert len(mirror.asked) == 1


def test_an_index_in_the_open_is_not_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, real_argos: None
) -> None:
    del real_argos
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://example.org/index")
    status, _, err = said(capsys, "download", "uk-en")
    assert (status, "write an https address" in err) == (2, True)


def test_without_the_extra_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.translate.opening.argos_is_here", lambda: False)
    for words in (["list"], ["install", str(UK_EN)], ["download", "uk-en"], ["try", "a", "--from", "uk", "--to", "ja"]):
        status, out, err = said(capsys, *words)
        assert "make install EXTRA=translate" in out + err, words
        assert status == (0 if words == ["list"] else 2)


def test_every_trouble_has_its_words() -> None:
    from bot.translation import Trouble  # noqa: PLC0415

    assert set(models._WHY) == set(Trouble)

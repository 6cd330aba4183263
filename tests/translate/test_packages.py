"""Installing, replacing and removing: what is installed never suffers from what is not."""

from __future__ import annotations

import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from adapters.translate.archive import PackageError, digest
from adapters.translate.packages import Shelf
from tests.translate.conftest import PACKAGES

if TYPE_CHECKING:
    from pathlib import Path

UK_EN = PACKAGES / "uk_en.argosmodel"
EN_JA = PACKAGES / "en_ja.argosmodel"


def repacked(path: Path, change: dict[str, bytes], to: Path) -> Path:
    """Write a package anew with other contents for some of its parts."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            name = part.filename.split("/", 1)[1]
            new.writestr(part.filename, change.get(name, old.read(part)))
    return to


def held(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_package_is_tried_out_and_then_there(shelf: Shelf) -> None:
    package, fresh = shelf.install(UK_EN, sha256=digest(UK_EN), pair="uk-en")
    assert fresh
    assert shelf.list() == {("uk", "en"): package}


def test_the_same_file_again_changes_nothing(shelf: Shelf) -> None:
    first, _ = shelf.install(UK_EN)
    assert shelf.install(UK_EN) == (first, False)


def test_another_version_takes_the_place_of_the_first(shelf: Shelf, tmp_path: Path) -> None:
    old, _ = shelf.install(UK_EN)
    metadata = b'{"from_code": "uk", "to_code": "en", "package_version": "0.9", "target_prefix": ""}'
    package, fresh = shelf.install(repacked(UK_EN, {"metadata.json": metadata}, tmp_path / "other.argosmodel"))
    assert fresh
    assert package.version == "0.9"
    assert shelf.list() == {("uk", "en"): package}
    assert held(package.folder.parent) == {package.folder.name}
    assert not old.folder.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"model/model.bin": b"these are no weights"},
        {"sentencepiece.model": b"these are no pieces"},
        {"model/shared_vocabulary.json": b"[]"},
    ],
    ids=["weights", "tokenizer", "vocabulary"],
)
def test_a_package_that_does_not_translate_is_refused_and_harms_nothing(
    shelf: Shelf, tmp_path: Path, change: dict[str, bytes]
) -> None:
    good, _ = shelf.install(UK_EN)
    broken = repacked(UK_EN, change, tmp_path / "broken.argosmodel")
    with pytest.raises(PackageError, match=r"does not translate|brings the engine down"):
        shelf.install(broken)
    assert shelf.list() == {("uk", "en"): good}
    assert held(good.folder.parent) == {good.folder.name}


def test_another_hash_or_another_pair_than_was_meant_is_refused(shelf: Shelf) -> None:
    with pytest.raises(PackageError, match="SHA-256"):
        shelf.install(UK_EN, sha256="f" * 64)
    with pytest.raises(PackageError, match="it translates uk-en, not uk-ja"):
        shelf.install(UK_EN, pair="uk-ja")
    assert not shelf.list()


def test_removing_takes_a_package_with_all_its_versions(full: Path) -> None:
    shelf = Shelf(full, full.parent / "home")
    package = shelf.list()["uk", "en"]
    shutil.copytree(package.folder, full / "by hand")
    assert shelf.remove("uk-en").name == "uk-en"
    assert set(shelf.list()) == {("en", "ja"), ("ja", "en"), ("en", "uk")}
    assert len(held(full)) == 3


def test_what_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="not installed"):
        Shelf(tmp_path, tmp_path).remove("uk-en")


def test_what_a_killed_installation_left_is_swept_away_after_a_while(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "packages", tmp_path / "home", trial=lambda _: "")
    left, fresh = tmp_path / "packages/.coming-old", tmp_path / "packages/.coming-new"
    for each in (left, fresh):
        (each / "package").mkdir(parents=True)
    os.utime(left, (1_000, 1_000))
    package, _ = shelf.install(UK_EN)
    assert held(tmp_path / "packages") == {".coming-new", package.folder.name}


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "packages").write_text("a file", encoding="utf-8")
    with pytest.raises(PackageError, match="cannot be written"):
        Shelf(tmp_path / "packages", tmp_path, trial=lambda _: "").install(UK_EN)


def test_a_disk_that_is_full_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path / "packages", tmp_path / "home", trial=lambda _: "")
    good, _ = shelf.install(EN_JA)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("adapters.translate.archive.Archive.unpack", full)
    with pytest.raises(PackageError, match="No space left"):
        shelf.install(UK_EN)
    assert shelf.list() == {("en", "ja"): good}
    assert held(good.folder.parent) == {good.folder.name}

"""A file from elsewhere is not believed: what is broken, strange or dangerous is refused with a reason."""

from __future__ import annotations

import json
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from adapters.translate import archive
from adapters.translate.archive import PackageError, digest, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

GOOD = {
    "p/metadata.json": json.dumps({"from_code": "uk", "to_code": "en", "package_version": "1.0"}),
    "p/model/model.bin": "weights",
    "p/model/config.json": "{}",
    "p/sentencepiece.model": "pieces",
}


def packed(path: Path, parts: Mapping[str, str | None]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            if content is not None:
                package.writestr(name, content)
    return path


def refusal(path: Path, sha256: str = "") -> str:
    with pytest.raises(PackageError) as caught, opened(path, sha256) as package:
        package.unpack(path.parent)
    assert str(path) in str(caught.value) or "uk-en" in str(caught.value)
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "uk_en.argosmodel"


def test_a_good_one_is_unpacked_without_what_is_never_loaded(file: Path, tmp_path: Path) -> None:
    more = {
        "p/README.md": "hello",
        "p/stanza/uk/tokenize/x.pt": "a pickle",
        "p/minisbd/uk.onnx": "x",
        "p/odd.py": "x",
        "p/.x": "x",
    }
    (tmp_path / "out").mkdir()
    with opened(packed(file, GOOD | more)) as package:
        assert (package.name, package.version, package.sha256) == ("uk-en", "1.0", digest(file))
        package.unpack(tmp_path / "out")
    found = {str(each.relative_to(tmp_path / "out")) for each in (tmp_path / "out").rglob("*") if each.is_file()}
    assert found == {"metadata.json", "model/model.bin", "model/config.json", "sentencepiece.model", "README.md"}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"../evil": "x"}, "leads out"),
        ({"p/../../evil": "x"}, "leads out"),
        ({"/etc/evil": "x"}, "leads out"),
        ({"p/model/a\\..\\b": "x"}, "leads out"),
        ({"C:/evil": "x"}, "leads out"),
        ({"q/other": "x"}, "outside the one folder"),
        ({"loose": "x"}, "outside the one folder"),
        ({"p/~x": "x"}, "no name"),
        ({"__MACOSX/p/x": "x"}, "outside the one folder"),
        ({"p/a\nb": "x"}, "no name"),
        ({"p/МODEL": "x"}, "no name"),
        ({"p/Metadata.json": "{}"}, "the same name"),
        ({"p/metadata.json": None}, "metadata.json is missing"),
        ({"p/metadata.json": "{"}, "does not say"),
        ({"p/metadata.json": '{"from_code": "uk", "to_code": "../../x"}'}, "does not say"),
        ({"p/metadata.json": " " * 70_000}, "swell|far too large"),
        ({"p/model/model.bin": None}, "no whole"),
        ({"p/sentencepiece.model": None}, "no whole"),
        ({f"p/model/{number}": "x" for number in range(1000)}, "1004 parts"),
        ({"p/model/zeros": "0" * 3_000_000}, "swell"),
    ],
)
def test_what_is_strange_is_refused(file: Path, change: dict[str, str | None], word: str) -> None:
    message = refusal(packed(file, GOOD | change))
    assert any(each in message for each in word.split("|")), message


def test_nothing_leaves_the_folder(file: Path, tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    refusal(packed(inner / "x.argosmodel", GOOD | {"../../evil": "x"}))
    assert not list(tmp_path.rglob("evil"))
    del file


def test_links_are_refused(file: Path) -> None:
    packed(file, GOOD)
    with zipfile.ZipFile(file, "a") as package:
        link = zipfile.ZipInfo("p/model/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
    assert "a link" in refusal(file)


def test_what_is_locked_with_a_password_is_refused(file: Path) -> None:
    raw = bytearray(packed(file, GOOD).read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    file.write_bytes(raw)
    assert "password" in refusal(file)


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 half a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_package_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert "no translation package" in refusal(file)


def test_a_file_that_was_cut_off_is_refused(file: Path) -> None:
    raw = packed(file, GOOD).read_bytes()
    file.write_bytes(raw[:-40])
    assert "damaged" in refusal(file)


def test_a_damaged_part_is_noticed_when_it_is_unpacked(file: Path, tmp_path: Path) -> None:
    raw = bytearray(packed(file, GOOD).read_bytes())
    at = raw.index(b"p/model/model.bin") + len("p/model/model.bin")
    raw[at + 2] ^= 0xFF
    file.write_bytes(raw)
    (tmp_path / "out").mkdir()
    with pytest.raises(PackageError, match="damaged"), opened(file) as package:
        package.unpack(tmp_path / "out")


def test_a_file_that_is_not_there_or_a_folder_says_so(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "nowhere")
    (tmp_path / "folder").mkdir()
    assert "cannot be read" in refusal(tmp_path / "folder")


def test_a_far_too_large_file_is_not_even_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 10)
    assert "larger than" in refusal(packed(file, GOOD))


def test_another_hash_than_was_said_is_refused(file: Path) -> None:
    packed(file, GOOD)
    assert "SHA-256" in refusal(file, "0" * 64)
    with opened(file, digest(file).upper()) as package:
        assert package.name == "uk-en"


def test_random_damage_never_does_worse_than_a_refusal(file: Path, tmp_path: Path) -> None:
    raw = packed(file, GOOD).read_bytes()
    for at in range(len(raw)):
        broken = bytearray(raw)
        broken[at] ^= 0x55
        file.write_bytes(broken)
        out = tmp_path / f"out{at}"
        out.mkdir()
        try:
            with opened(file) as package:
                package.unpack(out)
        except PackageError:
            continue
    assert {each.name.rstrip("0123456789") for each in tmp_path.iterdir()} == {file.name, "out"}

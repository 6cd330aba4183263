"""A package as a file: looked at without believing it, and unpacked only as far as it is ever used."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from adapters.translate.installed import CUTTERS, LARGEST_METADATA, METADATA, WEIGHTS, understood
from bot.errors import MadoguchiError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

LARGEST = 1 << 30
"""Bytes of a file: far more than a model of this kind has."""
_MOST_ENTRIES = 1000
_MOST_UNPACKED = 2 << 30
_SWELLING = 100
"""So many times its own size a file may become: weights hardly shrink when they are packed."""
_PLAIN = re.compile(r"[\w.][\w.+ -]*", re.ASCII)
_USED = re.compile(rf"{METADATA}|README(\.md)?|LICEN[CS]E[\w.]*|model/[\w.-]+|{'|'.join(CUTTERS)}", re.ASCII)
"""What is unpacked. The splitters that most packages bring (stanza/, minisbd/) are never loaded, so they stay out."""
_BLOCK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)
"""What reading a damaged zip file can come to."""


class PackageError(MadoguchiError):
    """A package was refused, or is not to be had; the text says why and what to do. Nothing was changed."""

    def __init__(self, what: object, why: str) -> None:
        super().__init__(f"{what}: {why}")


@dataclass(frozen=True, slots=True)
class Archive:
    """A package that may be unpacked: its file, what it says it is, and what of it is used."""

    source: str
    target: str
    version: str
    sha256: str
    zip: zipfile.ZipFile
    root: str
    parts: tuple[zipfile.ZipInfo, ...]

    @property
    def name(self) -> str:
        """Give it the name that commands know it by."""
        return f"{self.source}-{self.target}"

    def unpack(self, folder: Path) -> None:
        """Write what is used into a folder that is there and empty; PackageError when the file is damaged."""
        try:
            for part in self.parts:
                place = folder / part.filename.removeprefix(f"{self.root}/")
                place.parent.mkdir(exist_ok=True)
                with self.zip.open(part) as packed, place.open("xb") as file:
                    left = part.file_size
                    while block := packed.read(_BLOCK):
                        left -= len(block)
                        if left < 0:
                            raise PackageError(self.name, f"{part.filename} is larger than it says; get the file anew")
                        file.write(block)
        except _DAMAGED as error:
            raise PackageError(self.name, "the file is damaged; get it anew") from error
        except OSError as error:
            raise PackageError(self.name, f"cannot be unpacked ({error.strerror})") from error


@contextmanager
def opened(path: Path, sha256: str = "") -> Generator[Archive]:
    """Open a package; PackageError says what is wrong with it. ``sha256``: what it must be, where that is known."""
    try:
        if path.stat().st_size > LARGEST:
            raise PackageError(path, f"larger than {LARGEST >> 20} MB, no translation package is")
        found = digest(path)
        if sha256 and found != sha256.strip().lower():
            raise PackageError(path, f"its SHA-256 is {found}, not {sha256}: damaged, or another file; get it anew")
        package = zipfile.ZipFile(path)
    except _DAMAGED as error:
        raise PackageError(path, "no translation package (.argosmodel), or damaged; get it anew") from error
    except OSError as error:
        raise PackageError(path, f"cannot be read ({error.strerror})") from error
    with package:
        yield _read(path, package, found)


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path, package: zipfile.ZipFile, sha256: str) -> Archive:
    entries = package.infolist()
    if not entries or len(entries) > _MOST_ENTRIES:
        raise PackageError(path, f"{len(entries)} parts, no translation package has so many or so few")
    root = PurePosixPath(entries[0].filename).parts[:1]
    trouble = next(filter(None, (_strange(entry, root) for entry in entries)), None)
    if trouble:
        raise PackageError(path, f"refused, {trouble}; get it from its makers")
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise PackageError(path, "refused, two of its parts have the same name; get it from its makers")
    size = sum(entry.file_size for entry in entries)
    if size > min(_MOST_UNPACKED, _SWELLING * path.stat().st_size):
        raise PackageError(path, f"refused, it would swell to {size >> 20} MB; get it from its makers")
    parts = tuple(entry for entry in entries if _USED.fullmatch(entry.filename.removeprefix(f"{root[0]}/")))
    names = {entry.filename.removeprefix(f"{root[0]}/"): entry for entry in parts}
    if METADATA not in names or names[METADATA].file_size > LARGEST_METADATA:
        raise PackageError(path, f"no translation package: {METADATA} is missing or far too large")
    if WEIGHTS not in names or not any(cutter in names for cutter in CUTTERS):
        raise PackageError(path, "no whole translation package: its model or its tokenizer is missing")
    try:
        said = understood(package.read(names[METADATA]))
    except (*_DAMAGED, OSError) as error:
        raise PackageError(path, "damaged; get it anew") from error
    if said is None:
        raise PackageError(path, f"{METADATA} does not say from which language into which it translates")
    return Archive(*said, sha256, package, root[0], parts)


def _strange(entry: zipfile.ZipInfo, root: tuple[str, ...]) -> str:
    """Say what is wrong with the name or the kind of a part; "" when nothing is."""
    name = entry.filename
    parts = PurePosixPath(name).parts
    told = repr(name[:80])
    if "\\" in entry.orig_filename or ":" in name or name.startswith("/") or ".." in parts or not parts:
        return f"{told} leads out of its folder"
    if not all(_PLAIN.fullmatch(part) for part in parts):
        return f"{told} is no name for a part"
    if parts[:1] != root or (len(parts) == 1 and not entry.is_dir()):
        return f"{told} lies outside the one folder that a package is"
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return f"{told} is a link or a device"
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return f"{told} is packed in a way that packages are not"
    return f"{told} is locked with a password" if entry.flag_bits & 1 else ""

"""The translation packages that lie in a folder, read without the engine. What is none is passed over."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from adapters.translate.codes import Pair

METADATA, WEIGHTS = "metadata.json", "model/model.bin"
CUTTERS = ("sentencepiece.model", "bpe.model")
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", re.ASCII)
LARGEST_METADATA = 64 * 1024

Look = tuple[tuple[str, int, int], ...]
"""What a folder holds, as far as a change of it shows: names, numbers, times."""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package: one direction between two languages, in an engine's codes. ``size`` in bytes."""

    folder: Path
    source: str
    target: str
    version: str
    size: int

    @property
    def pair(self) -> Pair:
        """Give what it leads from and to."""
        return self.source, self.target

    @property
    def name(self) -> str:
        """Give it the name that commands know it by."""
        return f"{self.source}-{self.target}"


def look(folder: Path) -> Look:
    """See what is there; cheap enough to be asked before each use. A folder that is missing is empty."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.inode(), entry.stat().st_mtime_ns) for entry in entries if _visible(entry)]
    except OSError:
        return ()
    return tuple(sorted(found))


def _visible(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.is_dir()


def installed(folder: Path) -> Mapping[Pair, Package]:
    """Read the packages; of two for the same pair the newest by version, then the one that came last."""
    found: dict[Pair, Package] = {}
    for name, _, _ in sorted(look(folder), key=lambda each: each[2]):
        package = read_package(folder / name)
        if package is None:
            continue
        other = found.get(package.pair)
        if other is None or _order(package.version) >= _order(other.version):
            found[package.pair] = package
    return found


def read_package(folder: Path) -> Package | None:
    """Read what a folder says it is; None where it is no whole package."""
    try:
        with (folder / METADATA).open("rb") as file:
            pair = understood(file.read(LARGEST_METADATA + 1))
        if pair is None or not (folder / WEIGHTS).is_file():
            return None
        if not any((folder / cutter).is_file() for cutter in CUTTERS):
            return None
        return Package(folder, *pair, size=sum(_sizes(folder)))
    except OSError:
        return None


def understood(raw: bytes) -> tuple[str, str, str] | None:
    """Read metadata.json: source, target and version of a package that translates; None where it says nothing of it."""
    try:
        metadata = json.loads(raw) if len(raw) <= LARGEST_METADATA else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(metadata, dict) or metadata.get("type", "translate") != "translate":
        return None
    source, target = metadata.get("from_code"), metadata.get("to_code")
    if not (isinstance(source, str) and isinstance(target, str) and source != target):
        return None
    if not (CODE.fullmatch(source) and CODE.fullmatch(target)):
        return None
    return source, target, str(metadata.get("package_version", ""))[:20]


def _sizes(folder: Path) -> Iterator[int]:
    for place, _, files in os.walk(folder):
        for file in files:
            yield os.stat(f"{place}/{file}", follow_symlinks=False).st_size  # noqa: PTH116 - of the file itself


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))

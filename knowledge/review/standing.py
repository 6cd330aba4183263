"""Where each language stands: how many of its texts a machine wrote, a person wrote, a person has reviewed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.review.ledger import read_ledger
from knowledge.review.piece import digest_of
from knowledge.yamlfile import mapping, read_yaml, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from knowledge.library import Library
    from knowledge.review.ledger import Read
    from knowledge.yamlfile import Node

MACHINE, PERSON, REVIEWED = "machine", "person", "reviewed"
_PEOPLE = frozenset({"human", "reviewed"})
_SENTENCES = (("phrases", "phrases", "phrase"), ("canned", "replies", "reply"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What people read in one language: headings, answers, the counter's sentences, counselors' ready replies.

    missing  answers that there are only in other languages
    last     the day of the newest review; "" when nobody has read anything
    """

    tag: str
    name: str
    machine: int
    person: int
    reviewed: int
    missing: int
    last: str

    @property
    def texts(self) -> int:
        """Give how many texts there are."""
        return self.machine + self.person + self.reviewed


def standings(library: Library) -> tuple[Standing, ...]:
    """Count every language of a library, from the files as they are."""
    return tuple(_standing(library, language.tag, language.name) for language in library.phrasebook.languages)


def _standing(library: Library, tag: str, name: str) -> Standing:
    ledger = read_ledger(library.path, tag)
    counts = Counter(_state(key, said, by, ledger) for key, said, by in _texts(library, tag))
    missing = sum(tag not in entry.wordings for entry in library.entries.values())
    last = max((read.day for read in ledger.values()), default="")
    return Standing(tag, name, counts[MACHINE], counts[PERSON], counts[REVIEWED], missing, last)


def _state(key: str, said: str, by: str, ledger: Mapping[str, Read]) -> str:
    read = ledger.get(key)
    if read is not None and read.digest == digest_of(said):
        return REVIEWED
    return PERSON if by in _PEOPLE else MACHINE


def _texts(library: Library, tag: str) -> Iterator[tuple[str, str, str]]:
    """Give key, text and writer of everything that people read, as in ``pieces``."""
    for entry in library.entries.values():
        wording = entry.wordings.get(tag)
        if wording is not None:
            yield f"entry/{entry.id}/title", wording.title, wording.by
            yield f"entry/{entry.id}/text", wording.body, wording.by
    for room, group, kind in _SENTENCES:
        node = _file(library.path / room / f"{tag}.yaml")
        for name, said in mapping(node.get(group, {}), library.path / room).items():
            yield f"{kind}/{name}", str(said), text(node.get("by"), library.path / room)


def _file(path: Path) -> dict[str, Node]:
    return mapping(read_yaml(path), path) if path.is_file() else {}

"""What the finder learns from: every phrasing of the library, and what nobody asks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.finder.artefact import NONE
from knowledge.finder.normalise import clean, shared_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.library import Library

_SLOTS = re.compile(r"\{\w+\}")
# Japanese in Latin letters is typed by people who learn it.
_ROMAJI = {"ja": "ja-easy"}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґ]")
_WITHOUT_I = 20
# A language counts as written when at least this share of the entries has it.
_WRITTEN = 0.5


@dataclass(frozen=True, slots=True)
class Examples:
    """Texts as the encoder reads them, and the entry each belongs to (or "none").

    spoken and tongues: texts in alphabets that several languages share, and their language
    """

    texts: tuple[str, ...]
    entries: tuple[str, ...]
    spoken: tuple[str, ...]
    tongues: tuple[str, ...]


def examples(library: Library) -> Examples:
    """Gather titles, phrasings and what nobody asked, in a fixed order.

    Only from languages in which most entries are written: a language that has no more than its
    emergencies would teach that the language itself is an emergency.
    """
    count = Counter(tag for entry in library.entries.values() for tag in entry.wordings)
    written = {tag for tag, entries in count.items() if entries >= _WRITTEN * len(library.entries)}
    rows = [(clean(text), entry) for tag, text, entry in _known(library) if tag in written]
    spoken = [
        (said, _ROMAJI.get(tag, tag))
        for tag, text in _voices(library)
        if (said := shared_letters(text)) and not (tag == "uk" and _russian(said))
    ]
    return Examples(
        tuple(text for text, _ in rows),
        tuple(entry for _, entry in rows),
        tuple(text for text, _ in spoken),
        tuple(tag for _, tag in spoken),
    )


def _russian(said: str) -> bool:
    """Whether a phrasing of Ukrainians is Russian: they write both, and the finder, not the ear, learns it."""
    return len(_CYRILLIC.findall(said)) >= _WITHOUT_I and not _UKRAINIAN.search(said)


def known_phrasings(library: Library) -> list[tuple[str, str]]:
    """Give every text of every language with its entry, for texts that are typed word for word."""
    return [(text, entry) for _, text, entry in _known(library)]


def _known(library: Library) -> Iterator[tuple[str, str, str]]:
    for entry in library.entries.values():
        for tag, wording in sorted(entry.wordings.items()):
            yield from ((tag, text, entry.id) for text in (wording.title, *wording.asked))
    for tag, texts in sorted(library.negatives.items()):
        yield from ((tag, text, NONE) for text in texts)


def _voices(library: Library) -> Iterator[tuple[str, str]]:
    """Everything written in each language: phrasings, nobody's topics, phrases."""
    yield from ((tag, text) for tag, text, _ in _known(library))
    for language in library.phrasebook.languages:
        words = library.phrasebook.words(language.tag, "")
        yield from ((language.tag, _SLOTS.sub(" ", text)) for _, text in sorted(words.items()))

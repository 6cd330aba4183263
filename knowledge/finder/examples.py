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
    """Gather titles, phrasings and what nobody asked, in a fixed order."""
    rows = [
        (clean(text), entry.id)
        for entry in library.entries.values()
        for _, wording in sorted(entry.wordings.items())
        for text in (wording.title, *wording.asked)
    ]
    written = Counter(tag for entry in library.entries.values() for tag in entry.wordings)
    for tag, texts in sorted(library.negatives.items()):
        # In a language that has hardly any phrasing yet these would teach that the language
        # itself is nobody's topic; they join when the language is written.
        if written[tag] >= _WRITTEN * len(library.entries):
            rows += [(clean(text), NONE) for text in texts]
    spoken = [(written, _ROMAJI.get(tag, tag)) for tag, text in _voices(library) if (written := shared_letters(text))]
    return Examples(
        tuple(text for text, _ in rows),
        tuple(entry for _, entry in rows),
        tuple(text for text, _ in spoken),
        tuple(tag for _, tag in spoken),
    )


def _voices(library: Library) -> Iterator[tuple[str, str]]:
    """Everything written in each language: phrasings, nobody's topics, phrases."""
    for entry in library.entries.values():
        for tag, wording in sorted(entry.wordings.items()):
            yield from ((tag, text) for text in (wording.title, *wording.asked))
    for tag, texts in sorted(library.negatives.items()):
        yield from ((tag, text) for text in texts)
    for language in library.phrasebook.languages:
        words = library.phrasebook.words(language.tag, "")
        yield from ((language.tag, _SLOTS.sub(" ", text)) for _, text in sorted(words.items()))

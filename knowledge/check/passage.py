"""A passage: one text in one language that a person will read, or is known to write."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.check.finding import Note
from knowledge.words import SLOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from knowledge.check.document import Document


class Part(StrEnum):
    """What a passage is."""

    TITLE = "title"
    ASKED = "asked"
    BODY = "body"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Passage:
    """One text. ``owner`` is the entry's id, or the phrase's key."""

    path: Path
    line: int
    text: str
    language: str
    part: Part
    owner: str

    def note(self, message: str, offset: int = 0) -> Note:
        """Say something about the letter at ``offset``."""
        lines = self.text.count("\n", 0, offset) if self.part is Part.BODY else 0
        return Note(self.path, self.line + lines, message)

    @property
    def bare(self) -> str:
        """Give the text with its slots blanked out, every other letter in its place."""
        return SLOT.sub(lambda slot: " " * len(slot[0]), self.text)


def passages_of(entry: str, language: str, document: Document) -> Iterator[Passage]:
    """Give the title, the phrasings and the answer of one wording."""
    path = document.path
    if document.text("title"):
        yield Passage(path, document.line("title"), document.text("title"), language, Part.TITLE, entry)
    for number, asked in enumerate(document.strings("asked")):
        yield Passage(path, document.line("asked", str(number)), asked, language, Part.ASKED, entry)
    if document.body:
        yield Passage(path, document.body_line, document.body, language, Part.BODY, entry)


def phrases_of(language: str, document: Document) -> Iterator[Passage]:
    """Give every fixed sentence of one language."""
    for key, text in phrase_texts(document).items():
        yield Passage(document.path, document.line("phrases", key), text, language, Part.PHRASE, key)


def phrase_texts(document: Document) -> Mapping[str, str]:
    """Give the phrases of a phrase file that are texts."""
    phrases = document.values.get("phrases")
    return {key: text for key, text in phrases.items() if isinstance(text, str)} if isinstance(phrases, dict) else {}

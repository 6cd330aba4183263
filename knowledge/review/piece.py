"""A piece: one text of one language that a person can review, and where it stands in the library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.yamlfile import Keys

BODY: Keys = ("body",)
COMMA = "; "


class Group(StrEnum):
    """What a sheet of the workbook holds."""

    ANSWERS = "answers"
    PHRASINGS = "phrasings"
    PHRASES = "phrases"
    CUES = "cues"
    SAFETY = "safety"
    NAMES = "names"


class Form(StrEnum):
    """How a piece is written down.

    LINE  one line; TEXT  several; WORDS  a list, with semicolons between; LINES  a list, one a line
    NEW   nothing yet: what is written here is added, one a line
    """

    LINE = "line"
    TEXT = "text"
    WORDS = "words"
    LINES = "lines"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """One text.

    key     by which it is known for good: entry/place-naka/text
    file    path inside the knowledge folder; keys lead to the value there, BODY is the answer
    now     the text as it stands; source: the Japanese one; beside: easy Japanese or English
    fixed   why it cannot be changed here; "" when it can
    grows   words may be added, but none taken away
    read    people read it; the others are what we listen for
    """

    key: str
    group: Group
    form: Form
    file: str
    keys: Keys
    now: str
    source: str = ""
    beside: str = ""
    fixed: str = ""
    grows: bool = False
    read: bool = True

    @property
    def digest(self) -> str:
        """Fingerprint of the text and of what it translates: a sheet with another one is out of date."""
        return digest_of(self.now, self.source)

    @property
    def words(self) -> tuple[str, ...]:
        """Give the words of a list."""
        return words_of(self.now, self.form)

    @property
    def owner(self) -> str:
        """Give the entry, record or topic that the piece belongs to."""
        return self.key.split("/")[1]


def words_of(text: str, form: Form) -> tuple[str, ...]:
    """Take a list apart as it stands in a cell."""
    parts = text.split(COMMA.strip()) if form is Form.WORDS else text.split("\n")
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))


def digest_of(text: str, source: str = "") -> str:
    """Fingerprint of a text, alone or with what it translates."""
    return sha256(f"{text}\x1f{source}".encode()).hexdigest()[:12]


def short(text: str, most: int = 60) -> str:
    """Give the beginning of a text on one line, for a report."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"

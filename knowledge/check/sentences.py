"""Easy Japanese taken apart: sentences, readings, glosses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.check.passage import Part
from knowledge.localise import EASY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.passage import Passage
    from knowledge.check.shelf import Shelf

KANJI = "々〆\u3400-\u4dbf\u4e00-\u9fff"
READING = re.compile(rf"(?<=[{KANJI}])（[^（）]*）")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？」]*\n?|\n")
_BRACES = re.compile(r"\{[^{}]*\}")
# A slot brings a word of unknown length: it counts as a short one.
SLOT_WORD = "＿＿＿"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. ``offset`` is where it begins in its text.

    plain  without readings, a slot as three signs; spaces are kept
    ended  whether a full stop, a question or an exclamation mark closes it
    """

    raw: str
    offset: int

    @property
    def plain(self) -> str:
        """Give the sentence without its readings, every slot as one short word."""
        return _BRACES.sub(SLOT_WORD, READING.sub("", self.raw)).strip()

    @property
    def closed(self) -> str:
        """Give the plain sentence without spaces: what is counted."""
        return "".join(self.plain.split())

    @property
    def ended(self) -> bool:
        """Say whether it is a whole sentence and no label or list item."""
        return self.raw.strip()[-1:] in set("。！？")


@dataclass(frozen=True, slots=True)
class EasyText:
    """One text in easy Japanese, with the word lists to judge it by."""

    passage: Passage
    katakana: frozenset[str]
    sounds: frozenset[str]
    hard: frozenset[str]

    @property
    def text(self) -> str:
        """Give the text as it stands."""
        return self.passage.text

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Give its sentences, in order. A stop inside a gloss or a quotation ends nothing."""
        hidden = re.sub(r"〈[^〈〉\n]*〉|「[^「」\n]*」", lambda inner: _unstopped(inner[0]), self.text)
        found = []
        for piece in _SENTENCE.finditer(hidden):
            raw = self.text[piece.start() : piece.end()]
            if raw.strip():
                found.append(Sentence(raw, piece.start() + len(raw) - len(raw.lstrip())))
        return tuple(found)


def easy_texts(shelf: Shelf) -> Iterator[EasyText]:
    """Give every easy Japanese text that people read: titles, answers and fixed sentences."""
    katakana, sounds = _words(shelf, "katakana", "allowed"), _words(shelf, "sounds", "sounds")
    hard = _words(shelf, "hard", "explain")
    for passage in shelf.passages:
        if passage.language == EASY and passage.part is not Part.ASKED:
            yield EasyText(passage, katakana, sounds, hard)


def unread(text: str) -> str:
    """Give a text with its readings blanked out, every other letter in its place."""
    return READING.sub(lambda reading: " " * len(reading[0]), text)


def _words(shelf: Shelf, name: str, key: str) -> frozenset[str]:
    document = shelf.lists.get(name)
    return frozenset(document.strings(key)) if document else frozenset()


def _unstopped(text: str) -> str:
    return re.sub(r"[。！？]", "＿", text)

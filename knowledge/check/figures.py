"""Rules about numbers: they are facts, and facts stand in records."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from knowledge.check.passage import Part
from knowledge.check.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.check.finding import Note
    from knowledge.check.shelf import Shelf

_TELEPHONE = re.compile(
    r"(?<![\w{])(?:#\d{4}|11[0-9]|171|18[89]|\+?\d[\d‐‑‒–—\-()\s]{6,}\d)(?![\w}])",
)


@rule("typed-number")
def typed_number(shelf: Shelf) -> Iterator[Note]:
    """Find a digit in an answer that no slot brings."""
    for passage in shelf.passages:
        if passage.part is not Part.BODY:
            continue
        digits = [place for place, letter in enumerate(passage.bare) if unicodedata.category(letter) in {"Nd", "No"}]
        if digits:
            message = f"“{passage.text[digits[0]]}” is typed. Put the number into a record and write its slot here."
            yield passage.note(message, digits[0])


@rule("typed-telephone")
def typed_telephone(shelf: Shelf) -> Iterator[Note]:
    """Find a telephone number in a fixed sentence."""
    for passage in shelf.passages:
        if passage.part is Part.PHRASE:
            for number in _TELEPHONE.finditer(passage.text):
                yield passage.note(f"“{number[0]}” is a telephone number. Use a word in braces, such as {{tel}}.")


RULES = (typed_number, typed_telephone)

"""Where one message may be two: behind a question mark, at "and also", on a new line.

Only places where a text might be cut are told here. Whether both halves ask something is for the
finder to say, and where they do not, the text stays whole.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.wordlist import hangul, unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 4
"""Places in a message that are tried; whoever asks more at once is asked back."""
_SHORTEST = 2  # letters of half a message
# Behind these a question ends. A Japanese one ends in か, with or without a mark; so does a request.
_MARKS = r"[?？！!؟;；\n]+|(?<=[かね])[。．]|(?<=ください)[。．]|(?<=いです)[。．]"
_COMMAS = r"[,，、](?=.)"
_BESIDE = r"[\s,，、.。!！]"


def halves(text: str, joints: tuple[str, ...]) -> tuple[tuple[str, str, bool], ...]:
    """Give the ways to cut a text in two, the likeliest first: at marks, at ``joints`` ("and also"), at commas.

    The third value says whether a question may well end there; a comma is more often a breath.
    """
    sure = dict.fromkeys((*_at(_marks(), text), *_at(_joined(joints), text)), True)
    cuts = {**sure, **{cut: False for cut in _at(_commas(), text) if cut not in sure}}
    pairs = ((text[:begin].strip(" ,，、"), text[end:].strip(" ,，、"), ends) for (begin, end), ends in cuts.items())
    told = ((left, _opened(right, joints), ends) for left, right, ends in pairs)
    return tuple(cut for cut in told if all(_letters(half) >= _SHORTEST for half in cut[:2]))[:MOST]


def _at(seam: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in seam.finditer(text))


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _opened(right: str, joints: tuple[str, ...]) -> str:
    """Leave out the "and" that the second half begins with."""
    found = _opening(joints).match(right)
    return right[found.end() :] if found else right


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    return re.compile(_MARKS)


@lru_cache(maxsize=1)
def _commas() -> re.Pattern[str]:
    return re.compile(_COMMAS)


@lru_cache(maxsize=32)
def _opening(joints: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) + ("" if unspaced(word) else r"(?![^\s,.!?])") for word in joints)
    return re.compile(rf"{_BESIDE}*(?:{words or '(?!)'}){_BESIDE}*", re.IGNORECASE)


@lru_cache(maxsize=32)
def _joined(joints: tuple[str, ...]) -> re.Pattern[str]:
    """Match a joint between words; inside the writing where there are no spaces, at a word's end in Korean."""
    rows = [re.escape(word) if unspaced(word) else _apart(word) for word in joints]
    return re.compile("|".join(rows) or "(?!)", re.IGNORECASE)


def _apart(word: str) -> str:
    said = re.escape(word)
    return rf"(?<=\w){said}\s+" if hangul(word) else rf"(?<=[\s,]){said}\s+"

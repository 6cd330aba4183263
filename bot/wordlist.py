"""Lists of words and phrases that are looked for in what people write, quickly however long the list is.

Texts are folded (``fold``). Where a script puts spaces between words, a phrase has to stand as words of
its own; elsewhere it may stand anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Scripts written without spaces: a word may stand anywhere inside a run of them.
_UNSPACED = re.compile(
    "[\u0e01-\u0e3a\u0e40-\u0e5b\u2e80-\u2ef3\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff"
    "\u31c0-\u31e3\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9\U00020000-\U0003134a]"
)
_HANGUL = re.compile("[가-힣 ]*")
_MOST_WORDS = 8
_KEPT_TEXTS = 64


class _Kept(dict[int, str]):
    """What stays of a letter: itself, or a space. Worked out once for each letter that is met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = self[code] = letter if unicodedata.category(letter)[0] in "LNM" or letter in "👍👎" else " "
        return kept


_KEPT = _Kept()


def fold(text: str) -> str:
    """Bring a text to the form in which words are compared: NFKC, lower case, no punctuation."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().translate(_KEPT).split())


def unspaced(word: str) -> bool:
    """Say whether a text has letters of a script that is written without spaces."""
    return not word.isascii() and _UNSPACED.search(word) is not None


def hangul(word: str) -> bool:
    """Say whether a word is Korean: then endings and particles may stick to it."""
    return _HANGUL.fullmatch(word) is not None


class Words:
    """Words and phrases, folded. Immutable."""

    def __init__(self, words: Iterable[str]) -> None:
        self.longest_first = tuple(sorted(words, key=lambda word: (-len(word), word)))
        apart = [word for word in self.longest_first if not unspaced(word)]
        self._phrases = frozenset(word for word in apart if word.count(" ") < _MOST_WORDS)
        self._long = tuple(f" {word} " for word in apart if word not in self._phrases)
        self._inside = tuple(word for word in self.longest_first if unspaced(word))
        self._korean = tuple(word for word in apart if hangul(word))
        self._needles = tuple(word if unspaced(word) else f" {word} " for word in self.longest_first if word)

    def stand_in(self, folded: str) -> bool:
        """Say whether one of them stands in a folded text."""
        if not self._phrases.isdisjoint(_phrases(folded)) or any(word in f" {folded} " for word in self._long):
            return True
        return unspaced(folded) and any(word in folded for word in self._inside)

    def begin_in(self, folded: str) -> bool:
        """As ``stand_in``; in Korean, whatever ending a word has."""
        return self.stand_in(folded) or any(f" {word}" in f" {folded}" for word in self._korean)

    def stick_in(self, folded: str) -> bool:
        """As ``stand_in``; in Korean, anywhere in a word."""
        return self.stand_in(folded) or any(word in folded for word in self._korean)

    def without(self, folded: str) -> str:
        """Give what is left of a folded text without them, the longest taken out first."""
        left = f" {folded} "
        for needle in self._needles:
            while needle in left:
                left = left.replace(needle, " ")
        return left.strip()


@lru_cache(maxsize=_KEPT_TEXTS)
def _phrases(folded: str) -> frozenset[str]:
    """Give all that stands in a text between two spaces, up to some words."""
    words = folded.split(" ")
    return frozenset(
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1)
    )

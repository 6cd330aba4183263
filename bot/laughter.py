"""Laughing and crying in letters: ㅋㅋㅋ, 5555, jajaja, www. It says as much as 😂 does."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

AGAIN = "~"
"""What stands behind a syllable of laughter that is written over and over ("ha~")."""
_LOUD = 3  # times that a single letter or figure is written: "kk" is a yes, "55" a number
_APART = r"[\s,.!?~…、。！？]"
# A mother is "haha" in romaji: in front of other words only what is surely laughter counts.
_SURELY = 3
_ATTACHED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "HANGUL", "BOPOMOFO", "FULLWIDTH")


class Laughter:
    """Tells laughter from words. Built from syllables ("ha~") and from words that only laugh ("lol")."""

    def __init__(self, heard: Iterable[str]) -> None:
        every = sorted((unicodedata.normalize("NFKC", word).casefold() for word in heard), key=lambda word: -len(word))
        syllables = [word.removesuffix(AGAIN) for word in every if word.endswith(AGAIN)]
        short = [word for word in syllables if len(word) == 1 and word.isascii()]
        longer = [word for word in syllables if word not in short]
        words = [word for word in every if not word.endswith(AGAIN)]
        rows = [f"{word}{{{_LOUD if word != 'w' else 2},}}" for word in short]
        rows += [f"[{_ends(longer)}]?{_over_and_over(longer)}[{_starts(longer)}]*"] if longer else []
        rows += map(re.escape, words)
        row = "|".join(rows) or r"(?!)"
        self._all = re.compile(rf"(?:(?:{row}){_APART}*)+")
        sticking = [word for word in longer if _sticks(word)]
        behind = [rf"{_APART}+(?:{row})(?<!\d)", r"(?<=[\u0e00-\u0e7f])\s?5{3,}", r"(?<=[ぁ-ヿ㐀-鿿])w+"]
        before = [rf"{_over_and_over(longer, _SURELY)}{_APART}+"] if longer else []
        if sticking:
            behind.append(rf"(?<=\w){_over_and_over(sticking)}")
            before.append(_over_and_over(sticking))
        self._behind = re.compile(rf"(?:{'|'.join(behind)}){_APART}*$")
        self._before = re.compile(rf"^(?:{'|'.join(before) or '(?!)'}){_APART}*")

    def whole(self, text: str) -> bool:
        """Say whether a text is nothing but laughter, or crying."""
        return self._all.fullmatch(_plain(text).strip()) is not None

    def without(self, text: str) -> str:
        """Give a text without the laughter before and behind it; the text itself where nothing else is left."""
        read = _plain(text)
        if len(read) != len(text):
            return text
        begin = found.end() if (found := self._before.search(read)) else 0
        end = found.start() if (found := self._behind.search(read)) else len(text)
        return text[begin:end].strip() or text


def _over_and_over(syllables: list[str], times: int = 2) -> str:
    """Match syllables that follow each other, the last one perhaps written with a sign for "again" (ๆ)."""
    one = "|".join(map(re.escape, syllables))
    return f"(?:(?:{one}){{{times},}}ๆ*|(?:{one})ๆ+)"


def _ends(syllables: list[str]) -> str:
    return "".join(sorted({re.escape(word[-1]) for word in syllables if word[-1].isalpha()}))


def _starts(syllables: list[str]) -> str:
    return "".join(sorted({re.escape(word[0]) for word in syllables}))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _sticks(word: str) -> bool:
    return all(unicodedata.name(letter, "").startswith(_ATTACHED) for letter in word)

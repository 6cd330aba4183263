"""Bringing a text into the forms that the views compare.

Matching only: what a person wrote is kept as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACES = re.compile(r"\s+")
_REPEATED = re.compile(r"(.)\1{2,}")
_JA = "\u3040-\u30ff\u3400-\u9fff々ー"
# Spaces between phrases (わかち書き) are for the eye; the encoder reads the words better closed up.
_WAKACHI = re.compile(f"(?<=[{_JA}、。])\\s+(?=[{_JA}])")
_KA = str.maketrans({"ヶ": "ケ", "ヵ": "カ", "ｹ": "ケ"})
MAX_LETTERS = 600


def clean(text: str) -> str:
    """Give the text as the encoder should read it: NFKC, no invisible marks, one space, closed kana."""
    text = unicodedata.normalize("NFKC", text[: MAX_LETTERS * 4])
    text = _INVISIBLE.sub("", text).translate(_KA)
    text = _SPACES.sub(" ", text).strip()
    text = _WAKACHI.sub("", text)
    return _REPEATED.sub(r"\1\1", text)[:MAX_LETTERS]


def same(text: str) -> str:
    """Give the form in which two texts count as the same: clean, lower case, letters and digits."""
    lower = unicodedata.normalize("NFKC", clean(text).casefold())
    kept = (letter if letter.isalnum() or unicodedata.category(letter) == "Mn" else " " for letter in lower)
    return _REPEATED.sub(r"\1\1", " ".join("".join(kept).split()))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Give the text in plain Latin letters without marks: what romaji and Вася have in common.

    Long vowels and doubled letters are shortened, so that "Tookyoo", "Tōkyō" and "Tokyo" meet.
    """
    latin = anyascii(same(text)).casefold()
    latin = "".join(letter if letter.isalnum() else " " for letter in latin)
    latin = re.sub(r"([a-z])\1+", r"\1", latin)
    latin = latin.replace("ou", "o").replace("uu", "u")
    return " ".join(latin.split())


_SHARED = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]|[\u0400-\u04ff]|[\u3400-\u9fff]")


def shared_letters(text: str) -> str:
    """Give the words of a text in letters that several languages share (Latin, Cyrillic, Han)."""
    return " ".join(word for word in same(text).split() if _SHARED.match(word))

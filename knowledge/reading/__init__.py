"""Japanese readings (kana) written in the reader's own letters: つるみ is Tsurumi, 쓰루미, Цурумі."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.reading.alphabets import latin, russian, ukrainian
from knowledge.reading.devanagari import nepali
from knowledge.reading.hangul import korean
from knowledge.reading.sounds import sounds_of
from knowledge.reading.thai import thai

__all__ = ["reading_in"]

_WRITERS = {"ko": korean, "th": thai, "ne": nepali, "ru": russian, "uk": ukrainian}
# Words that begin with these are names of places; scripts with capitals write them large.
_PLACES = (
    "よこはま", "かながわ", "うくらいな", "あふりか", "あじあ", "いそご", "いずみ", "つづき", "しゃんはい",
    "なか", "みなみ", "みどり", "ほどがや", "あおば", "つるみ", "かなざわ", "こうほく", "こうなん",
)  # fmt: skip
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")
_KATAKANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_MARKS = str.maketrans({"（": ", ", "(": ", ", "）": "", ")": "", "・": ", "})


@lru_cache(maxsize=2048)
def reading_in(kana: str, language: str) -> str:
    """Write a reading in a language's letters; words are set apart by spaces, Latin ones stay as they are."""
    words = (_KANA.sub(lambda found: _word(found[0], language), word) for word in kana.split(" "))
    return re.sub(r"\s+,", ",", " ".join(words).translate(_MARKS)).strip()


def _word(kana: str, language: str) -> str:
    plain = kana.translate(_KATAKANA)
    written = _WRITERS.get(language, latin)(sounds_of(plain))
    return written[:1].upper() + written[1:] if plain.startswith(_PLACES) else written

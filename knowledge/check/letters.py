"""What letters are: their script, whether one sees them, and how many a reader counts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LATIN, CYRILLIC, GREEK, HAN, KANA = "Latin", "Cyrillic", "Greek", "Han", "Kana"
_SCRIPTS = {
    LATIN: r"A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff",
    CYRILLIC: r"\u0400-\u052f",
    GREEK: r"\u0370-\u03ff\u1f00-\u1fff",
    HAN: r"々〆\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    KANA: r"\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff",
    "Hangul": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "Thai": r"\u0e01-\u0e3a\u0e40-\u0e4e",
    "Devanagari": r"\u0900-\u0963\u0970-\u097f",
    "wide Latin": r"\uff21-\uff3a\uff41-\uff5a",
    "narrow Kana": r"\uff66-\uff9d",
    "Arabic": r"\u0600-\u06ff",
    "Hebrew": r"\u0590-\u05ff",
    "Bengali": r"\u0980-\u09ff",
}
_RUN = re.compile("|".join(f"(?P<s{number}>[{letters}]+)" for number, letters in enumerate(_SCRIPTS.values())))
_NAMES = tuple(_SCRIPTS)
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffd\ue000-\uf8ff\U000e0000-\U000e007f]",
)
_VIRAMA = "\u094d"
WORD = re.compile(r"[^\W\d_][\w'’ʼ\u0300-\u036f]*")


def scripts_in(text: str) -> list[tuple[str, int, str]]:
    """Give the runs of one script: its name, where the run begins, and its letters."""
    return [(_NAMES[int(str(run.lastgroup)[1:])], run.start(), run[0]) for run in _RUN.finditer(text)]


def script_names() -> tuple[str, ...]:
    """Give the names of the scripts that are told apart."""
    return _NAMES


def unseen(text: str) -> list[tuple[int, str]]:
    """Give the letters that nobody sees, with their places; joiners inside Nepali words are needed."""
    found = []
    for letter in _INVISIBLE.finditer(text):
        before = text[letter.start() - 1 : letter.start()]
        if letter[0] not in _JOINERS or not "\u0900" <= before <= "\u097f":
            found.append((letter.start(), letter[0]))
    return found


@lru_cache(maxsize=4096)
def graphemes(text: str) -> int:
    """Count letters as a reader does: marks belong to their letter, joined ones count once."""
    count, before = 0, ""
    for letter in text:
        joined = unicodedata.category(letter) in {"Mn", "Me", "Mc"} or letter in _JOINERS or letter == "\u0e33"
        if not joined and before != "\u200d" and not (before == _VIRAMA and "\u0900" <= letter <= "\u097f"):
            count += 1
        before = letter
    return count

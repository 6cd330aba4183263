"""What speaks against a text from a worksheet, before the inspection of the whole library is asked."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from knowledge.check.letters import HAN, KANA, LATIN, scripts_in, unseen
from knowledge.review.incoming import LETTERS
from knowledge.review.piece import Form, Group, short, words_of
from knowledge.review.wording import BRACES

if TYPE_CHECKING:
    from knowledge.review.piece import Piece

_NUMBER = re.compile(r"\d+")
_LONGEST_WORD = 100


def against(piece: Piece, better: str, scripts: frozenset[str]) -> str:
    """Say what speaks against a text; "" when nothing does."""
    tests = (_too_long, _lines, _slots, _numbers, _odd_letters, _list)
    return next((why for test in tests if (why := test(piece, better))), "") or _script(piece, better, scripts)


def _too_long(piece: Piece, better: str) -> str:
    if len(better) > max(LETTERS, len(piece.now) * 2):
        return f"{len(better)} characters; at most {LETTERS}"
    return ""


def _lines(piece: Piece, better: str) -> str:
    return "this text has to be one line" if piece.form is Form.LINE and "\n" in better else ""


def _slots(piece: Piece, better: str) -> str:
    old, new = set(BRACES.findall(piece.now)), set(BRACES.findall(better))
    alone = Counter(letter for letter in BRACES.sub("", better) if letter in "{}")
    if old == new and not alone:
        return ""
    missing, more = " ".join(sorted(old - new)), " ".join(sorted(new - old))
    said = [f"{missing} is missing"] if missing else []
    said += [f"{more} is new"] if more else []
    return f"{' and '.join(said) or 'a brace stands alone'}; keep the words in braces letter for letter"


def _numbers(piece: Piece, better: str) -> str:
    """Say which number nobody gave us; what people ask may hold any."""
    if not piece.read:
        return ""
    known = set(_digits(f"{piece.now}\n{piece.source}"))
    new = next((number for number in _digits(better) if number not in known), "")
    return f"the number {new} is new; numbers come from the facts, say in the remarks what is wrong" if new else ""


def _digits(text: str) -> list[str]:
    """Give the numbers of a text in plain figures, whatever script they are written in."""
    plain = "".join(
        str(unicodedata.digit(letter)) if unicodedata.digit(letter, -1) >= 0 else letter
        for letter in BRACES.sub(" ", text)
    )
    return _NUMBER.findall(plain)


def _odd_letters(piece: Piece, better: str) -> str:
    del piece
    odd = unseen(better.replace("\n", " ").replace("\t", " "))
    return f"there is an unseen letter ({unicodedata.name(odd[0][1], hex(ord(odd[0][1])))})" if odd else ""


def _list(piece: Piece, better: str) -> str:
    words = words_of(better, piece.form) if piece.form not in {Form.LINE, Form.TEXT} else ("",)
    if not words:
        return "nothing is left of the list"
    if piece.form is Form.LINES and len(words) != len(piece.words):
        return f"{len(words)} lines, but there are {len(piece.words)} names"
    return _words(piece, words) if piece.form is Form.WORDS else ""


def _words(piece: Piece, words: tuple[str, ...]) -> str:
    """Say what is wrong with a list of words: typed as one, or most of it gone."""
    long = next((word for word in words if len(word) > _LONGEST_WORD), "")
    if long:
        return f"“{short(long)}” is too long; put a semicolon between the words"
    gone = [word for word in piece.words if word not in words]
    if piece.grows and gone:
        return f"“{gone[0]}” is gone; words of emergencies are only added, say in the remarks what is wrong"
    if len(gone) * 2 > len(piece.words):
        return f"{len(gone)} of {len(piece.words)} words are gone; write the whole list"
    return ""


def _script(piece: Piece, better: str, scripts: frozenset[str]) -> str:
    """Find letters of an alphabet that neither the language nor the former text has."""
    known = scripts | {LATIN, HAN, KANA} | {name for name, _, _ in scripts_in(piece.now)}
    if piece.group is Group.PHRASINGS:
        return ""
    strange = next((run for run in scripts_in(better) if run[0] not in known), None)
    return f"“{strange[2]}” is {strange[0]}, not this language" if strange else ""

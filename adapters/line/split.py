"""Cutting long texts where no letter breaks: not within an emoji family, a flag, or a letter and its marks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category, combining

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINER = "\u200d"
_FLAG = range(0x1F1E6, 0x1F200)
_SKIN = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_LEADING, _VOWEL, _TRAILING = range(0x1100, 0x1160), range(0x1160, 0x11A8), range(0x11A8, 0x1200)
_SYLLABLES = range(0xAC00, 0xD7A4)
_SYLLABLE_ROW = 28
_VIRAMA = 9
"""Canonical class of the sign that joins an Indic consonant to the next one."""
_THAI_AM = "\u0e33\u0eb3"
_MARKS = frozenset({"Mn", "Me", "Mc"})
_BORDERS = ("\n\n", "\n", "。", ". ", "? ", "! ", " ")


def clusters(text: str) -> Iterator[str]:
    """Give what a reader takes for single letters, in order; together they are the text.

    After UAX 29, without its rare cases: those only make a cluster longer than it had to be.
    """
    start, flags = 0, 0
    for index, (before, letter) in enumerate(pairwise(text), 1):
        flags = flags + 1 if ord(before) in _FLAG else 0
        if not _joined(before, letter, flags):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def split(text: str, most: int) -> list[str]:
    """Cut a text into pieces of at most ``most`` UTF-16 units; joined again they give the text.

    A cut is made after a paragraph, else a line, a sentence, a word, a letter. Only a single
    letter that is itself too long (marks piled up for fun) is cut inside.
    """
    pieces: list[str] = []
    while True:
        room = _fitting(text, most)
        if room == len(text):
            return [*pieces, text]
        end = _border(text, room) or _whole(text, room) or room
        pieces.append(text[:end])
        text = text[end:]


def _fitting(text: str, most: int) -> int:
    """Give how many code points from the start fit into ``most`` units."""
    if len(text) * 2 <= most:
        return len(text)
    used = 0
    for index, letter in enumerate(text):
        used += 1 + (letter > "\uffff")
        if used > most:
            return index
    return len(text)


def _border(text: str, room: int) -> int:
    """Give where the last paragraph, line, sentence or word before ``room`` ends, if that is far enough behind."""
    for border in _BORDERS:
        found = text.rfind(border, room // 2, room)
        end = found + len(border)
        if found > 0 and not _joined(text[end - 1], text[end], 0):
            return end
    return 0


def _whole(text: str, room: int) -> int:
    """Give the last border of a letter at or before ``room``."""
    end = 0
    for cluster in clusters(text):
        if end + len(cluster) > room:
            break
        end += len(cluster)
    return end


def _joined(before: str, letter: str, flags: int) -> bool:
    """Say whether two code points are parts of one letter; ``flags`` halves of flags stand before."""
    if before < "\u0300" and letter < "\u0300":
        return before == "\r" and letter == "\n"
    if before in "\r\n":
        return False
    code = ord(letter)
    extends = combining(letter) or category(letter) in _MARKS or letter in _THAI_AM
    if extends or letter == _JOINER or code in _SKIN or code in _TAGS:
        return True
    if before == _JOINER or combining(before) == _VIRAMA:
        return category(letter)[0] in "LS"
    if code in _FLAG:
        return flags % 2 == 1
    return _hangul(ord(before), code)


def _hangul(before: int, code: int) -> bool:
    """Say whether a Korean syllable written in parts goes on."""
    open_syllable = before in _SYLLABLES and (before - _SYLLABLES.start) % _SYLLABLE_ROW == 0
    if code in _VOWEL:
        return before in _LEADING or before in _VOWEL or open_syllable
    if code in _TRAILING:
        return before in _VOWEL or before in _TRAILING or before in _SYLLABLES
    return before in _LEADING and (code in _LEADING or code in _SYLLABLES)

"""A text cut into sentences, as an engine takes them: any of our languages, or several mixed.

The pieces put together are the text, sign for sign. A full stop ends a sentence only where one
really ends: not in "No. 5", "5 p.m.", "вул. Садова", "3.5" or an address of the net.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NET = r"A-Za-z0-9\-._~:/?#@!$&*+,;=%'()\[\]\u00c0-\u052f"
# What ends a sentence around an address does not belong to it.
URL = re.compile(
    rf"(?:https?://|www\.)[{_NET}]*[A-Za-z0-9/=#&_~\-\u00c0-\u052f]"
    r"|(?<![A-Za-z0-9@.\-])(?:[a-z0-9\-]{2,}\.)+(?:jp|com|org|net|info|ua|eu|gov|edu|io)"
    rf"(?![A-Za-z0-9\-])(?:/(?:[{_NET}]*[A-Za-z0-9/=#&_~\-])?)?",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}[@＠][A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")

_WITH_A_STOP = """
no nos dr mr mrs ms st prof jr sr vs e.g i.e a.m p.m tel fax ext apt ave rd blvd bldg approx dept
jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
sra srta dra av avda núm num pág pag ej ud uds c.v exmo r
ст ул вул д кв г м р рр с тел стр корп буд просп пр пров пер пл обл ім им тис тыс млн млрд грн руб коп т е ін
др напр н п год хв мин мін сек див бул наб гр
tp ths ts bs q p jl bpk tgl hlm rt rw kec kel bb gng g gg blg atbp น พ.ศ ค.ศ โทร ถ ซ อ จ
"""
_ABBREVIATIONS = frozenset(_WITH_A_STOP.split())
_CLOSING = r"\"'”’»）)」』】〉》］\]"
_EMOJI = r"\u200d\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
_BREAK = re.compile(
    rf"(?P<line>[^\S\n]*\n(?:[^\S\n]*\n)*)|(?P<stop>[。！？｡!?…।॥.]+)(?P<close>[{_CLOSING}]*)(?:[^\S\n]*[{_EMOJI}]+)*(?P<gap>[^\S\n]*)"
)
_LETTER = r"(?:[^\W\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[\u0e31-\u0e4e\u0900-\u0963])"
_WORD = re.compile(rf"{_LETTER}(?:(?:{_LETTER}|\.)*{_LETTER})?$")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3005-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_THAI_GAP = re.compile(r"(?<=[\u0e00-\u0e7f]) +(?=[\u0e00-\u0e7f])")
_THAI_ENOUGH = 60  # letters after which a space in Thai may be the end of a sentence
_LOOK_BACK = 24
# Where a sentence that is too long may be cut, the best place first.
_CUTS = (re.compile(r"[;；:：]\s+|[；]"), re.compile(r"[,،]\s+|[、，]"), re.compile(r"\s+"))
_JOINED = re.compile(r"[\w\u0300-\u036f\u0900-\u0963\u0e31-\u0e4e\u200d\ufe0f]")


def sentences(text: str, longest: int) -> list[str]:
    """Cut a text into sentences; each has the space and the line ends behind it.

    ``longest`` is how many signs a piece may have at most. What is longer is cut at a semicolon, a
    comma, a space, or anywhere; an address of the net is never cut, however long it is.
    """
    if longest < 1:
        msg = f"pieces of {longest} signs cannot be made; give 1 or more"
        raise ValueError(msg)
    whole = [found.span() for pattern in (URL, EMAIL) for found in pattern.finditer(text)]
    inside = {at for begin, end in whole for at in range(begin + 1, end)}
    pieces: list[str] = []
    begin = 0
    for end in [*(at for at in _ends(text) if at not in inside), len(text)]:
        if end > begin:
            pieces += _within(text, begin, end, longest, inside)
            begin = end
    return pieces


def _ends(text: str) -> Iterator[int]:
    """Give where sentences end, in order."""
    begin = 0
    for found in _BREAK.finditer(text):
        yield from _thai_ends(text, begin, found.start())
        if found["line"] or _is_end(text, found):
            begin = found.end()
            yield begin
    yield from _thai_ends(text, begin, len(text))


def _thai_ends(text: str, begin: int, end: int) -> Iterator[int]:
    for gap in _THAI_GAP.finditer(text, begin, end):
        if gap.end() - begin >= _THAI_ENOUGH:
            begin = gap.end()
            yield begin


def _is_end(text: str, found: re.Match[str]) -> bool:
    """Say whether a stop ends a sentence; before a line end that one does."""
    stop, following = found["stop"], text[found.end() : found.end() + 1]
    if following in {"", "\n"}:
        return False
    if any(sign in stop for sign in "。！？｡"):
        return not (found["close"] and not found["gap"])  # 「はい。」と言いました
    if any(sign in stop for sign in "।॥"):
        return True
    spaced = bool(found["gap"]) or found.end() > found.end("close")
    if "!" in stop or "?" in stop:
        return spaced or _UNSPACED.match(following) is not None
    if not spaced or following.islower():
        return False
    return stop != "." or bool(found["close"]) or not _abbreviated(text, found.start())


def _abbreviated(text: str, stop: int) -> bool:
    """Say whether the full stop belongs to the word before it, or to the number of a list."""
    word = _WORD.search(text, max(0, stop - _LOOK_BACK), stop)
    if word is None:
        return False
    begins_line = text[:stop].rpartition("\n")[2].strip() == word[0]
    if word[0].isdecimal():
        return begins_line
    return len(word[0]) == 1 or word[0].lower() in _ABBREVIATIONS


def _within(text: str, begin: int, end: int, longest: int, inside: set[int]) -> Iterator[str]:
    """Cut what is too long."""
    while end - begin > longest:
        at = _cut(text, begin, begin + longest, end, inside)
        if at >= end:
            break
        yield text[begin:at]
        begin = at
    yield text[begin:end]


def _cut(text: str, begin: int, limit: int, end: int, inside: set[int]) -> int:
    """Give the best place for a cut up to ``limit``, not in the first half where there is a choice."""
    half = begin + (limit - begin) // 2
    for pattern in _CUTS:
        places = (found.end() for found in pattern.finditer(text, half, limit))
        if (best := max((at for at in places if at not in inside), default=0)) > begin:
            return best
    free = [at for at in range(limit, begin, -1) if at not in inside]
    for at in free:
        if not (_JOINED.match(text, at) and text[at - 1 : at + 1].isascii()) and not _clings(text, at):
            return at
    if free:
        return free[0]
    return next((at for at in range(limit, end) if at not in inside), end)


def _clings(text: str, at: int) -> bool:
    """Say whether the sign at a place belongs to the one before it: a digit, a mark, a part of an emoji."""
    before, sign = text[at - 1], text[at]
    mark = _JOINED.match(sign) is not None and not sign.isalnum()
    return mark or before == "\u200d" or (sign.isdecimal() and (before.isdecimal() or before in ".,-"))

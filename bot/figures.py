"""The numbers of a text as values, whatever they are written in: 午後5時 is 17:00 is 5 p.m., 1万円 is 10,000 yen.

A machine that translates may write a number as its language does; it may not change it. So both
texts are read, and what they say is compared: nothing may be missing, nothing may be new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.translation import Loss

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = tuple[str, Decimal | int, int]
"""What is said: ("number", n, 0), ("time", minute of the day, 0), ("date", month, day), ("month", month, 0)."""

ERA = "era"
_FULL = {ord(sign): plain for sign, plain in zip("：．，／－−‐‑–　￥＄", ":.,/----- ¥$", strict=True)}
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text.

    values   what it may mean, each of them enough (01.04 is a day, or another day, or a time)
    loose    what it is as well, to a text that is less exact (17:00 is "17")
    soft     a word ("three", 三, April): it may answer for a number, but is not asked for;
             without values it only allows one
    money    the currency beside it, "" where none is
    dial     an hour of the dial: no word says whether before noon or after
    """

    kind: str
    raw: str
    begin: int
    values: frozenset[Value]
    loose: frozenset[Value] = frozenset()
    soft: bool = False
    money: str = ""
    dial: bool = False

    def answers(self, asked: Figure, *, exactly: bool) -> bool:
        """Say whether this figure of a translation says what was asked for."""
        if self.money and asked.money and self.money != asked.money:
            return False
        if exactly:
            return not self.values.isdisjoint(asked.values)
        loose = frozenset() if self.soft else self.loose
        return not (self.values.isdisjoint(asked.loose) and loose.isdisjoint(asked.values))


def digits(text: str) -> str:
    """Give a text with the digits of every script as 0–9 and their marks as ASCII, sign for sign."""
    if text.isascii():
        return text
    text = text.translate(_FULL)
    return "".join(str(int(sign)) if sign > "\x7f" and sign.isdecimal() else sign for sign in text)


def compare(original: Sequence[Figure], translated: Sequence[Figure]) -> tuple[Loss, ...]:
    """Say which numbers a translation lost or changed, and which it made up (kind "number", as it wrote them)."""
    asked, given = [each for each in original if not each.soft], list(translated)
    for exactly, soft in ((True, False), (True, True), (False, False), (False, True)):
        for figure in tuple(asked):
            answer = next((each for each in given if each.soft is soft and each.answers(figure, exactly=exactly)), None)
            if answer is not None:
                given.remove(answer)
                asked.remove(figure)
    _lengths(asked, given)
    _lengths(given, asked)
    said = {each.money for each in translated}
    for money in sorted({each.money for each in original} - said - {""}):  # 3,000円から5,000円 has its yen but once
        priced = next(each for each in original if each.money == money)
        asked += [priced] if priced not in asked else []
    losses = [Loss("date" if figure.kind == ERA else figure.kind, figure.raw) for figure in asked]
    free = [each for each in original if each.soft]
    for figure in (each for each in given if not each.soft):
        allowed = next((each for each in free if not figure.values.isdisjoint(each.values | each.loose)), None)
        if allowed is None:
            losses.append(Loss("number", figure.raw))
        else:
            free.remove(allowed)
    return tuple(losses)


def _lengths(times: list[Figure], numbers: list[Figure]) -> None:
    """Take away what reads as half past two on one side, and as two and thirty (hours, minutes) on the other."""
    for time in [each for each in times if each.kind == "time" and not each.soft]:
        minute = next((int(value) for kind, value, _ in time.values if kind == "time"), 0)
        parts = [("number", Decimal(part).normalize(), 0) for part in divmod(minute, 60)]
        pair = [
            next((each for each in numbers if part in each.values and each.kind == "number"), None) for part in parts
        ]
        if pair[0] is not None and pair[1] is not None and pair[0] is not pair[1]:
            times.remove(time)
            numbers.remove(pair[0])
            numbers.remove(pair[1])


def has_digits(text: str) -> bool:
    """Say whether there is a digit of any script."""
    return _DIGIT.search(text) is not None


def settled(found: Sequence[Figure]) -> tuple[Figure, ...]:
    """Put the figures of a text in order. A year of an era beside the same year is one year, said twice."""
    known = [value for each in found if each.kind != ERA for value in each.values]
    figures = (replace(each, soft=True) if each.kind == ERA and each.values & {*known} else each for each in found)
    return tuple(sorted(figures, key=lambda each: each.begin))

"""Times of the day as they are said: 17:00, 午後5時, 5 p.m., о 5 годині вечора, 17h30."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.numerals import AFTER, ALONE, BEFORE, END, HALF, HOUR, HOUR_BEFORE, MINUTE, SECURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures import Figure, Value


def _kinds(place: str, words: dict[str, str]) -> str:
    return "|".join(f"(?P<{place}_{kind}>{word})" for kind, word in words.items())


TIME = (
    rf"(?:(?:{_kinds('before', BEFORE)}|{_kinds('alone', ALONE)})\s?)?(?P<pre>{HOUR_BEFORE})?"
    r"(?<![\d:.,])(?P<hour>\d{1,2})(?![\d])"
    rf"(?:(?P<mark>[:.h])(?P<past>[0-5]\d)(?!\d|[.,:]\d)(?:\s?(?P<clock>{HOUR}))?"
    rf"|\s?(?P<unit>{HOUR})(?:\s?(?P<minute>[0-5]?\d)\s?(?:{MINUTE})|(?P<half>{HALF}))?)?"
    rf"(?:\s?(?:{_kinds('secure', SECURE)}|{_kinds('after', AFTER)}){END})?"
)
_TO = re.compile(
    r"\s*(?:[-~〜～–—]|から|to|till|until|and|a|y|e|à|às|ate|até|hasta|a las|y las|до|по|и|і|至|到|부터|에서|đến|ถึง"
    r"|hanggang|sampai|देखि)\s*",
    re.IGNORECASE,
)
_HOUR, _NOON = 60, 12 * 60
_HOURS, _HALF_DAY, _EVENING, _SMALL, _THUM = 24, 12, 6, 5, 18


def minutes(found: re.Match[str]) -> tuple[int, bool] | None:
    """Give the minute of the day, and whether the part of the day is sure; None where it is no time at all."""
    hour, said = int(found["hour"]), bool(found["unit"] or found["pre"] or found["clock"])
    written = found["mark"] in {":", "h"}
    part = next((name.partition("_") for name, word in found.groupdict().items() if word and "_" in name), None)
    place, kind = (part[0], part[2]) if part else ("", "")
    if place in {"before", "after"} and not (said or written):
        return None
    if not (said or written or part) or hour > _HOURS:
        return None
    past = _HALF_HOUR if found["half"] else int(found["past"] or found["minute"] or 0)
    return _in_part(hour, kind) % _HOURS * 60 + past, bool(part)


_HALF_HOUR = 30


def ranged(found: Sequence[Figure], text: str) -> list[Figure]:
    """Let the hours of a range share their part of the day: 午後1時〜3時, "from 1 to 3 p.m."."""
    figures = sorted((each for each in found if not each.soft), key=lambda each: each.begin)
    for at, (one, other) in enumerate(pairwise(tuple(figures))):
        if "time" in {one.kind, other.kind} and _TO.fullmatch(text, one.begin + len(one.raw), other.begin):
            late = any(minute >= _NOON for each in (one, other) for minute in _minutes(each))
            figures[at : at + 2] = [_beside(each, late=late) for each in (figures[at], other)]
    return figures + [each for each in found if each.soft]


def _minutes(figure: Figure) -> list[int]:
    return [int(value) for kind, value, _ in figure.values if kind == "time"]


def _beside(figure: Figure, *, late: bool) -> Figure:
    """Give a bare number beside an hour as an hour, and an hour of the dial as one after noon, too."""
    hours = [int(value) for kind, value, _ in figure.values if kind == "number" and value % 1 == 0]
    begins = [hour * _HOUR for hour in hours if 0 <= hour < _HALF_DAY] if figure.kind == "number" else []
    begins += _minutes(figure) if figure.dial else []
    lates = [minute + _NOON for minute in begins] if late else []
    values: set[Value] = {("time", minute, 0) for minute in begins + lates}
    loose: set[Value] = {("number", Decimal(minute // _HOUR).normalize(), 0) for minute in lates if minute % _HOUR == 0}
    return replace(figure, values=figure.values | values, loose=figure.loose | loose)


def _in_part(hour: int, part: str) -> int:
    """Give the hour of the day of an hour on the dial."""
    late = hour + _HALF_DAY if hour < _HALF_DAY else hour
    match part:
        case "am":
            return hour % _HALF_DAY if hour == _HALF_DAY else hour
        case "pm":
            return late
        case "night":
            return hour if hour <= _SMALL else 0 if hour == _HALF_DAY else late
        case "noon":
            return late if hour <= _SMALL else hour
        case "thum":
            return hour + _THUM if hour <= _EVENING else hour
        case _:
            return hour

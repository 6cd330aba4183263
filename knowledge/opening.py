"""Opening hours as OpenStreetMap writes them, evaluated one calendar day at a time.

The library that reads the syntax knows no holiday that moves (its calendar misses 22 September
2026, for one), so ``PH`` is decided here with the ``holidays`` package: a rule is read twice, as
it stands on ordinary days (where PH never matches) and as it stands on holidays (where it always does).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined] # its stub forgets one

Span = tuple[time, time]

_FULL_DAY = 24 * 60
_SPAN = re.compile(r"(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d)")
_SPANS = re.compile(rf"{_SPAN.pattern}(?:\s*,\s*{_SPAN.pattern})*")
_UNSAYABLE = (
    (re.compile(r'"'), "comments in quotes are not hours; put the remark into the text"),
    (re.compile(r"\|\|"), "“||” says that something is uncertain; leave the hours out instead"),
    (re.compile(r"\bSH\b"), "SH (school holidays) is not known here; write the dates"),
    (re.compile(r"\bPH\s*[-+]\s*\d"), "days before or after a holiday are not known here; write the dates"),
    (re.compile(r"sunrise|sunset|dawn|dusk|easter", re.IGNORECASE), "write clock times, like 09:00-17:00"),
    (re.compile(r"\d:\d\d\s*\+"), "the closing time is missing (“+”); write it"),
    (re.compile(r"\[-"), "counting from the end of the month is not known here; write [4] or [5]"),
    (re.compile(r"unknown", re.IGNORECASE), "“unknown” is not hours; leave them out"),
)


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    """Give Japan's public holidays of a year, substitute and bridge days included."""
    return frozenset(holidays.country_holidays("JP", years=year))


def is_holiday(day: date) -> bool:
    """Say whether a day is a public holiday in Japan."""
    return day in _holidays(day.year)


def has_holidays(rules: str) -> bool:
    """Say whether the rules speak of public holidays at all."""
    return re.search(r"\bPH\b", rules) is not None


def on_kind_of_day(rules: str, *, holiday: bool) -> str:
    """Give the rules as they stand on a holiday, or on a day that is none."""
    return re.sub(r"\bPH\b", "Mo-Su", rules) if holiday else rules


@lru_cache(maxsize=512)
def checked(rules: str) -> str:
    """Give the rules back when they can be evaluated, else raise a ValueError that says why not."""
    for pattern, advice in _UNSAYABLE:
        if pattern.search(rules):
            msg = f"opening hours {rules!r}: {advice}"
            raise ValueError(msg)
    if not rules.strip():
        msg = "opening hours are empty; leave the field out when nobody knows them"
        raise ValueError(msg)
    for holiday in (False, True):
        try:
            OpeningHours(on_kind_of_day(rules, holiday=holiday))
        except ParserError as error:
            msg = f"opening hours {rules!r}: {_reason(str(error))}"
            raise ValueError(msg) from error
    return rules


def spans_on(rules: str, day: date) -> tuple[Span, ...]:
    """Give the hours that begin on a day; one that ends at or before its beginning ends the next day."""
    return spans_as(rules, day, holiday=is_holiday(day))


@lru_cache(maxsize=8192)
def spans_as(rules: str, day: date, *, holiday: bool) -> tuple[Span, ...]:
    """Give the hours of a day, told whether to take it as a holiday."""
    kept = on_kind_of_day(rules, holiday=holiday)
    evenings = _evaluate(_evening(kept), day)
    mornings = _evaluate(_morning(kept), day) if _nights(kept) else ()
    if not evenings or not mornings:
        return evenings
    *before, (begin, _) = evenings
    return (*before, (begin, mornings[-1][1]))


def _evaluate(rules: str, day: date) -> tuple[Span, ...]:
    midnight = datetime.combine(day, time())
    return tuple(
        (begin.time(), end.time())
        for begin, end, state, _ in OpeningHours(rules).intervals(midnight, midnight + timedelta(days=1))
        if state == State.OPEN
    )


def _nights(rules: str) -> bool:
    return any(_past_midnight(*found.groups()) for found in _SPAN.finditer(rules))


def _past_midnight(begin: str, end: str) -> str:
    """Give the closing time of the next day ("02:00" for 22:00-02:00 and 22:00-26:00), or ""."""
    first, last = (int(clock[:-3]) * 60 + int(clock[-2:]) for clock in (begin, end))
    last %= _FULL_DAY if last != _FULL_DAY else _FULL_DAY + 1
    return f"{last // 60:02}:{last % 60:02}" if last <= first else ""


def _evening(rules: str) -> str:
    """Give the rules with every night ended at midnight."""
    return _SPAN.sub(lambda found: f"{found[1]}-24:00" if _past_midnight(*found.groups()) else found[0], rules)


def _morning(rules: str) -> str:
    """Give the rules with nothing but the parts after midnight, said of the day on which the night began.

    The library lets a day "off" cut the night before it, and not its own: so nights are split here.
    """

    def tails(spans: re.Match[str]) -> str:
        ends = (_past_midnight(*found.groups()) for found in _SPAN.finditer(spans[0]))
        return ",".join(f"00:00-{end}" for end in ends if end not in {"", "00:00"}) or "off"

    return _SPANS.sub(tails, rules.replace("24/7", "24/7 off"))


def _reason(error: str) -> str:
    """Turn the parser's drawing into one sentence."""
    place = re.search(r"--> \d+:(\d+)", error)
    wanted = error.rsplit("=", 1)[-1].strip() if "=" in error else error.strip()
    where = place[1] if place else "?"
    return f"not understood at character {where} ({wanted}); write like “Mo-Fr 09:00-17:00; PH off”"

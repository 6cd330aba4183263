"""A whole week of opening hours in one line, read off the days themselves."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_skeleton

from knowledge.localise import EASY
from knowledge.opening import checked, has_holidays, spans_as
from knowledge.when import between_rules, cldr, say_easy_date, say_nth, say_spans, say_weekday, say_weekdays

if TYPE_CHECKING:
    from knowledge.opening import Span
    from knowledge.when import Say

Spans = tuple["Span", ...]

_FOUR_WEEKS = 28
_WEEKDAYS = range(7)
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTHS = _MONTH.split("|")
_ONE_DATE = rf"(?:{_MONTH})(?:\s*\d{{1,2}}\b(?!:))?"
_DATED = re.compile(rf"((?:{_ONE_DATE})(?:\s*[-,]\s*(?:{_ONE_DATE}|\d{{1,2}}\b(?!:)))*)\s*:?\s*(.*)")
_YEAR = re.compile(r"\d{4}\b(?!:)")
_BETWEEN_DATES = {"ja": "・", "ja-easy": "、", "zh-Hans": "、", "zh-Hant": "、"}
_SAMPLE = date(2024, 1, 1)  # a Monday: the five Mondays of this month are its 1st to 5th, and so on


def describe_week(rules: str, language: str, say: Say) -> str:
    """Say the rules in one line: weekdays, nth weekdays, holidays, then dates of the year."""
    parts = [part.strip() for part in rules.split(";") if part.strip()]
    dated = [found for part in parts if (found := _DATED.fullmatch(part))]
    weekly = "; ".join(part for part in parts if not _DATED.fullmatch(part) and not _YEAR.match(part))
    sayings = _say_weekly(checked(weekly), language, say) if weekly else []
    for found in dated:
        body = found[2] or "00:00-24:00"
        said = say("closed") if body in {"off", "closed"} else describe_week(body, language, say)
        sayings.append(f"{_say_dates(found[1], language)} {said}")
    return between_rules(language).join(sayings)


def _say_weekly(rules: str, language: str, say: Say) -> list[str]:
    table = {weekday: _month_of(rules, weekday) for weekday in _WEEKDAYS}
    usual = {weekday: Counter(spans).most_common(1)[0][0] for weekday, spans in table.items()}
    if all(spans == ((time(), time()),) for spans in usual.values()):
        return [say("open_always")]
    off = _named_closed(rules)
    sayings: list[str] = []
    for spans in dict.fromkeys(usual[weekday] for weekday in _WEEKDAYS):
        days = [weekday for weekday in _WEEKDAYS if usual[weekday] == spans and (spans or weekday in off)]
        if days:
            named = say("every_day") if len(days) == len(_WEEKDAYS) else say_weekdays(days, language)
            sayings.append(_join(named, say_spans(spans, language, say), language))
    sayings += _say_nth_weekdays(table, usual, language, say)
    if has_holidays(rules):
        sayings += _say_holidays(rules, usual, language, say)
    return sayings


def _say_nth_weekdays(
    table: dict[int, tuple[Spans, ...]], usual: dict[int, Spans], language: str, say: Say
) -> list[str]:
    sayings: list[str] = []
    for weekday, month in table.items():
        for spans in dict.fromkeys(month):
            numbers = [n for n, other in enumerate(month, 1) if other == spans]
            if spans != usual[weekday]:
                named = say(
                    "nth_weekday", nth=say_nth(numbers, weekday, language), weekday=say_weekday(weekday, language)
                )
                sayings.append(_join(named, say_spans(spans, language, say), language))
    return sayings


def _say_holidays(rules: str, usual: dict[int, Spans], language: str, say: Say) -> list[str]:
    """Say the holidays' own hours, unless every holiday is like its weekday."""
    kept = {weekday: Counter(_month_of(rules, weekday, holiday=True)).most_common(1)[0][0] for weekday in _WEEKDAYS}
    different = {spans for weekday, spans in kept.items() if len(set(kept.values())) == 1 or spans != usual[weekday]}
    return [_join(say("public_holidays"), say_spans(spans, language, say), language) for spans in sorted(different)]


@lru_cache(maxsize=4096)
def _month_of(rules: str, weekday: int, *, holiday: bool = False) -> tuple[Spans, ...]:
    """Give the hours of the 1st to 5th Monday (Tuesday, …) of a month."""
    # Each nth weekday is looked up in some month of 2024 that has it on an nth week.
    first = _SAMPLE + timedelta(days=weekday)
    days = (first + timedelta(weeks=n) for n in range(4))
    fifth = next(day for week in range(4, 52) if (day := first + timedelta(weeks=week)).day > _FOUR_WEEKS)
    return tuple(spans_as(rules, day, holiday=holiday) for day in (*days, fifth))


def _named_closed(rules: str) -> frozenset[int]:
    """Give the weekdays that the rules call closed in so many words ("We off")."""
    closed = [part for part in rules.split(";") if re.search(r"\b(off|closed)\b", part)]
    said = re.sub(r"\b(off|closed)\b", "00:00-24:00", "; ".join(closed).replace("24/7", ""))
    if not said:
        return frozenset()
    return frozenset(weekday for weekday in _WEEKDAYS if all(_month_of(said, weekday)))


def _say_dates(dates: str, language: str) -> str:
    """Say "Dec 28-Jan 04" in the reader's words."""
    return _BETWEEN_DATES.get(language, ", ").join(_say_range(part, language) for part in dates.split(","))


def _say_range(dates: str, language: str) -> str:
    begin, _, end = (part.strip() for part in dates.partition("-"))
    if end.isdigit():  # "Jan 01-03"
        end = f"{begin[:3]} {end}"
    first, last = _say_date(begin, language), _say_date(end, language) if end else ""
    if not last:
        return first
    if language == EASY:
        return f"{first}から {last}まで"
    return f"{first}{'～' if language == 'ja' else ' – '}{last}"


def _say_date(written: str, language: str) -> str:
    month, day = _MONTHS.index(written[:3]) + 1, written[3:].strip()
    if language == EASY:
        return say_easy_date(month, int(day) if day else None)
    if not day:
        return str(cldr(language).months["stand-alone"]["wide"][month])
    return str(format_skeleton("MMMd", date(2024, month, int(day)), locale=cldr(language)))


def _join(named: str, hours: str, language: str) -> str:
    return f"{named}：{hours}" if language == EASY else f"{named} {hours}"

"""Reads the numbers of a text: dates, hours, money, plain numbers, and the words that stand for them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.figures import ERA, Figure, Value, digits, settled
from bot.numerals import ERAS, MINUS, MONEY, STACKED, TIMES, WEEKDAYS
from bot.oclock import TIME, minutes, ranged
from bot.worded import NAMED_MONTH, month_of, number_of, word_readers

if TYPE_CHECKING:
    from bot.worded import Read

_GONE = "\0"
_MONTHS_A_YEAR, _DAYS_A_MONTH = 12, 31
_HOURS, _MINUTES = 24, 60
_BUDDHIST, _BUDDHIST_YEARS = 543, range(2400, 2700)
_THAI = re.compile(r"[\u0e00-\u0e7f]")


def figures(text: str) -> tuple[Figure, ...]:
    """Read all numbers of a text, in its order. Where there is no digit there is nothing to harm."""
    left = digits(text)
    found: list[Figure] = []
    for pattern, read in _readers():
        begin = 0
        while match := pattern.search(left, begin):
            read_here, begin = read(match, text), max(match.end(), match.start() + 1)
            if read_here is not None:
                found += read_here
                left = f"{left[: match.start()]}{_GONE * len(match[0])}{left[match.end() :]}"
    return settled(ranged(found, text))


def _figure(kind: str, match: re.Match[str], text: str, *values: Value) -> Figure:
    return Figure(kind, text[match.start() : match.end()].strip(), match.start(), frozenset(values))


def _nothing(_match: re.Match[str], _text: str) -> tuple[Figure, ...]:
    """Take what is no number: Monday is "thứ 2"."""
    return ()


def _date(match: re.Match[str], text: str) -> tuple[Figure, ...] | None:
    """Read a day written in figures: groups year, month, day; or one, other, year where nobody knows which is which."""
    group = match.groupdict()
    if "month" in group:
        days = [(int(group["month"]), int(group["day"]))]
    else:
        one, other = int(group["one"]), int(group["other"])
        days = [(one, other), (other, one)]
    days = [(month, day) for month, day in days if 1 <= month <= _MONTHS_A_YEAR and 1 <= day <= _DAYS_A_MONTH]
    if not days:
        return None
    figure = _figure("date", match, text, *(("date", month, day) for month, day in days))
    year = group.get("year")
    return (figure, *((_figure("date", match, text, *_years(year, text)),) if year else ()))


def _years(year: str, text: str) -> tuple[Value, ...]:
    value = int(year)
    return (number_of(value), *((number_of(value - _BUDDHIST),) if _buddhist(value, text) else ()))


def _buddhist(value: Decimal | int, text: str) -> bool:
    return value in _BUDDHIST_YEARS and _THAI.search(text) is not None


def _era(match: re.Match[str], text: str) -> tuple[Figure, ...]:
    year = 1 if match["years"] == "元" else int(match["years"])
    return (_figure(ERA, match, text, number_of(ERAS[match["era"].casefold()] + year)),)


def _named_date(match: re.Match[str], text: str) -> tuple[Figure, ...] | None:
    day = int(match["day"])
    return (_figure("date", match, text, ("date", month_of(match), day)),) if 1 <= day <= _DAYS_A_MONTH else None


def _month(match: re.Match[str], text: str) -> tuple[Figure, ...] | None:
    month = int(match["month"])
    return (_figure("date", match, text, ("month", month, 0)),) if 1 <= month <= _MONTHS_A_YEAR else None


def _time(match: re.Match[str], text: str) -> tuple[Figure, ...] | None:
    read = minutes(match)
    if read is None:
        return None
    minute, sure = read
    hour = frozenset({number_of(minute // _MINUTES)} if minute % _MINUTES == 0 else ())
    also = hour if not sure or minute // _MINUTES > _MONTHS_A_YEAR else frozenset()
    raw = text[match.start() : match.end()].strip()
    values = frozenset({("time", minute, 0)})
    return (Figure("time", raw, match.start(), values, also, dial=not sure and minute < _MONTHS_A_YEAR * _MINUTES),)


def _plain(match: re.Match[str], text: str) -> tuple[Figure, ...]:
    written = match["number"]
    value = _value(written)
    for number, units in re.findall(r"(\d+(?:[.,]\d+)?)?([^\d\s]*)", match["stack"] or ""):
        if number:
            value += _value(number)
        if units:
            last = _value(number or written)
            value += last * (_product(units) - 1)
    word = match["times"]
    if word:
        value *= next(times for times, words in TIMES.items() if re.fullmatch(words, word, re.IGNORECASE))
    values = {number_of(-value if match["minus"] else value)}
    if not match["minus"] and not match["stack"] and not word:
        values |= {*_other_readings(written, text)}
    money = next((name for name, words in MONEY.items() for found in (match["sign"], match["money"])
                  if found and re.fullmatch(words, found, re.IGNORECASE)), "")  # fmt: skip
    raw = text[match.start() : match.end()].strip()
    return (Figure("money" if money else "number", raw, match.start(), frozenset(values), money=money),)


def _product(units: str) -> int:
    product = 1
    for unit in units:
        product *= STACKED[unit]
    return product


def _value(written: str) -> Decimal:
    """Give the value of digits: three after each mark are thousands, 3.000 like 3,000; else it is a decimal."""
    groups = re.split(r"[,.\s'’]", written)
    if len(groups) == 1:
        return Decimal(written)
    if len(groups) > 2 or (len(groups[1]) == 3 and groups[0] not in {"0", "00"}):  # noqa: PLR2004 - thousands
        whole, mark, cents = written, "", ""
        if len(groups[-1]) != 3:  # noqa: PLR2004
            whole, mark, cents = written[: -len(groups[-1]) - 1], ".", groups[-1]
        return Decimal(re.sub(r"\D", "", whole) + mark + cents)
    return Decimal(f"{groups[0]}.{groups[1]}")


def _other_readings(written: str, text: str) -> tuple[Value, ...]:
    """Say what a number may be besides: 10.30 a time, 01.04 a day, 2569 a year of Thailand."""
    if written.isdecimal() and _buddhist(int(written), text):
        return (number_of(int(written) - _BUDDHIST),)
    if not re.fullmatch(r"\d{1,2}\.\d\d", written):
        return ()
    one, other = map(int, written.split("."))
    days = (("date", month, day) for month, day in ((one, other), (other, one))
            if 1 <= month <= _MONTHS_A_YEAR and 1 <= day <= _DAYS_A_MONTH)  # fmt: skip
    time = (("time", one * _MINUTES + other, 0),) if one < _HOURS and other < _MINUTES else ()
    return (*days, *time)


@lru_cache(maxsize=1)
def _readers() -> tuple[tuple[re.Pattern[str], Read], ...]:
    """Give the patterns in the order in which they take from a text, each with what it says."""
    named = NAMED_MONTH
    eras, stacked, times = "|".join(ERAS), "".join(STACKED), "|".join(TIMES.values())
    money = "|".join(MONEY.values())
    number = (
        rf"(?P<minus>{MINUS})?(?:(?P<sign>{money})\s?)?(?<!\d)(?P<number>\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)"
        r"|[1-9]\d{0,2}(?P<mark>[,. \u00a0\u202f'’])\d{3}(?:(?P=mark)\d{3})*(?!\d)(?:[.,]\d{1,2}(?!\d))?"
        r"|\d+(?:[.,]\d+)?)"
        rf"(?P<stack>[{stacked}]+(?:(?:\s?\d+(?=[{stacked}])|\d+)[{stacked}]*)*)?(?:\s?(?P<times>{times}))?"
        rf"(?:\s?(?:de\s)?(?P<money>{money}))?"
    )
    rows: tuple[tuple[str, Read], ...] = (
        (WEEKDAYS, _nothing),
        (r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)", _date),
        (r"(?<!\d)(?P<one>\d{1,2})([-/.])(?P<other>\d{1,2})\2(?P<year>\d{4})(?!\d)", _date),
        (rf"(?P<era>{eras})\s*(?P<years>元|\d{{1,2}})\s*[年년]?", _era),
        (r"(?<!\d)(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]", _date),
        (r"(?:ngày|mùng|mồng)\s+(?P<day>\d{1,2})(?:\s+tháng\s+|/)(?P<month>\d{1,2})(?!\d)", _date),
        (rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|-?г?о|-е|º|ª)?(?:\s*(?:de|of|ng)\s+|[\s-]*){named}", _named_date),
        (rf"{named}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[:.]\d|h\d|\s?[ap]\.?m)", _named_date),
        (r"(?<!\d)(?P<month>\d{1,2})\s?[月월](?!\s?\d)", _month),
        (r"tháng\s+(?P<month>\d{1,2})(?!\d)", _month),
        (TIME, _time),
        (r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})(?![\d/])", _date),
        (number, _plain),
    )  # fmt: skip
    return (*((re.compile(pattern, re.IGNORECASE), read) for pattern, read in rows), *word_readers())

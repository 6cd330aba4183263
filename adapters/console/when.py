"""Times as an office in Yokohama reads them: always Tokyo, never a guess at somebody's own zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date

if TYPE_CHECKING:
    from adapters.console.words import Words

TOKYO = ZoneInfo("Asia/Tokyo")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_FORM = "%Y-%m-%dT%H:%M"
_YEARS = range(2000, 2100)


def local(moment: datetime) -> datetime:
    """Give the moment on Tokyo's clocks."""
    return moment.astimezone(TOKYO)


def iso(moment: datetime) -> str:
    """Give what a ``<time>`` element says to machines."""
    return local(moment).isoformat(timespec="seconds")


def clock(moment: datetime, now: datetime, language: str) -> str:
    """Say when it was, as short as it stays clear: 14:05, or with the day, or with the year."""
    then, today = local(moment), local(now).date()
    time = f"{then:%H:%M}"
    if then.date() == today:
        return time
    return f"{day(then.date(), language, with_year=then.year != today.year)} {time}"


@lru_cache(1000)
def day(given: date, language: str, *, with_year: bool = False) -> str:
    """Name a day, with its weekday."""
    if language == "ja":
        return format_date(given, "y年M月d日(EEE)" if with_year else "M月d日(EEE)", locale="ja")
    return format_date(given, "EEE d MMM y" if with_year else "EEE d MMM", locale="en")


def whole(moment: datetime, language: str) -> str:
    """Say a moment in full, for documents and for whoever hovers."""
    then = local(moment)
    zone = "日本時間" if language == "ja" else "JST"
    return f"{day(then.date(), language, with_year=True)} {then:%H:%M:%S} {zone}"


def length(seconds: float, words: Words) -> str:
    """Say how long something took or takes, in its two largest units at most."""
    if seconds < _MINUTE:
        return words.say("seconds", n=str(max(0, int(seconds))))
    if seconds < _HOUR:
        return words.say("minutes", n=str(int(seconds // _MINUTE)))
    if seconds < _DAY:
        hours, minutes = divmod(int(seconds // _MINUTE), _MINUTE)
        if minutes:
            return words.say("hours_minutes", n=str(hours), m=str(minutes))
        return words.say("hours", n=str(hours))
    days, hours = divmod(int(seconds // _HOUR), 24)
    return words.say("days_hours", n=str(days), m=str(hours)) if hours else words.say("days", n=str(days))


def ago(moment: datetime, now: datetime, words: Words) -> str:
    """Say how long ago; the first minute is "now"."""
    seconds = (now - moment).total_seconds()
    return words.say("just_now") if seconds < _MINUTE else length(seconds, words)


def field(moment: datetime) -> str:
    """Give the value of a ``datetime-local`` field."""
    return local(moment).strftime(_FORM)


def from_field(value: str) -> datetime | None:
    """Read a ``datetime-local`` field as Tokyo's time; None when it is none."""
    try:
        moment = datetime.strptime(value.strip()[: len("2026-01-01T00:00")], _FORM).replace(tzinfo=TOKYO)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.year in _YEARS else None


def soon(now: datetime) -> list[tuple[str, datetime]]:
    """Give moments that are chosen with one click: the word for each, and when it is."""
    here = local(now).replace(second=0, microsecond=0)
    morning = here.replace(hour=9, minute=0)
    monday = morning + timedelta(days=7 - here.weekday())
    return [
        ("snooze_hours", here + timedelta(hours=3)),
        ("snooze_tomorrow", morning + timedelta(days=1)),
        ("snooze_days", morning + timedelta(days=3)),
        ("snooze_monday", monday),
    ]


def from_day(value: str) -> date | None:
    """Read a ``date`` field; None when it is none."""
    try:
        given = date.fromisoformat(value.strip())
    except ValueError:
        return None
    return given if given.year in _YEARS else None


def days(first: date, last: date) -> list[date]:
    """Give every day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]

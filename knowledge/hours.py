"""When a place is open: now, on a day, all week, in every language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from knowledge.opening import checked, spans_on
from knowledge.week import describe_week
from knowledge.when import say_date_ahead, say_spans, say_time, say_weekday

if TYPE_CHECKING:
    from knowledge.opening import Span
    from knowledge.when import Say

TOKYO = ZoneInfo("Asia/Tokyo")

_DAY = timedelta(days=1)
_WEEK = 7
_HORIZON = 370  # days; what does not change within a year never does


class Hours:
    """Opening hours in OpenStreetMap syntax, in Japan: ``Mo-Fr 10:00-17:00; Sa[2,4] 10:00-13:00; PH off``."""

    __slots__ = ("rules",)

    def __init__(self, rules: str) -> None:
        """Take the rules; ValueError says what is wrong with them."""
        self.rules = checked(rules.strip())

    def open_at(self, now: datetime) -> bool:
        """Say whether the place is open at a moment (in any time zone)."""
        local = _local(now)
        return any(begin <= local < end for begin, end in self._around(local.date()))

    def next_change(self, now: datetime) -> datetime | None:
        """Give the moment when the place opens or closes next; None when it never does."""
        local = _local(now)
        change = _next_change(self.rules, local.date(), local.time())
        return change.replace(tzinfo=TOKYO) if change else None

    def on(self, day: date) -> tuple[Span, ...]:
        """Give the hours that begin on a day; 00:00 at the end is midnight, an earlier end is the next day's."""
        return spans_on(self.rules, day)

    def status(self, now: datetime, language: str, say: Say) -> str:
        """Say "Open now, until 17:00" or "Closed now, opens on Monday at 9:00"."""
        today = _local(now).date()
        change = self.next_change(now)
        if change is None:
            return say("open_always") if self.open_at(now) else say("closed")
        clock, ahead = say_time(change.time(), language), (change.date() - today).days
        if self.open_at(now):
            soon = ahead == 0 or (ahead == 1 and change.time() <= time(12))
            return say("open_until", time=clock if soon else f"{say_date_ahead(change.date(), language)} {clock}")
        if ahead == 0:
            return say("closed_opens_today", time=clock)
        if ahead == 1:
            return say("closed_opens_tomorrow", time=clock)
        day = change.date()
        named = say_weekday(day.weekday(), language) if ahead < _WEEK else say_date_ahead(day, language)
        return say("closed_opens_on", day=named, time=clock)

    def describe(self, language: str, say: Say) -> str:
        """Say the whole week in one line: "Mon–Fri 10:00–17:00; public holidays closed"."""
        return describe_week(self.rules, language, say)

    def on_day(self, day: date, language: str, say: Say) -> str:
        """Say the hours of one day: "Saturday, 28 November: open 10:00–13:00"."""
        named, spans = say_date_ahead(day, language), self.on(day)
        if spans:
            return say("open_on_day", day=named, hours=say_spans(spans, language, say))
        return say("closed_on_day", day=named)

    def _around(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Give the hours of a day and of the night before, as moments."""
        return (*_moments(self.rules, day - _DAY), *_moments(self.rules, day))


def _local(now: datetime) -> datetime:
    """Give the clock in Yokohama, without its zone (Japan has no summer time)."""
    if now.tzinfo is None:
        msg = "the time needs a time zone"
        raise ValueError(msg)
    return now.astimezone(UTC).astimezone(TOKYO).replace(tzinfo=None)


def _moments(rules: str, day: date) -> tuple[tuple[datetime, datetime], ...]:
    return tuple(
        (datetime.combine(day, begin), datetime.combine(day if end > begin else day + _DAY, end))
        for begin, end in spans_on(rules, day)
    )


@lru_cache(maxsize=2048)
def _next_change(rules: str, today: date, clock: time) -> datetime | None:
    now = datetime.combine(today, clock)
    closes: datetime | None = None
    for ahead in range(-1, _HORIZON):
        for begin, end in _moments(rules, today + ahead * _DAY):
            if end <= now:
                continue
            if closes is None and begin > now:
                return begin
            if closes is not None and begin > closes:
                return closes
            closes = max(end, closes or end)
        if closes is not None and closes < datetime.combine(today + (ahead + 1) * _DAY, time()):
            return closes
    return None

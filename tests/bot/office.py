"""An office of a few lines: weekdays from 10 to 17, English from 13; and a case to move about in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count
from typing import TYPE_CHECKING

from bot.case import Case, CaseState

if TYPE_CHECKING:
    from collections.abc import Collection

OPENS, CLOSES, LAST_INTAKE = time(10), time(17), time(16, 30)
MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
EVENING = MONDAY.replace(hour=18)
TUESDAY_10 = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
FRIDAY_CLOSING = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
MONDAY_10 = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)


@dataclass
class Weekly:
    """An ``Office`` by rule. ``holidays`` are days off; ``never``: it does not open at all.

    begins  when the team of a language begins, by language; a language that is not here has none
    """

    begins: dict[str, time] = field(default_factory=lambda: {"uk": OPENS, "en": time(13)})
    holidays: set[date] = field(default_factory=set)
    never: bool = False
    zone: tzinfo = UTC
    within: timedelta | None = None
    most: int | None = None

    def open_for(self, language: str | None, now: datetime) -> bool:
        """Say whether now is between the hours of a team."""
        hours = self._hours(language, now.astimezone(self.zone).date())
        return hours is not None and hours[0] <= now < hours[1]

    def takes(self, language: str | None, now: datetime) -> bool:
        """Say whether it is open, and before the last intake."""
        return self.open_for(language, now) and now.astimezone(self.zone).time() < LAST_INTAKE

    def opens(self, language: str | None, now: datetime) -> datetime | None:
        """Look through the days that come."""
        if self.never or (language is not None and language not in self.begins):
            return None
        today = now.astimezone(self.zone).date()
        days = (self._hours(language, today + timedelta(days=ahead)) for ahead in range(60))
        return next(hours[0] for hours in days if hours is not None and hours[0] > now)

    def closes(self, language: str | None, now: datetime) -> datetime | None:
        """Give today's closing time while it is open."""
        hours = self._hours(language, now.astimezone(self.zone).date())
        return hours[1] if hours is not None and self.open_for(language, now) else None

    def answers_within(self, language: str | None, now: datetime) -> timedelta | None:
        """Say what was set."""
        del language, now
        return self.within

    def capacity(self, teams: Collection[str]) -> int | None:
        """Say what was set."""
        del teams
        return self.most

    def _hours(self, language: str | None, day: date) -> tuple[datetime, datetime] | None:
        begins = min(self.begins.values()) if language is None else self.begins.get(language)
        if begins is None or self.never or day.isoweekday() > 5 or day in self.holidays:
            return None
        return datetime.combine(day, begins, self.zone), datetime.combine(day, CLOSES, self.zone)


_numbers = count(1)


def case(state: CaseState = CaseState.QUEUED, **changes: object) -> Case:
    """Make a case in a state, as it is after the moves that lead there on a Monday at eleven."""
    number = next(_numbers)
    new = Case(f"case-{number}", number, "test", "talk", state, "uk", MONDAY, MONDAY, "uk-1")
    match state:
        case CaseState.ASSIGNED | CaseState.WAITING_USER:
            new = replace(new, owner="olena")
        case CaseState.ON_HOLD:
            new = replace(new, owner="olena", due=MONDAY + timedelta(hours=2))
        case CaseState.CALLBACK:
            new = replace(new, opened=EVENING, since=EVENING, due=TUESDAY_10)
        case CaseState.RESOLVED | CaseState.ABANDONED:
            new = replace(new, former="olena", closed=MONDAY)
        case _:
            pass
    return replace(new, **changes)  # type: ignore[arg-type]

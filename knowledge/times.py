"""When a team answers: its week, its days off and its extra hours, one day after another, in Japan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from knowledge.calendar import TOKYO, hours_trusted
from knowledge.opening import spans_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.opening import Span

_DAY = timedelta(days=1)
_HORIZON = 370  # days; what does not change within a year never does


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours without a gap. ``ends`` is None when they never end; ``last``: no others begin on that day."""

    begins: datetime
    ends: datetime | None
    last: bool = True


@dataclass(frozen=True, slots=True)
class Times:
    """Weekly hours (OpenStreetMap syntax) with what is different once.

    closed  days on which nobody answers, whatever the week says
    extra   hours of single days, instead of those of the week
    On a public holiday or over New Year that the weekly hours say nothing of, nobody answers.
    """

    rules: str
    closed: frozenset[date] = frozenset()
    extra: tuple[tuple[date, tuple[Span, ...]], ...] = ()

    def on(self, day: date) -> tuple[Span, ...]:
        """Give the hours that begin on a day; one that ends at or before its beginning ends the next day."""
        once = dict(self.extra)
        if day in once:
            return once[day]
        if day in self.closed or not hours_trusted(self.rules, datetime.combine(day, time(12), TOKYO)):
            return ()
        return spans_on(self.rules, day)

    def now(self, moment: datetime) -> Shift | None:
        """Give the hours that hold at a moment."""
        here = local(moment)
        first = next(self._shifts(here.date(), here), None)
        return first if first is not None and first.begins <= here else None

    def next(self, moment: datetime) -> datetime | None:
        """Give when hours begin next, after a moment."""
        here = local(moment)
        return next((shift.begins for shift in self._shifts(here.date(), here) if shift.begins > here), None)

    def _shifts(self, day: date, here: datetime) -> Iterator[Shift]:
        """Give the hours that have not ended yet, in order."""
        stretches = self._stretches(day)
        begins, ends = next(stretches, (None, here))
        while begins is not None:
            after, after_ends = next(stretches, (None, here))
            if ends > here:
                last = after is None or after.date() != begins.date()
                yield Shift(begins, None if ends.date() - day >= timedelta(days=_HORIZON) else ends, last)
            begins, ends = after, after_ends

    def _stretches(self, today: date) -> Iterator[tuple[datetime, datetime]]:
        """Give the hours from the night before on, those that touch each other as one."""
        begun: tuple[datetime, datetime] | None = None
        for ahead in range(-1, _HORIZON + 1):
            day = today + ahead * _DAY
            for first, last in self.on(day):
                begins = datetime.combine(day, first)
                ends = datetime.combine(day if last > first else day + _DAY, last)
                if begun is not None and begins <= begun[1]:
                    begun = (begun[0], max(begun[1], ends))
                else:
                    if begun is not None:
                        yield begun
                    begun = (begins, ends)
            # The next day cannot touch what ended before midnight.
            if begun is not None and begun[1] < datetime.combine(day + _DAY, time()):
                yield begun
                begun = None
        if begun is not None:
            yield begun


def local(moment: datetime) -> datetime:
    """Give the clock in Yokohama, without its zone (Japan has no summer time)."""
    if moment.tzinfo is None:
        msg = "the time needs a time zone"
        raise ValueError(msg)
    return moment.astimezone(UTC).astimezone(TOKYO).replace(tzinfo=None)

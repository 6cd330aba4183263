"""Reports: the counters of some days added up, by whatever is asked. Counters only, never a look at cases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.console.when import days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from adapters.console.ports import Tally

MOST_COLUMNS = 62
"""Days that a chart shows singly; more are put together by weeks, then by months."""
STARS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Total:
    """What was counted, added up."""

    opened: int = 0
    claimed: int = 0
    waited: int = 0
    replied: int = 0
    answered: int = 0
    resolved: int = 0
    lasted: int = 0
    abandoned: int = 0
    reopened: int = 0
    merged: int = 0
    rated: int = 0
    stars: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    faces: Mapping[int, int] = field(default_factory=dict)

    @property
    def waiting(self) -> float | None:
        """Seconds until somebody took a case, on average; None when nobody took any."""
        return self.waited / self.claimed if self.claimed else None

    @property
    def reply(self) -> float | None:
        """Seconds until the first answer, on average."""
        return self.answered / self.replied if self.replied else None

    @property
    def solving(self) -> float | None:
        """Seconds until the end, on average."""
        return self.lasted / self.resolved if self.resolved else None

    @property
    def liking(self) -> float | None:
        """Stars on average."""
        return self.stars / self.rated if self.rated else None

    @property
    def open(self) -> int:
        """Cases that are neither resolved nor abandoned."""
        return max(0, self.opened - self.resolved - self.abandoned)


def total(tallies: Iterable[Tally]) -> Total:
    """Add counters up."""
    sums: defaultdict[str, int] = defaultdict(int)
    reasons: defaultdict[str, int] = defaultdict(int)
    faces: defaultdict[int, int] = defaultdict(int)
    for tally in tallies:
        for name in _NUMBERS:
            sums[name] += getattr(tally, name)
        for reason, count in tally.reasons.items():
            reasons[reason] += count
        for stars, count in tally.faces.items():
            faces[stars] += count
    return Total(**sums, reasons=dict(reasons), faces=dict(faces))


_NUMBERS = (
    "opened", "claimed", "waited", "replied", "answered", "resolved", "lasted", "abandoned", "reopened", "merged",
    "rated", "stars",
)  # fmt: skip


def by(tallies: Sequence[Tally], key: Callable[[Tally], str]) -> list[tuple[str, Total]]:
    """Add up by a key, the most opened first."""
    groups: defaultdict[str, list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[key(tally)].append(tally)
    sums = ((name, total(group)) for name, group in groups.items())
    return sorted(sums, key=lambda pair: (-pair[1].opened, -pair[1].resolved, pair[0]))


def by_day(tallies: Sequence[Tally], first: date, last: date) -> list[tuple[date, Total]]:
    """Add up by day, those without anything too; long spans by weeks or months, each under its first day."""
    span = days(first, last)
    begin = _beginning(len(span))
    groups: dict[date, list[Tally]] = {begin(day): [] for day in span}
    for tally in tallies:
        groups[begin(tally.day)].append(tally)
    return [(day, total(group)) for day, group in groups.items()]


def _beginning(count: int) -> Callable[[date], date]:
    if count <= MOST_COLUMNS:
        return lambda day: day
    if count <= MOST_COLUMNS * 7:
        return lambda day: day - timedelta(days=day.weekday())
    return lambda day: day.replace(day=1)

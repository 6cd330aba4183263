"""A case as it is filed: with what only the store keeps of it, and what it adds to the counters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from adapters.casebook.translating import READER
from bot.case import Case, CaseState, Reason

if TYPE_CHECKING:
    from datetime import datetime

_OFFICE = ZoneInfo("Asia/Tokyo")


class Counted(NamedTuple):
    """As what a case is counted, whatever becomes of it: the office's day, and what it was opened as."""

    day: str
    language: str
    topic: str
    channel: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A case as it is filed.

    alias    what residents call the counselor who has it, or had it last
    waiting  since when the resident waits for a person's words
    last     when anything last happened
    first, until  its lines: those after the one position, up to the other (None: all that come)
    claimed  when somebody took it for the first time
    reopened how often it was taken up again
    forgotten  when its words were deleted
    translated its lines are translated; readers: into these languages
    """

    case: Case
    counted: Counted
    last: datetime
    first: int = 0
    until: int | None = None
    alias: str = ""
    waiting: datetime | None = None
    claimed: datetime | None = None
    reopened: int = 0
    forgotten: datetime | None = None
    translated: bool = True
    readers: tuple[str, ...] = (READER,)


def first_filed(case: Case, first: int, now: datetime) -> Filed:
    """File a new case."""
    day = case.opened.astimezone(_OFFICE).date().isoformat()
    counted = Counted(day, case.language, case.topic or "", case.channel)
    return Filed(case, counted, now, first, waiting=case.opened)


def figures(filed: Filed) -> dict[str, int]:
    """Say what a case, as it stands, adds to the counters."""
    case = filed.case
    if case.into is not None:
        # One matter, counted once: as what goes on.
        return {"merged": 1}
    found = {"opened": 1, "reopened": filed.reopened}
    if filed.claimed is not None:
        found |= {"claimed": 1, "waited": _seconds(case.opened, filed.claimed)}
    if case.replied is not None:
        found |= {"replied": 1, "answered": _seconds(case.opened, case.replied)}
    if case.state is CaseState.RESOLVED and case.closed is not None:
        found |= {"resolved": 1, "lasted": _seconds(case.opened, case.closed)}
        found[f"reason:{case.reason or Reason.OTHER}"] = 1
    if case.state is CaseState.ABANDONED:
        found["abandoned"] = 1
    if case.rating is not None:
        found |= {"rated": 1, "stars": case.rating, f"face:{case.rating}": 1}
    return found


def emptied(filed: Filed, now: datetime) -> Filed:
    """Forget whose a case was and what was noted on it; that it was, and what is counted, stays."""
    return replace(filed, case=replace(filed.case, conversation="", labels=()), forgotten=now, waiting=None)


def _seconds(first: datetime, then: datetime) -> int:
    return max(0, round((then - first).total_seconds()))

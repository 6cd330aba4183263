"""What is accounted for: what happened, who did what, what is counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FeedRow:
    """Something happened. ``id`` grows in the order of commits: whoever has seen one has seen all before it.

    kind   "opened" · "line" the resident wrote · "gone" they took something back · "erased" all is deleted ·
           "moved" · "spoke" · "remark" · "label" · "urgent" · "seen" · "delivery" a line arrived or did not ·
           "translated" a line's translation is there, or will not be ·
           "present" somebody came, left, or (stopped) typing · "alarm" an emergency rang where the bot has the
           talk: that one is of no case, its ``case_id`` is ""
    who    id of the counselor, None for the resident, a platform or the clock
    state  of the case after it
    """

    id: int
    at: datetime
    case_id: str
    kind: str
    who: str | None
    state: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Somebody did something. Never a word of anybody.

    by      id of who did it; None for a resident or the clock
    what    "claim", "transfer", "viewed", "export", "login", …
    on      id of another person or thing that it was done to; "" when none
    detail  short codes ("reason=answered"), never free text
    """

    id: int
    at: datetime
    by: str | None
    what: str
    case_id: str | None
    on: str
    detail: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody asked that a case's resident be forgotten; somebody else has to approve it before it is done."""

    case_id: str
    asked_by: str
    asked_at: datetime
    approved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the cases that were opened on one day, for one language, topic and channel.

    opened, resolved, abandoned, reopened  cases; what is neither resolved nor abandoned is open
    claimed, waited    cases that somebody took, and seconds until then in all
    replied, answered  cases that got a first answer, and seconds until then in all
    lasted             seconds from opening to resolving in all
    merged             cases that went on as another one: they are counted there, and here as nothing else
    rated, stars       cases that were rated, and the stars in all
    reasons, faces     resolved cases by reason, rated ones by stars
    """

    day: date
    language: str
    topic: str
    channel: str
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

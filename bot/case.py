"""A case: one episode of human help for one talk, and everything that can happen to it.

``handoff.py`` holds the table. A case carries no words: what was said lies in the record of the talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.aside import Absorb, Merge, Parted, Snooze, SnoozeOver, Stranded, Wake
from bot.overdue import Closing, HoldOver, Opening, Reminded, Silence

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reply import Enclosure, File

DRAWN = 100_000
"""Numbers to draw from in a day."""


class CaseState(StrEnum):
    """Where a case stands. The first five are open: a person owns the talk and the bot is silent."""

    QUEUED = "queued"
    CALLBACK = "callback"
    ASSIGNED = "assigned"
    WAITING_USER = "waiting-user"
    ON_HOLD = "on-hold"
    RESOLVED = "resolved"
    ABANDONED = "abandoned"

    @property
    def open(self) -> bool:
        """Say whether a person owns the talk."""
        return self not in {CaseState.RESOLVED, CaseState.ABANDONED}


class Reason(StrEnum):
    """Why a case was closed."""

    ANSWERED = "answered"
    REFERRED = "referred"
    NO_REPLY = "no-reply"
    DUPLICATE = "duplicate"
    MISUSE = "misuse"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Case:
    """One episode of human help.

    number    what people call it: the day and five drawn figures (261124-04173). The decision draws it,
              so that the person hears it at once; the store refuses a taken one, and it is made anew
    version   grows with every move; a move is written only on top of the version it was decided on
    language  tag the person reads; topic: entry the talk was about
    owner     id of the counselor who alone may answer; former: who had it last
    seen      position of the newest line that the owner has read
    urgent    an emergency was heard, or staff said so: first in every list
    since     when this state began; opened: when the person said yes; replied: the first answer
    due       when a call-back or a hold ends
    snoozed   until when its owner does not want to see it
    again     taken up once more, and in nobody's hands since: whoever had it comes first
    into      id of the case that it was merged into: what is written in its talk goes there
    consent   version of the text that the person said yes to
    """

    id: str
    number: int
    channel: str
    conversation: str
    state: CaseState
    language: str
    opened: datetime
    since: datetime
    consent: str
    version: int = 1
    topic: str | None = None
    team: str = ""
    owner: str | None = None
    former: str | None = None
    seen: int = 0
    urgent: bool = False
    restricted: bool = False
    due: datetime | None = None
    replied: datetime | None = None
    closed: datetime | None = None
    reason: Reason | None = None
    rating: int | None = None
    reminders: int = 0
    labels: tuple[str, ...] = ()
    snoozed: datetime | None = None
    again: bool = False
    into: str | None = None

    @property
    def called(self) -> str:
        """Give the number as people read it out."""
        return f"{self.number // DRAWN:06d}-{self.number % DRAWN:05d}"


# What staff do. ``by`` is the id of the one who does it; ``lead`` (checked at the door): may do it for others.


@dataclass(frozen=True, slots=True)
class Claim:
    """Take a case that nobody has. ``alias`` is what the person is told."""

    by: str
    alias: str


@dataclass(frozen=True, slots=True)
class Release:
    """Put a case back into the queue, with a note."""

    by: str
    note: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Transfer:
    """Hand a case to a colleague, with a note; a lead may hand out a waiting one. ``alias`` is theirs."""

    by: str
    to: str
    alias: str
    note: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Speak:
    """Answer the person; ``text`` may be empty where something is ``enclosed``.

    via         id of the case in whose talk it is said, of those that are one; "" for where the person wrote last
    translated  ``text`` in the person's language, by a machine and looked over: what the person reads
    written     tag of the language of ``text``, where it is translated
    """

    by: str
    alias: str
    text: str
    enclosed: tuple[Enclosure | File, ...] = ()
    via: str = ""
    translated: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Write a note that only staff read."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Ask an interpreter or another office; ``until`` is when the answer is due."""

    by: str
    alias: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on after a hold."""

    by: str
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Resolve:
    """Close a case, with a reason."""

    by: str
    reason: Reason
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Urge:
    """Set or take away the urgent flag; ``by`` is None when an emergency was heard."""

    by: str | None
    urgent: bool


@dataclass(frozen=True, slots=True)
class Label:
    """Set the labels of a case."""

    by: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restrict:
    """Mark a case as sensitive: leads and its owner alone see it."""

    by: str
    restricted: bool


# What the person does.


@dataclass(frozen=True, slots=True)
class Heard:
    """The person wrote something."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """The person wants the bot back."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The person left the chat, or the platform says that nobody is there."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The person rated the help, 1 to 5."""

    stars: int


@dataclass(frozen=True, slots=True)
class Again:
    """The person wrote again soon after the end. ``on_duty``: who had the case last is at work (the store knows)."""

    on_duty: bool = False


Move = (
    Claim | Release | Transfer | Speak | Remark | Hold | Resume | Resolve | Urge | Label | Restrict
    | Snooze | Wake | Merge | Absorb
    | Heard | Cancel | Gone | Rate | Again
    | Opening | Closing | Reminded | Silence | HoldOver | SnoozeOver | Parted | Stranded
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """A fixed sentence to the person: a key of the phrasebook and what fills its slots.

    ``moment`` is put into words in their language as the slot ``time``; ``language`` is its name.
    """

    key: str
    slots: tuple[tuple[str, str], ...] = ()
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Timer:
    """Something to happen to this case at a moment; one of a kind runs at a time (see ``clocks``)."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """The case after a move, what the person is told, which timers begin and which end.

    First the timers of ``forget`` end, then those of ``timers`` begin.
    """

    case: Case
    notices: tuple[Notice, ...] = ()
    timers: tuple[Timer, ...] = ()
    forget: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A move that is not possible now: why (a word of ``Why``); ``missed``: positions of lines not read yet."""

    why: str
    missed: tuple[int, ...] = ()

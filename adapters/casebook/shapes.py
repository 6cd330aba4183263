"""What the casebook gives: cases, lines, notes, what happened. Frozen, and the same for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bot.case import Case
    from bot.reply import Reply


class Who(StrEnum):
    """Who said a line."""

    RESIDENT = "resident"
    BOT = "bot"
    STAFF = "staff"


class Delivery(StrEnum):
    """How far a line of ours has come. ``SENT`` is also what waits on a page to be fetched."""

    PENDING = "pending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the talk.

    position  grows within a talk, is never used twice; what ``seen`` and ``after`` mean
    kind      of the resident's: "text", "tap", "location", "attachment"; of ours: the kind of the reply
    text      the resident's words, or the label of what was tapped; what was sent of an attachment ("image")
    reply     what the bot or a counselor said; its ``sender`` is the alias the resident saw
    staff     id of the counselor who wrote it
    edits     position of the line that this one is a new wording of
    delivery  of ours alone; ``code`` says why, short and technical, where it is uncertain or failed
    gone      the resident took it back: nothing is left of it but that it was there
    file      something came with it that can be fetched (``Pane.attached``)
    key       of ours: the key of the move that said it, "" when the bot answered
    """

    position: int
    at: datetime
    who: Who
    kind: str = "text"
    text: str | None = None
    reply: Reply | None = None
    staff: str | None = None
    edits: int | None = None
    delivery: Delivery | None = None
    code: str = ""
    gone: bool = False
    file: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A note that only staff read. ``on`` is the move it belongs to: "remark", "transfer", "release", "viewed".

    key  the key of that move
    """

    id: int
    at: datetime
    by: str
    on: str
    text: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague who has a case before them right now."""

    staff: str
    typing: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody began to write; only they ever see it."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as one line of a list. Words are asked for apart (``previews``).

    waiting      since when the resident waits for a person's words; None when they do not
    unread       lines of the resident after ``case.seen``
    newest       position of the newest line
    last         when anything last happened
    undelivered  lines that are uncertain or failed
    present      who has it before them
    """

    case: Case
    waiting: datetime | None
    unread: int
    newest: int
    last: datetime
    undelivered: int = 0
    present: tuple[Present, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """A whole case: the talk so far, the notes, who else looks at it.

    earlier  there are lines before the first of these: ask with ``before``
    """

    row: CaseRow
    lines: tuple[Line, ...]
    remarks: tuple[RemarkLine, ...]
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A case in which some words were found, and around where. ``position`` is None in a note."""

    row: CaseRow
    position: int | None
    at: datetime
    snippet: str


@dataclass(frozen=True, slots=True)
class Done:
    """A move was made. ``again``: it was made before, by the same key, and nothing happened now."""

    case: Case
    again: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A move was not made, and nothing changed.

    why     a word of ``bot.case.Why``; "stale": the resident wrote ``missed``, confirm to go on all the same. Beside
            them "missing": there is no such case; "nobody": nothing can be brought there (any more)
    case    as it stands now
    by      id of the counselor who has it, alias: what residents call them
    """

    why: str
    case: Case | None = None
    by: str | None = None
    alias: str = ""
    missed: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedRow:
    """Something happened. ``id`` grows in the order of commits: whoever has seen one has seen all before it.

    kind   "opened" · "line" the resident wrote · "gone" they took something back · "erased" all is deleted ·
           "moved" · "spoke" · "remark" · "label" · "urgent" · "seen" · "delivery" a line arrived or did not ·
           "present" somebody came, left, or (stopped) typing
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
    rated: int = 0
    stars: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    faces: Mapping[int, int] = field(default_factory=dict)

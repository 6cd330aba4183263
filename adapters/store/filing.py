"""A case's row: the case, and what only the store keeps of it. Runs inside a unit of work.

The counters follow the row: every change of one counts what it makes of the other, so that a
recount of all rows always gives the counters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select, update

from adapters.store import ledger
from adapters.store.engines import insert_new
from adapters.store.tables_cases import IS_OPEN, cases
from bot.case import Case, CaseState, Reason
from bot.errors import StaleConversation

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from adapters.store.cipher import Cipher

_OFFICE = ZoneInfo("Asia/Tokyo")
_BY_ID = select(cases).where(cases.c.id == bindparam("case"))
_OF_TALK = (
    select(cases).where(cases.c.channel == bindparam("of"), cases.c.conversation == bindparam("talk"), IS_OPEN)
)  # fmt: skip
_MOMENTS = ("opened", "since", "due", "replied", "closed")


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


def first_filed(case: Case, first: int, now: datetime) -> Filed:
    """File a new case."""
    day = case.opened.astimezone(_OFFICE).date().isoformat()
    counted = Counted(day, case.language, case.topic or "", case.channel)
    return Filed(case, counted, now, first, waiting=case.opened)


def read(row: Row[Any], cipher: Cipher) -> Filed:
    """Read a row."""
    labels = () if row.labels is None else tuple(json.loads(cipher.open(row.labels, *_place(row.id))))
    case = Case(
        id=row.id,
        number=row.number,
        channel=row.channel,
        conversation=row.conversation,
        state=CaseState(row.state),
        language=row.language,
        opened=row.opened_at,
        since=row.since_at,
        consent=row.consent,
        version=row.version,
        topic=row.topic,
        team=row.team,
        owner=row.owner,
        former=row.former,
        seen=row.seen,
        urgent=row.urgent,
        restricted=row.restricted,
        due=row.due_at,
        replied=row.replied_at,
        closed=row.closed_at,
        reason=None if row.reason is None else Reason(row.reason),
        rating=row.rating,
        reminders=row.reminders,
        labels=labels,
    )
    return Filed(
        case,
        Counted(row.day, row.counted_language, row.topic or "", row.channel),
        row.last_at,
        row.first_line,
        row.last_line,
        row.alias,
        row.waiting_at,
        row.claimed_at,
        row.reopened,
        row.forgotten_at,
    )


def find(connection: Connection, case_id: str, cipher: Cipher, *, lock: bool = False) -> Filed | None:
    """Give a case, to be changed by nobody else until the commit if ``lock``."""
    row = connection.execute(_BY_ID.with_for_update() if lock else _BY_ID, {"case": case_id}).one_or_none()
    return None if row is None else read(row, cipher)


def numbered(connection: Connection, number: int, cipher: Cipher) -> Filed | None:
    """Give the case of a number."""
    row = connection.execute(select(cases).where(cases.c.number == number)).one_or_none()
    return None if row is None else read(row, cipher)


def open_of(connection: Connection, channel: str, conversation: str, cipher: Cipher) -> Filed | None:
    """Give the open case of a talk, locked."""
    row = connection.execute(_OF_TALK.with_for_update(), {"of": channel, "talk": conversation}).one_or_none()
    return None if row is None else read(row, cipher)


def add(connection: Connection, filed: Filed, cipher: Cipher) -> None:
    """Insert a new case; ``StaleConversation`` when its number is taken: the decision draws another."""
    statement = insert_new(connection, cases).execution_options(preserve_rowcount=True)
    if connection.execute(statement, _columns(filed, cipher)).rowcount != 1:
        msg = "the number of this case is taken: decide anew"
        raise StaleConversation(msg)
    ledger.count(connection, filed.counted, figures(filed))


def change(connection: Connection, before: Filed, after: Filed, cipher: Cipher) -> None:
    """Write what became of a case, on top of what it was when that was decided."""
    new = _columns(after, cipher)
    statement = update(cases).where(cases.c.id == before.case.id, cases.c.version == before.case.version)
    if connection.execute(statement.values(**new)).rowcount != 1:
        msg = "the case went on meanwhile: decide anew"
        raise StaleConversation(msg)
    old, now = figures(before), figures(after)
    ledger.count(connection, after.counted, {what: now.get(what, 0) - old.get(what, 0) for what in old | now})


def figures(filed: Filed) -> dict[str, int]:
    """Say what a case, as it stands, adds to the counters."""
    case = filed.case
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


def _columns(filed: Filed, cipher: Cipher) -> dict[str, object]:
    case = filed.case
    labels = json.dumps(case.labels, ensure_ascii=False).encode("utf-8", "surrogatepass")
    same = ("id", "number", "channel", "conversation", "language", "consent", "version", "topic", "team", "owner")
    more = ("former", "seen", "urgent", "restricted", "rating", "reminders")
    return {
        **{name: getattr(case, name) for name in (*same, *more)},
        **{f"{name}_at": getattr(case, name) for name in _MOMENTS},
        "state": case.state.value,
        "reason": None if case.reason is None else case.reason.value,
        "labels": cipher.close(labels, *_place(case.id)) if case.labels else None,
        "alias": filed.alias,
        "waiting_at": filed.waiting,
        "claimed_at": filed.claimed,
        "reopened": filed.reopened,
        "last_at": filed.last,
        "first_line": filed.first,
        "last_line": filed.until,
        "day": filed.counted.day,
        "counted_language": filed.counted.language,
        "forgotten_at": filed.forgotten,
    }


def _place(case_id: str) -> tuple[str, ...]:
    return ("cases", "labels", case_id)


def _seconds(first: datetime, then: datetime) -> int:
    return max(0, round((then - first).total_seconds()))

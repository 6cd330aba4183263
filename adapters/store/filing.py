"""A case's row: the case, and what only the store keeps of it. Runs inside a unit of work.

The counters follow the row: every change of one counts what it makes of the other, so that a
recount of all rows always gives the counters.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from adapters.store import ledger
from adapters.store.engines import insert_new
from adapters.store.filed import Counted, Filed, figures
from adapters.store.tables_cases import cases
from bot.case import Case, CaseState, Reason
from bot.errors import StaleConversation

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from adapters.store.cipher import Cipher

_BY_ID = select(cases).where(cases.c.id == bindparam("case"))
_CHANGE = (
    update(cases)
    .where(cases.c.id == bindparam("case"), cases.c.version == bindparam("before"))
    .values({column: bindparam(f"new_{column.name}") for column in cases.c if column.name != "seq"})
)
_MOMENTS = ("opened", "since", "due", "replied", "closed", "snoozed")


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
        snoozed=row.snoozed_at,
        again=row.again,
        into=row.merged_into,
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
        row.translated,
        tuple(row.readers.split()),
    )


def find(connection: Connection, case_id: str, cipher: Cipher, *, lock: bool = False) -> Filed | None:
    """Give a case, to be changed by nobody else until the commit if ``lock``."""
    row = connection.execute(_BY_ID.with_for_update() if lock else _BY_ID, {"case": case_id}).one_or_none()
    return None if row is None else read(row, cipher)


def numbered(connection: Connection, number: int, cipher: Cipher) -> Filed | None:
    """Give the case of a number."""
    row = connection.execute(select(cases).where(cases.c.number == number)).one_or_none()
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
    new = {f"new_{name}": value for name, value in _columns(after, cipher).items()}
    if connection.execute(_CHANGE, {"case": before.case.id, "before": before.case.version, **new}).rowcount != 1:
        msg = "the case went on meanwhile: decide anew"
        raise StaleConversation(msg)
    old, now = figures(before), figures(after)
    ledger.count(connection, after.counted, {what: now.get(what, 0) - old.get(what, 0) for what in old | now})


def _columns(filed: Filed, cipher: Cipher) -> dict[str, object]:
    case = filed.case
    labels = json.dumps(case.labels, ensure_ascii=False).encode("utf-8", "surrogatepass")
    same = ("id", "number", "channel", "conversation", "language", "consent", "version", "topic", "team", "owner")
    more = ("former", "seen", "urgent", "restricted", "rating", "reminders", "again")
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
        "merged_into": case.into,
        "translated": filed.translated,
        "readers": " ".join(filed.readers),
    }


def _place(case_id: str) -> tuple[str, ...]:
    return ("cases", "labels", case_id)

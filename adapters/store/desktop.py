"""Who is at work, and which case is before whom. Runs inside a unit of work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from adapters.casebook import PRESENT_S, TYPING_S, Present
from adapters.roster.people import AUTO_AWAY, Presence
from adapters.store import ledger
from adapters.store.engines import insert_or
from adapters.store.ledger import Happened
from adapters.store.tables_cases import cases, presence
from adapters.store.tables_staff import staff

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection
    from sqlalchemy.sql.dml import ReturningDelete


_PRESENT, _TYPING = timedelta(seconds=PRESENT_S), timedelta(seconds=TYPING_S)


def at_work(connection: Connection, who: str, now: datetime) -> bool:
    """Say whether a counselor takes cases just now; as ``Member.on_duty`` does."""
    row = connection.execute(
        select(staff.c.seen_at).where(
            staff.c.id == who,
            staff.c.active,
            staff.c.totp_body.is_not(None),
            staff.c.presence == Presence.HERE.value,
        )
    ).one_or_none()
    return row is not None and row.seen_at is not None and now - row.seen_at < AUTO_AWAY


def here(connection: Connection, case_id: str, who: str, now: datetime, *, typing: bool) -> None:
    """Note that somebody has a case before them; tell the others when that is new."""
    state = state_of(connection, case_id)
    if state is None:
        return
    before = {each.staff: each for each in present(connection, (case_id,), now).get(case_id, ())}.get(who)
    row = {
        "case_id": case_id,
        "staff": who,
        "until": now + _PRESENT,
        "typing_until": now + _TYPING if typing else now,
    }
    connection.execute(insert_or(connection, presence), row)
    if before != Present(who, typing):
        ledger.note(connection, Happened(case_id, "present", state, now, who))


def away(connection: Connection, who: str, case_id: str | None, now: datetime) -> None:
    """Note that somebody left a case, or all."""
    theirs = [presence.c.staff == who] if case_id is None else [presence.c.staff == who, presence.c.case_id == case_id]
    _remove(connection, delete(presence).where(*theirs).returning(presence.c.case_id, presence.c.staff), now)


def tidy(connection: Connection, now: datetime) -> None:
    """Note who left without a word."""
    gone = delete(presence).where(presence.c.until <= now).returning(presence.c.case_id, presence.c.staff)
    _remove(connection, gone, now)


def present(connection: Connection, case_ids: Collection[str], now: datetime) -> dict[str, tuple[Present, ...]]:
    """Give who has which of some cases before them."""
    rows = connection.execute(
        select(presence)
        .where(presence.c.case_id.in_(case_ids), presence.c.until > now)
        .order_by(presence.c.case_id, presence.c.staff)
    )
    found: dict[str, tuple[Present, ...]] = {}
    for row in rows:
        found[row.case_id] = (*found.get(row.case_id, ()), Present(row.staff, row.typing_until > now))
    return found


def _remove(connection: Connection, statement: ReturningDelete[tuple[str, str]], now: datetime) -> None:
    for row in connection.execute(statement).all():
        state = state_of(connection, row.case_id)
        if state is not None:
            ledger.note(connection, Happened(row.case_id, "present", state, now, row.staff))


def state_of(connection: Connection, case_id: str) -> str | None:
    """Give the state of a case that has its words."""
    found = select(cases.c.state).where(cases.c.id == case_id, cases.c.forgotten_at.is_(None))
    state: str | None = connection.execute(found).scalar()
    return state

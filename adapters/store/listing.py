"""Cases in lists: what nobody has, what one has, what is open, what is closed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case as when, func, or_, select, tuple_

from adapters.casebook import CaseRow
from adapters.store import desktop, filing
from adapters.store.tables import UNDELIVERED, message, outbox
from adapters.store.tables_cases import IS_CLOSED, IS_OPEN, cases
from bot.case import CaseState
from bot.handoff import turn

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, FromClause, Select

    from adapters.store.cipher import Cipher
    from adapters.store.filed import Filed

_AT_ONCE = 200
"""Cases in one query: far below the engines' limits of bound values."""
_MOST = 2_000
_WAITING = {CaseState.QUEUED: 0, CaseState.CALLBACK: 1}


def queue(connection: Connection, now: datetime, cipher: Cipher, *, brief: bool = False) -> list[CaseRow]:
    """Give what nobody has: those in the line in their turn, then call-backs by their time; urgent ones first."""
    waiting = _open().where(cases.c.owner.is_(None))
    rows = _brief(connection, waiting, cipher) if brief else _rows(connection, waiting, now, cipher)
    return sorted(rows, key=_turn)


def loads(connection: Connection) -> dict[str, int]:
    """Give how many open cases each counselor has."""
    held = select(cases.c.owner, func.count()).where(IS_OPEN, cases.c.owner.is_not(None)).group_by(cases.c.owner)
    return {owner: number for owner, number in connection.execute(held)}  # noqa: C416 - rows are no pairs to mypy


def mine(connection: Connection, who: str, now: datetime, cipher: Cipher) -> list[CaseRow]:
    """Give the open cases of one counselor: urgent first, then who waits longest, then who does not wait."""
    rows = _rows(connection, _open().where(cases.c.owner == who, cases.c.snoozed_at.is_(None)), now, cipher)
    return sorted(rows, key=lambda row: (not row.case.urgent, row.waiting is None, row.waiting or row.last))


def open_cases(connection: Connection, now: datetime, cipher: Cipher) -> list[CaseRow]:
    """Give all open cases, urgent ones first, then the oldest."""
    return sorted(_rows(connection, _open(), now, cipher), key=lambda row: turn(row.case))


def aside(connection: Connection, now: datetime, cipher: Cipher) -> list[CaseRow]:
    """Give what was put aside, the next to come back first."""
    rows = _rows(connection, _open().where(cases.c.snoozed_at.is_not(None)), now, cipher)
    return sorted(rows, key=lambda row: row.case.snoozed or now)


def closed(connection: Connection, page: tuple[str | None, int], now: datetime, cipher: Cipher) -> list[CaseRow]:
    """Give a page of closed cases whose words are still there, the last closed first."""
    before, limit = page
    statement = select(cases).where(IS_CLOSED, cases.c.forgotten_at.is_(None))
    if before is not None:
        last = select(cases.c.closed_at, cases.c.seq).where(cases.c.id == before)
        statement = statement.where(tuple_(cases.c.closed_at, cases.c.seq) < last.scalar_subquery())
    newest_first = statement.order_by(cases.c.closed_at.desc(), cases.c.seq.desc()).limit(limit)
    return _rows(connection, newest_first, now, cipher)


def row(connection: Connection, filed: Filed, now: datetime) -> CaseRow:
    """Give one case as a row."""
    return shown(connection, (filed,), now)[0]


def shown(connection: Connection, filed: Sequence[Filed], now: datetime) -> list[CaseRow]:
    """Give cases as rows, in the same order."""
    rows: list[CaseRow] = []
    for start in range(0, len(filed), _AT_ONCE):
        some = filed[start : start + _AT_ONCE]
        ids = [each.case.id for each in some]
        counts, failed = _counts(connection, ids), _undelivered(connection, ids)
        present = desktop.present(connection, ids, now)
        for each in some:
            unread, newest = counts.get(each.case.id, (0, each.first))
            undelivered = failed.get(each.case.id, 0)
            there = present.get(each.case.id, ())
            rows.append(CaseRow(each.case, each.waiting, unread, newest, each.last, undelivered, there))
    return rows


def _open() -> Select[Any]:
    return select(cases).where(IS_OPEN).order_by(cases.c.seq).limit(_MOST)


def _turn(row: CaseRow) -> tuple[int, bool, datetime]:
    later = _WAITING.get(row.case.state, 0)
    urgent, asked = turn(row.case)
    return later, urgent, (row.case.due or asked) if later else asked


def _brief(connection: Connection, statement: Select[Any], cipher: Cipher) -> list[CaseRow]:
    read = (filing.read(each, cipher) for each in connection.execute(statement))
    return [CaseRow(each.case, each.waiting, 0, each.first, each.last) for each in read]


def _rows(connection: Connection, statement: Select[Any], now: datetime, cipher: Cipher) -> list[CaseRow]:
    return shown(connection, [filing.read(each, cipher) for each in connection.execute(statement)], now)


def _counts(connection: Connection, ids: Collection[str]) -> dict[str, tuple[int, int]]:
    """Give how many lines of each case its owner has not read, and its newest position."""
    found: dict[str, tuple[int, int]] = {}
    for parts, whole in _wholes():
        unread = and_(message.c.mine, message.c.body.is_not(None), message.c.id > whole.c.seen)
        statement = (
            select(
                whole.c.id,
                func.sum(when((unread, 1), else_=0)).label("unread"),
                func.max(message.c.id).label("newest"),
            )
            .select_from(whole if parts is whole else whole.join(parts, _goes_on(parts, whole)))
            .join(
                message,
                and_(
                    message.c.channel == parts.c.channel,
                    message.c.conversation == parts.c.conversation,
                    message.c.id > parts.c.first_line,
                    or_(parts.c.last_line.is_(None), message.c.id <= parts.c.last_line),
                ),
            )
            .where(whole.c.id.in_(ids))
            .group_by(whole.c.id)
        )
        for each in connection.execute(statement):
            count, newest = found.get(each.id, (0, 0))
            found[each.id] = count + int(each.unread), max(newest, each.newest)
    return found


def _wholes() -> tuple[tuple[FromClause, FromClause], ...]:
    """Give whose lines are those of which case: its own, and those of cases that were merged into it."""
    return (cases, cases), (cases.alias("part"), cases)


def _goes_on(parts: FromClause, whole: FromClause) -> ColumnElement[bool]:
    return and_(parts.c.merged_into == whole.c.id, parts.c.forgotten_at.is_(None))


def _undelivered(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Give how many turns of each case have not arrived."""
    found: Counter[str] = Counter()
    for parts, whole in _wholes():
        statement = (
            select(whole.c.id, func.count(func.distinct(outbox.c.event_id)).label("number"))
            .select_from(whole if parts is whole else whole.join(parts, _goes_on(parts, whole)))
            .join(
                outbox,
                and_(
                    outbox.c.channel == parts.c.channel,
                    outbox.c.conversation == parts.c.conversation,
                    outbox.c.made_at >= parts.c.opened_at,
                    or_(whole.c.closed_at.is_(None), outbox.c.made_at <= whole.c.closed_at),
                ),
            )
            .where(whole.c.id.in_(ids), UNDELIVERED)
            .group_by(whole.c.id)
        )
        found.update({each.id: each.number for each in connection.execute(statement)})
    return found

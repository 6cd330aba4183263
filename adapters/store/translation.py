"""Translations of residents' lines: rows beside the lines, wanted in the transaction that writes those.

They go with their line, always in this order: first the line's row is locked, changed or deleted, then the
translation's. So no machine's late answer can bring back words that were just forgotten. Runs inside a unit of work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, literal, or_, select, true, tuple_, update

from adapters.casebook.translating import Stage
from adapters.store.engines import insert_new
from adapters.store.tables import message
from adapters.store.tables_cases import IS_OPEN, cases
from adapters.store.tables_translation import translation
from adapters.store.translated import of_talk, tell
from bot.translation import Trouble

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from adapters.store.family import Span
    from bot.message import Message

HISTORY = 50
"""Lines of a case that are translated when it is opened, or when somebody asks for its translation."""
_BATCH = 500
_COLUMNS = ("line", "target", "channel", "conversation", "state", "due_at", "at")


def want_line(connection: Connection, told: Message, targets: Iterable[str], now: datetime) -> None:
    """Want a line translated that was written just now."""
    line = (message.c.channel == told.channel, message.c.event_id == told.event, message.c.part == 0, message.c.mine)
    _want(connection, and_(*line, message.c.body.is_not(None)), targets, now)


def want_span(connection: Connection, spans: Iterable[Span], targets: Collection[str], now: datetime) -> None:
    """Want the newest lines of a case translated, as far as they are not yet."""
    held = or_(*(span.holds() for span in spans))
    theirs = select(message.c.id).where(held, message.c.mine, message.c.body.is_not(None))
    newest = connection.scalars(theirs.order_by(message.c.id.desc()).limit(HISTORY)).all()
    if newest:
        _want(connection, message.c.id.in_(newest), targets, now)


def _want(connection: Connection, which: ColumnElement[bool], targets: Iterable[str], now: datetime) -> None:
    for target in targets:
        row = (message.c.id, literal(target), message.c.channel, message.c.conversation, literal(Stage.WANTED.value))
        moment = literal(now, translation.c.at.type)
        lines = select(*row, moment.label("due_at"), moment.label("at")).where(which)
        connection.execute(insert_new(connection, translation).from_select(_COLUMNS, lines))


def again(connection: Connection, span: Span, wish: tuple[int, str], now: datetime) -> Stage | None:
    """Want a line (``wish``: its position, and the target) that failed or was held; gives what it was, None if none."""
    line, target = wish
    there = select(message.c.id).where(span.holds(), message.c.id == line, message.c.mine, message.c.body.is_not(None))
    if connection.execute(there.with_for_update()).first() is None:
        return None
    this = (translation.c.line == line, translation.c.target == target)
    row = connection.execute(select(translation).where(*this)).one_or_none()
    if row is None:
        _want(connection, message.c.id == line, (target,), now)
        return Stage.WANTED
    before = Stage(row.state)
    if before not in {Stage.FAILED, Stage.HELD}:
        return None
    forced = row.forced or before is Stage.HELD
    fresh = {"state": Stage.WANTED.value, "tries": 0, "trouble": "", "due_at": now, "at": now, "forced": forced}
    connection.execute(update(translation).where(*this).values(**fresh, token=row.token + 1))
    tell(connection, row, now)
    return before


def lacking(connection: Connection) -> list[tuple[str, str]]:
    """Give the pairs that could not be had, of lines in open cases."""
    pairs = select(translation.c.source, translation.c.target).where(_no_pair()).distinct()
    return [(row.source, row.target) for row in connection.execute(pairs)]


def reconsider(connection: Connection, pairs: Sequence[tuple[str, str]], now: datetime) -> int:
    """Want again what could not be had and now can."""
    there = tuple_(translation.c.source, translation.c.target).in_(pairs)
    fresh = update(translation).where(_no_pair(), there)
    values = {"state": Stage.WANTED.value, "tries": 0, "trouble": "", "due_at": now, "at": now}
    rows = connection.execute(fresh.values(**values).returning(translation)).all() if pairs else ()
    for row in rows:
        tell(connection, row, now)
    return len(rows)


def forget(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Delete some. Their lines are gone already, in this same transaction."""
    connection.execute(delete(translation).where(*which))


def of_these(lines: Collection[int]) -> ColumnElement[bool]:
    """Say which belong to some lines."""
    return translation.c.line.in_(lines)


def of_span(span: Span) -> tuple[ColumnElement[bool], ...]:
    """Say which belong to the lines of a case."""
    until = true() if span.until is None else translation.c.line <= span.until
    return (*of_talk(span.channel, span.conversation), translation.c.line > span.first, until)


def sweep(connection: Connection) -> int:
    """Delete whatever its line is gone of; what forgets lines has deleted theirs already."""
    there = exists().where(message.c.id == translation.c.line, message.c.body.is_not(None))
    old = select(translation.c.line).where(~there).limit(_BATCH)
    return connection.execute(delete(translation).where(translation.c.line.in_(old.scalar_subquery()))).rowcount


def _no_pair() -> ColumnElement[bool]:
    whose = exists().where(
        cases.c.conversation == translation.c.conversation,
        cases.c.channel == translation.c.channel,
        cases.c.translated,
        IS_OPEN,
    )
    lacks = translation.c.trouble == Trouble.NO_PAIR.value
    return and_(translation.c.state == Stage.FAILED.value, lacks, whose)

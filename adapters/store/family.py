"""Cases that were merged: whose lines belong together, and what happens to a talk whose case goes on elsewhere.

The words of a merged case stay in its own talk and are never said in another one; whoever has the case that goes
on reads all of them together. Runs inside a unit of work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, select, update

from adapters.store import clocks, timers
from adapters.store.tables import message
from adapters.store.tables_cases import cases
from bot.aside import Merge

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from adapters.store.filed import Filed
    from bot.case import Move

_MERGED = (
    select(cases.c.id, cases.c.number, cases.c.channel, cases.c.conversation, cases.c.first_line, cases.c.last_line)
    .where(cases.c.merged_into == bindparam("case"), cases.c.forgotten_at.is_(None))
    .order_by(cases.c.seq)
)


@dataclass(frozen=True, slots=True)
class Span:
    """Lines of one talk that belong to a case: those after the one position, up to the other."""

    case_id: str
    number: int
    channel: str
    conversation: str
    first: int
    until: int | None

    def holds(self, after: int = 0) -> ColumnElement[bool]:
        """Say which lines those are."""
        ours = [
            message.c.channel == self.channel,
            message.c.conversation == self.conversation,
            message.c.id > max(after, self.first),
        ]
        return and_(*ours) if self.until is None else and_(*ours, message.c.id <= self.until)


def own(filed: Filed) -> Span:
    """Give the lines of a case's own talk."""
    case = filed.case
    return Span(case.id, case.number, case.channel, case.conversation, filed.first, filed.until)


def spans(connection: Connection, filed: Filed) -> tuple[Span, ...]:
    """Give the lines of a case: its own first, then those of each that was merged into it."""
    merged = connection.execute(_MERGED, {"case": filed.case.id})
    return (own(filed), *(Span(*row) for row in merged))


def span_of(connection: Connection, filed: Filed, position: int) -> Span | None:
    """Give where a line of a case stands."""
    found = (each for each in spans(connection, filed))
    there = select(message.c.id).where(message.c.id == position)
    return next((each for each in found if connection.execute(there.where(each.holds())).first()), None)


def ended(connection: Connection, what: Move, filed: Filed, now: datetime) -> None:
    """Let go of those that were merged into a case which is over: into where it went, or back to the bot, soon."""
    if isinstance(what, Merge):
        further = update(cases).where(cases.c.merged_into == filed.case.id)
        connection.execute(further.values(merged_into=what.into, version=cases.c.version + 1))
        return
    for each in spans(connection, filed)[1:]:
        timers.start(connection, timers.Due(clocks.PARTED, each.channel, each.conversation, each.case_id), now)


def left(connection: Connection, filed: Filed) -> Filed:
    """Give a merged case whose person went back to the bot: what is said there from now on is not its own."""
    newest = select(func.max(message.c.id)).where(
        message.c.channel == filed.case.channel, message.c.conversation == filed.case.conversation
    )
    return replace(filed, until=connection.execute(newest).scalar() or 0)

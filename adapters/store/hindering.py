"""What stands against a move beside the table: lines nobody has read, a channel that is off, full hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from adapters.casebook import Refusal
from adapters.casebook.enclosing import GONE
from adapters.store import enclosing, lines
from adapters.store.lines import Part
from adapters.store.orders import FULL, NOBODY, PULLED, Means, Order
from adapters.store.tables_cases import IS_OPEN, cases as rows
from adapters.store.tables_staff import staff
from bot.case import Claim, Resolve, Speak
from bot.why import Why

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.store.filed import Filed
    from bot.ports import Office


def hindered(connection: Connection, order: Order, found: tuple[Filed, str], means: Means) -> Refusal | None:
    """Say what the table does not know of a case and the channel that a move is made in."""
    filed, channel = found
    case, move = filed.case, order.move
    if isinstance(move, Speak) and channel not in {*means.channels, *PULLED}:
        return Refusal(NOBODY, case, case.owner, filed.alias)
    if enclosing.missing(connection, order):
        return Refusal(GONE, case, case.owner, filed.alias)
    if isinstance(move, Claim) and _full(connection, move.by, means.duty.office):
        return Refusal(FULL, case)
    if isinstance(move, Speak | Resolve) and not order.confirmed:
        seen = case.seen if order.seen is None else order.seen
        missed = lines.lines(connection, filed, Part(after=seen, theirs=True), means.cipher)
        if missed:
            return Refusal(Why.STALE, case, case.owner, filed.alias, tuple(missed))
    return None


def _full(connection: Connection, who: str, office: Office) -> bool:
    row = connection.execute(select(staff.c.capacity, staff.c.teams).where(staff.c.id == who)).one_or_none()
    if row is None:
        return False
    most = office.capacity(row.teams.split())
    held = select(func.count()).select_from(rows).where(rows.c.owner == who, IS_OPEN)
    number: int = connection.execute(held).scalar_one()
    own: int = row.capacity
    return number >= (own if most is None else min(most, own))

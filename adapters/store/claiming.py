"""Sharing the lanes: renew what is ours, give away what is too much, take what is free.

On SQLite one process holds the lock file, and so every lane, whatever stands in the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import BigInteger, delete, func, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql

from adapters.store.lanes import LANES
from adapters.store.tables import lane, lease, worker

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sqlalchemy import Connection

# The database's clock at this statement; the transaction may have begun long before.
_NOW = literal_column("(extract(epoch from statement_timestamp()) * 1000000)::bigint", BigInteger)
_TICKS = 1_000_000


class Tended(NamedTuple):
    """Which lanes are ours, with their tokens, and which of them are to be left when they are idle."""

    tokens: dict[int, int]
    leaving: frozenset[int]


def take_all(connection: Connection, me: str) -> Tended:
    """Take every lane: for the one process that has the lock file."""
    connection.execute(update(lane).values(holder=me, token=lane.c.token + 1))
    return Tended({row.number: row.token for row in connection.execute(select(lane))}, frozenset())


def tend(connection: Connection, me: str, seconds: float, busy: Callable[[], Collection[int]]) -> Tended:
    """Renew, give away, take: a fair share for every process that lives. PostgreSQL only."""
    until = _NOW + int(seconds * _TICKS)
    alive = postgresql.insert(worker).values(id=me, until=until)
    connection.execute(alive.on_conflict_do_update(index_elements=["id"], set_={"until": until}))
    _bury(connection)
    rows = connection.execute(
        update(lane).where(lane.c.holder == me).values(until=until).returning(lane.c.number, lane.c.token)
    )
    tokens = {row.number: row.token for row in rows}
    living = connection.execute(select(func.count()).select_from(worker).where(worker.c.until >= _NOW)).scalar_one()
    share = -(-LANES // living)
    surplus = len(tokens) - share
    if surplus > 0:
        # The idle ones first. The others take up nothing new, and are given away when they have ended.
        inside = set(busy())
        leaving = sorted(tokens, key=lambda number: (number in inside, number))[:surplus]
        _release(connection, me, idle := [number for number in leaving if number not in inside])
        kept = {number: token for number, token in tokens.items() if number not in idle}
        return Tended(kept, frozenset(leaving) - frozenset(idle))
    if surplus < 0:
        tokens |= _claim(connection, me, until, -surplus)
    return Tended(tokens, frozenset())


def let_go(connection: Connection, me: str) -> None:
    """Give everything away at once: this process ends."""
    connection.execute(update(lane).where(lane.c.holder == me).values(holder=None))
    connection.execute(delete(worker).where(worker.c.id == me))
    connection.execute(delete(lease).where(lease.c.holder == me))


def hold(connection: Connection, name: str, me: str, seconds: float) -> bool:
    """Take or renew a lease with a name of its own; False while another process has it. PostgreSQL only."""
    until = _NOW + int(seconds * _TICKS)
    mine = {"holder": me, "until": until}
    statement = (
        postgresql.insert(lease)
        .values(name=name, **mine)
        .on_conflict_do_update(
            index_elements=["name"], set_=mine, where=or_(lease.c.holder == me, lease.c.until < _NOW)
        )
        .returning(lease.c.name)
    )
    return connection.execute(statement).first() is not None


def _claim(connection: Connection, me: str, until: object, number: int) -> dict[int, int]:
    free = (
        select(lane.c.number)
        .where(or_(lane.c.holder.is_(None), lane.c.until < _NOW))
        .order_by(lane.c.number)
        .limit(number)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(lane)
        .where(lane.c.number.in_(connection.scalars(free).all()))
        .values(holder=me, token=lane.c.token + 1, until=until)
        .returning(lane.c.number, lane.c.token)
    )
    return {row.number: row.token for row in connection.execute(taken)}


def _release(connection: Connection, me: str, numbers: Collection[int]) -> None:
    connection.execute(update(lane).where(lane.c.number.in_(numbers), lane.c.holder == me).values(holder=None))


def _bury(connection: Connection) -> None:
    """Forget processes that died. Those whom another one is just forgetting are skipped."""
    dead = select(worker.c.id).where(worker.c.until < _NOW).with_for_update(skip_locked=True)
    connection.execute(delete(worker).where(worker.c.id.in_(dead.scalar_subquery())))

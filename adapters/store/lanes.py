"""Lanes: the talks in 64 parts, each answered by exactly one process. Runs inside a unit of work.

A lane is a row that a process holds for some seconds and renews. Each change of hands raises its
token; who writes for a talk shows the token it knew, so that a process that was frozen, and does
not know it yet, writes nothing (the fence). Moments are the database's own: machines disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from sqlalchemy import bindparam, select

from adapters.store.tables import lane
from bot.errors import LaneLost

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

LANES = 64
NO_TOKEN = -1
"""Shown by who does not hold a lane: no row ever has it."""

_HELD = (
    select(lane.c.number, lane.c.token)
    .where(lane.c.number.in_(bindparam("numbers", expanding=True)), lane.c.holder == bindparam("me"))
    .order_by(lane.c.number)
    .with_for_update(read=True)
)


def lane_of(channel: str, conversation: str) -> int:
    """Give the lane of a talk; the same in every process, version and machine."""
    return crc32(f"{channel}\0{conversation}".encode("utf-8", "surrogatepass")) % LANES


def lost(connection: Connection, me: str, shown: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Give those of some (lane, token) that are not ours any more; the others stay so until the commit."""
    if connection.dialect.name == "sqlite":
        return set()  # who writes has the lock file, and with it every lane
    needed = set(shown)
    rows = connection.execute(_HELD, {"numbers": sorted({number for number, _ in needed}), "me": me})
    return needed - {(row.number, row.token) for row in rows}


def fence(connection: Connection, me: str, shown: Iterable[tuple[int, int]]) -> None:
    """Pass, or raise ``LaneLost``: another process answers one of these talks now."""
    if lost(connection, me, shown):
        msg = "another process answers this talk now: drop it"
        raise LaneLost(msg)

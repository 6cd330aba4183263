"""Hints to other processes that something was committed. PostgreSQL carries them with the commit itself."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import func, select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

CHANNEL = "madoguchi"
LANE = "lane"
TALK = "talk"


def talk_name(channel: str, conversation: str) -> str:
    """Give a short name of a talk for hints: its ids are nobody else's business."""
    return sha256(f"{channel}\0{conversation}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def tell(connection: Connection, kind: str, names: Iterable[str]) -> None:
    """Hint at lanes or talks; heard when this transaction commits, by whoever listens just then."""
    if connection.dialect.name != "postgresql":
        return
    some = sorted(set(names))
    if some:
        # One for all: a group's names are far below the 8000 bytes that a hint may have.
        connection.execute(select(func.pg_notify(CHANNEL, f"{kind}:{','.join(some)}")))

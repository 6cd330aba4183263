"""Timers as rows: what is due survives every restart, and exactly one process takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from adapters.store.engines import insert_new
from adapters.store.tables import timer

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that went off. ``payload`` is never a person's words."""

    kind: str
    channel: str
    conversation: str
    payload: str


def start(connection: Connection, due: Due, at: datetime) -> None:
    """Start a timer; one of this kind that already runs for the talk stays as it is."""
    row = {
        "due_at": at,
        "kind": due.kind,
        "channel": due.channel,
        "conversation": due.conversation,
        "payload": due.payload,
    }
    connection.execute(insert_new(connection, timer), row)


def again(connection: Connection, kind: str, now: datetime, every: timedelta) -> bool:
    """Say whether the house's own timer of a kind is due, and wind it up again."""
    due = bool(take(connection, kind, now))
    start(connection, Due(kind, "", "", ""), now + every)
    return due


def take(connection: Connection, kind: str, now: datetime, limit: int = 100) -> list[Due]:
    """Take what is due, oldest first. Who deletes a row has it; others skip it or find it gone."""
    rows = connection.execute(
        select(timer)
        .where(timer.c.kind == kind, timer.c.due_at <= now)
        .order_by(timer.c.due_at, timer.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    return [
        Due(row.kind, row.channel, row.conversation, row.payload)
        for row in rows
        if connection.execute(delete(timer).where(timer.c.id == row.id)).rowcount
    ]

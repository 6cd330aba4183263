"""Noting emergencies that ring, and forgetting them again. Runs inside the unit of work that saves a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from adapters.store import ledger
from adapters.store.ledger import Happened
from adapters.store.tables import message
from adapters.store.tables_alarm import alarm
from bot.takeover import WITHIN

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.casebook.alarms import Alarm


def since(connection: Connection, channel: str, conversation: str, event: str) -> int:
    """Give the position of the line that made it ring."""
    ours = (message.c.channel == channel, message.c.conversation == conversation, message.c.event_id == event)
    return connection.execute(select(message.c.id).where(*ours).order_by(message.c.id).limit(1)).scalar() or 0


def rings(connection: Connection, given: Alarm, talk: tuple[str, str], event: str) -> None:
    """Note that it rang; again within a day is the same alarm, once more."""
    channel, conversation = talk
    ledger.note(connection, Happened("", "alarm", "", given.at))
    mine = (alarm.c.channel == channel, alarm.c.conversation == conversation)
    before = connection.execute(select(alarm).where(*mine)).one_or_none()
    if before is not None and given.at - before.at <= WITHIN:
        newer = {"at": given.at, "topic": given.topic, "language": given.language, "times": before.times + 1}
        connection.execute(update(alarm).where(*mine).values(newer))
        return
    connection.execute(delete(alarm).where(*mine))
    row = {
        "at": given.at, "channel": channel, "conversation": conversation, "topic": given.topic,
        "language": given.language, "line": since(connection, channel, conversation, event), "times": 1,
    }  # fmt: skip
    connection.execute(insert(alarm), row)


def still(connection: Connection, channel: str, conversation: str) -> None:
    """Forget that it rang: people have the talk now, or its person is gone."""
    connection.execute(delete(alarm).where(alarm.c.channel == channel, alarm.c.conversation == conversation))


def sweep(connection: Connection, now: datetime) -> int:
    """Delete what rang too long ago for anybody to step in."""
    return connection.execute(delete(alarm).where(alarm.c.at <= now - WITHIN)).rowcount

"""Forgetting: a whole talk, or one message. Event ids stay, so that nothing old is taken for new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from adapters.store.inbox import insert_new
from adapters.store.tables import DONE, event, inbox, message

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.message import Message


def talk(connection: Connection, told: Message, pseudonym: str) -> None:
    """Delete all that was said before ``told``, and whose it was. What came after it is a new talk."""
    ours = (message.c.channel == told.channel, message.c.conversation == told.conversation)
    connection.execute(delete(message).where(*ours))
    until = select(inbox.c.seq).where(inbox.c.channel == told.channel, inbox.c.event_id == told.event).scalar_subquery()
    connection.execute(
        update(inbox)
        .where(inbox.c.channel == told.channel, inbox.c.conversation == told.conversation, inbox.c.seq <= until)
        .values(state=DONE, body=None, reason=None, conversation="")
    )
    connection.execute(update(event).where(event.c.talk == pseudonym).values(talk=None))


def one(connection: Connection, told: Message, gone: str, now: datetime) -> None:
    """Erase one message of this very talk, its later wordings, and its copy should it still come."""
    ours = (message.c.channel == told.channel, message.c.conversation == told.conversation, message.c.mine)
    connection.execute(
        update(message)
        .where(*ours, or_(message.c.event_id == gone, message.c.refers == gone), message.c.erased_at.is_(None))
        .values(body=None, erased_at=now)
    )
    tombstone = {
        "channel": told.channel,
        "event_id": gone,
        "conversation": told.conversation,
        "received_at": now,
        "sent_at": now,
        "state": DONE,
        "attempts": 0,
    }
    connection.execute(insert_new(connection, inbox), [tombstone])
    connection.execute(
        update(inbox)
        .where(
            inbox.c.channel == told.channel,
            inbox.c.event_id == gone,
            inbox.c.conversation == told.conversation,
        )
        .values(state=DONE, body=None, reason=None)
    )

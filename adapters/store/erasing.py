"""Forgetting: a whole talk, or one message. Event ids stay, so that nothing old is taken for new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from adapters.store import enclosing, ringing, translated, translation, withdrawing
from adapters.store.retracting import mark
from adapters.store.tables import DONE, event, inbox, message

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.message import Message


def talk(connection: Connection, whose: tuple[str, str], pseudonym: str, until: str | None) -> None:
    """Delete all that was said before an event (None: all), and whose it was. What came after it is a new talk."""
    channel, conversation = whose
    ours = (message.c.channel == channel, message.c.conversation == conversation)
    connection.execute(delete(message).where(*ours))
    translation.forget(connection, *translated.of_talk(channel, conversation))
    enclosing.forget(connection, *enclosing.of_talk(channel, conversation))
    came = [inbox.c.channel == channel, inbox.c.conversation == conversation]
    if until is not None:
        asked = select(inbox.c.seq).where(inbox.c.channel == channel, inbox.c.event_id == until)
        came.append(inbox.c.seq <= asked.scalar_subquery())
    connection.execute(update(inbox).where(*came).values(state=DONE, body=None, reason=None, conversation="", ref=None))
    withdrawing.forget(connection, channel, conversation)
    ringing.still(connection, channel, conversation)
    connection.execute(update(event).where(event.c.talk == pseudonym).values(talk=None))


def one(connection: Connection, told: Message, gone: str, now: datetime) -> None:
    """Erase one message of this very talk, its later wordings, and its copy should it still come.

    gone  the event id of the message, or the platform's name of it (``Message.ref``)
    """
    mark(connection, told, gone, now)
    lines = (message.c.channel == told.channel, message.c.conversation == told.conversation, message.c.mine)
    found = connection.execute(
        select(message.c.event_id, message.c.ref).where(
            *lines, or_(message.c.event_id == gone, message.c.ref == gone, message.c.refers == gone)
        )
    ).all()
    names = {gone, *(row.event_id for row in found), *(row.ref for row in found if row.ref)}
    erased = connection.scalars(
        update(message)
        .where(
            *lines,
            or_(message.c.event_id.in_(names), message.c.ref.in_(names), message.c.refers.in_(names)),
            message.c.erased_at.is_(None),
        )
        .values(body=None, erased_at=now)
        .returning(message.c.id)
    ).all()
    if erased:
        translation.forget(connection, translation.of_these(erased))
    rows = (inbox.c.channel == told.channel, inbox.c.conversation == told.conversation, inbox.c.ref.in_(names))
    events = set(connection.scalars(select(inbox.c.event_id).where(*rows))) | names
    withdrawing.answers_to(connection, told, events)

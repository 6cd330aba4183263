"""Messages taken back: never answered if they still wait, not even when they come later than that.

Each leaves a tombstone in the inbox: a row whose ``ref`` is its ``event_id``, both being the name
by which the platform called the message. No other row has that (``inbox.ready``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select, text, update

from adapters.store.engines import insert_new
from adapters.store.lanes import lane_of
from adapters.store.tables import DONE, inbox
from bot.message import Edited, Retracted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.message import Message

_LONGEST_ID = 255
_TOMBS = select(inbox.c.channel, inbox.c.conversation, inbox.c.ref).where(
    text("inbox.ref = inbox.event_id"), inbox.c.ref.in_(bindparam("names", expanding=True))
)
_EMPTY = (
    update(inbox)
    .where(inbox.c.channel == bindparam("of"), inbox.c.event_id == bindparam("event"))
    .values(state=DONE, body=None, reason=None)
)


def is_id(name: str) -> bool:
    """Say whether a database can keep an id."""
    return 0 < len(name) <= _LONGEST_ID and "\0" not in name and not any("\ud800" <= c <= "\udfff" for c in name)


def name_of(told: Message) -> str | None:
    """Give the name by which a later edit or retraction calls what was said; None when it has none."""
    name = told.content.event if isinstance(told.content, Edited) else told.ref
    # What is called by its event id is found by that.
    return name if is_id(name) and name != told.event else None


def mark(connection: Connection, told: Message, gone: str, now: datetime) -> None:
    """Empty what waits of a message of this very talk, and leave a tombstone for what may still come."""
    if not is_id(gone):
        return
    tombstone = {
        "channel": told.channel,
        "event_id": gone,
        "conversation": told.conversation,
        "received_at": now,
        "sent_at": now,
        "state": DONE,
        "attempts": 0,
        "ref": gone,
        "lane": lane_of(told.channel, told.conversation),
    }
    connection.execute(insert_new(connection, inbox), [tombstone])
    ours = (inbox.c.channel == told.channel, inbox.c.conversation == told.conversation)
    connection.execute(
        update(inbox)
        .where(*ours, or_(inbox.c.event_id == gone, inbox.c.ref == gone), inbox.c.event_id != told.event)
        .values(state=DONE, body=None, reason=None)
    )
    connection.execute(update(inbox).where(*ours, inbox.c.event_id == gone).values(ref=gone))


def taken_back(connection: Connection, new: Sequence[Message], now: datetime) -> set[tuple[str, str]]:
    """Follow retractions among new messages; gives (channel, event) of those that nobody is to read.

    Done while keeping and not only when the retraction has its turn: what waits is never answered.
    """
    marked = set()
    for told in new:
        if isinstance(told.content, Retracted):
            mark(connection, told, told.content.event, now)
            marked.add((told.channel, told.conversation, told.content.event))
    others = [told for told in new if not isinstance(told.content, Retracted)]
    named = [(told, name) for told in others if (name := name_of(told)) is not None]
    tombs = set(marked)
    if named:
        rows = connection.execute(_TOMBS, {"names": sorted({name for _, name in named})})
        tombs.update((row.channel, row.conversation, row.ref) for row in rows)
    gone = {(told.channel, told.event) for told, name in named if (told.channel, told.conversation, name) in tombs}
    gone |= {(told.channel, told.event) for told in others if (told.channel, told.conversation, told.event) in marked}
    if gone:
        connection.execute(_EMPTY, [{"of": channel, "event": event} for channel, event in gone])
    return gone

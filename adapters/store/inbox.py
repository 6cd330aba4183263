"""The inbox: what was kept, until it is answered. Each function runs inside a unit of work."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, text, tuple_, update

from adapters.store import codec
from adapters.store.engines import insert_new
from adapters.store.lanes import lane_of
from adapters.store.retracting import is_id, name_of, taken_back
from adapters.store.tables import DEAD, DONE, NEW, inbox
from bot.errors import AlreadyAnswered, OutOfTurn, StoreError
from bot.message import Message, Retracted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from adapters.store.cipher import Cipher

log = logging.getLogger(__name__)

ATTEMPTS = 5

_OLDER = inbox.alias("older")
_CLOSE = (
    update(inbox)
    .where(
        tuple_(inbox.c.channel, inbox.c.event_id).in_(bindparam("events", expanding=True)),
        inbox.c.state == NEW,
        # Another process may have kept one before this, and its hint may still be on the way.
        # A scalar and no NOT EXISTS, of which PostgreSQL makes a join with the whole table; and "+ 0", or it
        # looks for the smallest from the table's beginning.
        inbox.c.seq
        == select(func.min(_OLDER.c.seq + 0))
        .where(
            _OLDER.c.channel == inbox.c.channel,
            _OLDER.c.conversation == inbox.c.conversation,
            text("older.state = 'new'"),
        )
        .correlate(inbox)
        .scalar_subquery(),
    )
    .values(state=DONE, body=None, reason=None)
)
_STILL_NEW = select(inbox.c.seq).where(
    inbox.c.channel == bindparam("of"), inbox.c.event_id == bindparam("event"), inbox.c.state == NEW
)
_WAITING = select(inbox).where(inbox.c.state == text("'new'")).order_by(inbox.c.seq)


def check_ids(message: Message) -> None:
    """Refuse ids that a database cannot keep, before they spoil a whole batch."""
    for name in (message.channel, message.conversation, message.event, message.ref or "none"):
        if not is_id(name):
            msg = f"an id of a {message.channel!r} message is empty, too long or no text: refuse it at the door"
            raise StoreError(msg)


@dataclass(frozen=True, slots=True)
class Kept:
    """A message made ready on the caller's side, so that the writer's thread only writes."""

    message: Message
    row: dict[str, object]


def ready(messages: Sequence[Message], cipher: Cipher, now: datetime) -> dict[tuple[str, str], Kept]:
    """Encrypt messages; of one event given twice, the first counts."""
    kept: dict[tuple[str, str], Kept] = {}
    for message in messages:
        check_ids(message)
        key = (message.channel, message.event)
        if key in kept:
            continue
        told = (message.content, message.language, message.ref, message.origin, message.public, message.attached)
        plain = codec.told(codec.Told(*told))
        row = {
            "channel": message.channel,
            "event_id": message.event,
            "conversation": message.conversation,
            "received_at": now,
            "sent_at": message.sent_at,
            "body": cipher.close(plain, *_place(message.channel, message.conversation, message.event)),
            "state": NEW,
            "attempts": 0,
            "ref": name_of(message),
            "lane": lane_of(message.channel, message.conversation),
        }
        kept[key] = Kept(message, row)
    return kept


def keep(connection: Connection, given: Sequence[dict[tuple[str, str], Kept]], now: datetime) -> list[list[Message]]:
    """Insert what is new, and give back just that to each who brought some, in the order it came.

    What was taken back, be it before it came, is not given back either.
    """
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for kept in given:
        for key, one in kept.items():
            rows.setdefault(key, one.row)
    statement = insert_new(connection, inbox).returning(inbox.c.channel, inbox.c.event_id)
    new = {(row.channel, row.event_id) for row in connection.execute(statement, list(rows.values()))}
    news = [one.message for kept in given for key, one in kept.items() if key in new]
    if any(name_of(told) is not None or isinstance(told.content, Retracted) for told in news):
        new -= taken_back(connection, news, now)
    answers = []
    for kept in given:
        answers.append([one.message for key, one in kept.items() if key in new])
        # Of an event that two brought at once, one has it.
        new.difference_update(kept)
    return answers


def close(connection: Connection, messages: Sequence[Message]) -> None:
    """Mark messages answered and wipe their bodies; an answered one is never answered again."""
    rows = [{"of": message.channel, "event": message.event} for message in messages]
    events = [(message.channel, message.event) for message in messages]
    if connection.execute(_CLOSE, {"events": events}).rowcount != len(rows):
        if any(connection.execute(_STILL_NEW, row).first() for row in rows):
            msg = "an older message of this talk waits: answer that one first"
            raise OutOfTurn(msg)
        msg = "this message is not waiting (any more): drop it and go on"
        raise AlreadyAnswered(msg)


def fail(connection: Connection, message: Message, reason: str, cipher: Cipher) -> bool:
    """Count a failed attempt; True when the message is now dead and its lane goes on without it."""
    ours = (inbox.c.channel == message.channel, inbox.c.event_id == message.event)
    # Encrypted: the text of a stranger's exception may quote what a person wrote.
    why = cipher.close(
        reason.encode("utf-8", "replace")[:1000],
        "inbox",
        "reason",
        message.channel,
        message.conversation,
        message.event,
    )
    connection.execute(
        update(inbox).where(*ours, inbox.c.state == NEW).values(attempts=inbox.c.attempts + 1, reason=why)
    )
    connection.execute(
        update(inbox).where(*ours, inbox.c.state == NEW, inbox.c.attempts >= ATTEMPTS).values(state=DEAD)
    )
    return connection.execute(select(inbox.c.state).where(*ours)).scalar() != NEW


def waiting(
    connection: Connection, cipher: Cipher, lanes: Collection[int] | None = None
) -> tuple[list[Message], list[Message]]:
    """Give what waits in some lanes (None: all), oldest first, and apart from it what cannot be read."""
    rows = _WAITING if lanes is None else _WAITING.where(inbox.c.lane.in_(lanes))
    messages, broken = [], []
    for row in connection.execute(rows):
        try:
            messages.append(_message(row, cipher))
        except StoreError as error:
            log.error("a kept message cannot be read", extra={"seq": row.seq, "error": str(error)})  # noqa: TRY400
            broken.append(Message(row.channel, row.conversation, row.event_id, codec.UNREADABLE, row.sent_at, None))
    return messages, broken


def depth(connection: Connection, limit: int) -> int:
    """Count what waits, but not further than ``limit``."""
    rows = select(inbox.c.seq).where(inbox.c.state == text("'new'")).limit(limit).subquery()
    return connection.execute(select(func.count()).select_from(rows)).scalar_one()


def _message(row: Row[tuple[object, ...]], cipher: Cipher) -> Message:
    plain = cipher.open(row.body, *_place(row.channel, row.conversation, row.event_id))
    told = codec.read_told(plain)
    return Message(
        row.channel,
        row.conversation,
        row.event_id,
        told.content,
        row.sent_at,
        told.language,
        told.ref,
        told.origin,
        told.public,
        told.attached,
    )


def _place(channel: str, conversation: str, event: str) -> tuple[str, ...]:
    return ("inbox", "body", channel, conversation, event)

"""Forgetting by date. Each function is one small unit, so that nobody's message waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, exists, or_, select, update

from adapters.store import codec, enclosing, filing, forgetting, ringing, translation
from adapters.store.tables import DEAD, NEW, conversation, event, inbox, message, outbox
from adapters.store.tables_cases import IS_CLOSED, OPEN, cases, draft, feed
from adapters.store.talk import state_place
from bot.conversation import Owner

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is kept.

    words   texts of messages, whoever wrote them, and the state of talks that fell silent; those of a case
            count from its end
    events  ids of answered messages: as long, a platform's repetition is known as one
    unsent  what a counselor chose for an answer and did not send
    every   how often to look
    """

    words: timedelta = timedelta(days=90)
    events: timedelta = timedelta(days=30)
    unsent: timedelta = timedelta(days=7)
    every: timedelta = timedelta(hours=1)


def units(keep: Retention, cipher: Cipher, now: datetime) -> tuple[Callable[[Connection], int], ...]:
    """Give the units to repeat until each says 0: nothing old is left for it."""
    words, ids = now - keep.words, now - keep.events
    return (
        lambda connection: _cases(connection, words, cipher, now),
        lambda connection: _desks(connection, words),
        lambda connection: ringing.sweep(connection, now),
        lambda connection: _feed(connection, ids),
        lambda connection: _messages(connection, words),
        translation.sweep,
        lambda connection: enclosing.sweep(connection, now - keep.unsent),
        lambda connection: _bodies(connection, words),
        lambda connection: _parcels(connection, words),
        lambda connection: _ids(connection, ids),
        lambda connection: _pseudonyms(connection, words),
        lambda connection: _talks(connection, words, cipher),
    )


def _cases(connection: Connection, before: datetime, cipher: Cipher, now: datetime) -> int:
    """Forget closed cases: whose they were, and what was noted on them. What was counted stays."""
    other = cases.alias("other")
    goes_on = exists().where(other.c.id == cases.c.merged_into, other.c.state.in_(OPEN))
    old = select(cases.c.id).where(IS_CLOSED, cases.c.forgotten_at.is_(None), cases.c.closed_at < before, ~goes_on)
    old = old.limit(_BATCH)
    found = connection.scalars(old).all()
    for case_id in found:
        filed = filing.find(connection, case_id, cipher, lock=True)
        if filed is not None:
            forgetting.empty(connection, filed, cipher, now)
    return len(found)


def _desks(connection: Connection, before: datetime) -> int:
    return connection.execute(delete(draft).where(draft.c.at < before)).rowcount


def _feed(connection: Connection, before: datetime) -> int:
    """Delete what nobody who comes back after so long goes on from."""
    old = select(feed.c.id).where(feed.c.at < before).limit(_BATCH)
    return connection.execute(delete(feed).where(feed.c.id.in_(old.scalar_subquery()))).rowcount


def _messages(connection: Connection, before: datetime) -> int:
    """Delete old lines, but none of a case that is open or was closed not long ago."""
    needed = exists().where(
        cases.c.conversation == message.c.conversation,
        cases.c.channel == message.c.channel,
        cases.c.forgotten_at.is_(None),
        cases.c.first_line < message.c.id,
        or_(cases.c.last_line.is_(None), cases.c.last_line >= message.c.id),
    )
    old = select(message.c.id).where(message.c.at < before, ~needed).limit(_BATCH)
    gone = connection.scalars(
        delete(message).where(message.c.id.in_(old.scalar_subquery())).returning(message.c.id)
    ).all()
    if gone:
        translation.forget(connection, translation.of_these(gone))
    return len(gone)


def _bodies(connection: Connection, before: datetime) -> int:
    """Wipe what was never answered; its event id stays, as long as that of any other."""
    old = select(inbox.c.seq).where(inbox.c.received_at < before, inbox.c.body.is_not(None)).limit(_BATCH)
    return connection.execute(
        update(inbox)
        .where(inbox.c.seq.in_(old.scalar_subquery()))
        .values(body=None, reason=None, state=case((inbox.c.state == NEW, DEAD), else_=inbox.c.state))
    ).rowcount


def _parcels(connection: Connection, before: datetime) -> int:
    """Delete what was sent, and what nobody wants to have sent any more after so long."""
    old = select(outbox.c.number).where(outbox.c.made_at < before).limit(_BATCH)
    return connection.execute(delete(outbox).where(outbox.c.number.in_(old.scalar_subquery()))).rowcount


def _ids(connection: Connection, before: datetime) -> int:
    old = select(inbox.c.seq).where(inbox.c.received_at < before, inbox.c.body.is_(None)).limit(_BATCH)
    return connection.execute(delete(inbox).where(inbox.c.seq.in_(old.scalar_subquery()))).rowcount


def _pseudonyms(connection: Connection, before: datetime) -> int:
    """Keep the counts, forget which of them belonged together."""
    old = select(event.c.id).where(event.c.at < before, event.c.talk.is_not(None)).limit(_BATCH)
    return connection.execute(update(event).where(event.c.id.in_(old.scalar_subquery())).values(talk=None)).rowcount


def _talks(connection: Connection, before: datetime, cipher: Cipher) -> int:
    """Delete the state of silent talks, but never one that a counselor still owns."""
    rows = connection.execute(
        select(conversation).where(conversation.c.updated_at < before).order_by(conversation.c.updated_at)
    )
    gone = 0
    for row in rows:
        plain = cipher.open(row.state_body, *state_place(row.channel, row.id, row.version))
        if codec.read_state(plain).owner is not Owner.BOT:
            continue
        gone += connection.execute(
            delete(conversation).where(
                conversation.c.channel == row.channel,
                conversation.c.id == row.id,
                conversation.c.version == row.version,
            )
        ).rowcount
        if gone == _BATCH:
            break
    return gone

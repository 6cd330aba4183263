"""The tables, as the newest migration leaves them. Later pieces add tables; nothing is renamed.

Columns named ``body``, ``state_body`` and ``reason`` hold ciphertext (``cipher.py``); no column
in clear ever holds a person's words. ``sqlite_autoincrement``: without it SQLite gives the number of a
deleted row out again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

# Indexes of talks begin with the conversation: of one that begins with the channel PostgreSQL thinks, as long
# as it has no statistics, that it finds an event as well, and reads all of the channel.

NEW, DONE, DEAD = "new", "done", "dead"
SENDING, SENT, UNCERTAIN, WITHDRAWN = "sending", "sent", "uncertain", "withdrawn"

# Written out and not bound: an engine uses an index of some rows only when it sees that it may.
UNSENT = text("outbox.state IN ('new', 'sending')")
UNDELIVERED = text("outbox.state IN ('uncertain', 'dead')")
_UNSENT = text("state IN ('new', 'sending')")
_UNDELIVERED = text("state IN ('uncertain', 'dead')")
_NEW = text("state = 'new'")
_DEAD = text("state = 'dead'")
_GONE = text("ref = event_id")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 31, tzinfo=UTC)
_FIRST = datetime(1, 1, 2, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

Number = BigInteger().with_variant(Integer, "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment as microseconds UTC: the same number on both engines, whatever their time zone."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect | None) -> int | None:
        """Give the number. A platform's nonsense date is moved to where dates end."""
        del dialect
        return None if value is None else (min(max(value, _FIRST), _LAST) - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Give the moment, in UTC."""
        del dialect
        return None if value is None else _EPOCH + timedelta(microseconds=value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Number, Identity(), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("body", LargeBinary),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", LargeBinary),
    Column("ref", Text),
    Column("lane", Integer, nullable=False, server_default="0"),
    UniqueConstraint("channel", "event_id"),
    CheckConstraint("state IN ('new', 'done', 'dead')", name="state"),
    Index("ix_inbox_new", "seq", sqlite_where=_NEW, postgresql_where=_NEW),
    Index("ix_inbox_turn", "conversation", "channel", "seq", sqlite_where=_NEW, postgresql_where=_NEW),
    Index("ix_inbox_dead", "seq", sqlite_where=_DEAD, postgresql_where=_DEAD),
    Index("ix_inbox_gone", "ref", sqlite_where=_GONE, postgresql_where=_GONE),
    Index(None, "conversation", "channel"),
    Index(None, "received_at"),
    sqlite_autoincrement=True,
)

conversation = Table(
    "conversation",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("version", Number, nullable=False),
    Column("state_body", LargeBinary, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "updated_at"),
)

message = Table(
    "message",
    metadata,
    Column("id", Number, Identity(), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("mine", Boolean, nullable=False),
    Column("refers", Text),
    Column("body", LargeBinary),
    Column("at", Moment, nullable=False),
    Column("erased_at", Moment),
    Column("ref", Text),
    UniqueConstraint("channel", "event_id", "part"),
    Index(None, "channel", "conversation", "id"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("number", Number, Identity(), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("part", Integer, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("epoch", Number, nullable=False),
    Column("state", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("tried_at", Moment),
    Column("made_at", Moment, nullable=False),
    Column("code", Text),
    Column("receipt", Text),
    Column("body", LargeBinary),
    UniqueConstraint("channel", "event_id", "part"),
    CheckConstraint("state IN ('new', 'sending', 'sent', 'uncertain', 'dead', 'withdrawn')", name="state"),
    Index("ix_outbox_unsent", "conversation", "channel", "number", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    Index("ix_outbox_undelivered", "number", sqlite_where=_UNDELIVERED, postgresql_where=_UNDELIVERED),
    Index(None, "conversation", "channel"),
    Index(None, "made_at"),
    sqlite_autoincrement=True,
)

lane = Table(
    "lane",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("holder", Text),
    Column("token", Number, nullable=False),
    Column("until", Moment, nullable=False),
)

worker = Table(
    "worker",
    metadata,
    Column("id", Text, primary_key=True),
    Column("until", Moment, nullable=False),
)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", Moment, nullable=False),
)

timer = Table(
    "timer",
    metadata,
    Column("id", Number, Identity(), primary_key=True),
    Column("due_at", Moment, nullable=False),
    Column("kind", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("payload", Text, nullable=False),
    UniqueConstraint("kind", "channel", "conversation"),
    Index(None, "due_at"),
    sqlite_autoincrement=True,
)

event = Table(
    "event",
    metadata,
    Column("id", Number, Identity(), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("channel", Text, nullable=False),
    Column("talk", Text),
    Column("kind", Text, nullable=False),
    Column("entry", Text),
    Column("language", Text),
    Column("data", Text, nullable=False),
    Index(None, "at"),
    Index(None, "talk"),
    sqlite_autoincrement=True,
)

seal = Table(
    "seal",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("proof", LargeBinary, nullable=False),
)

pulse = Table(
    "pulse",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
)

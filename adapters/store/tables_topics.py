"""The tables of the staff group, as the newest migration leaves them. Ids and fingerprints; words only sealed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, Table, Text

from adapters.store.tables import Moment, metadata

topic = Table(
    "topic",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("made_at", Moment, nullable=False),
    Column("name", Text, nullable=False),
    Column("header", BigInteger),
    Column("shown", Text, nullable=False),
    Column("open", Boolean, nullable=False),
    Index(None, "chat", "thread"),
)

topic_post = Table(
    "topic_post",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("messages", Text, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("shown", Text, nullable=False),
)

topic_album = Table(
    "topic_album",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

topic_room = Table(
    "topic_room",
    metadata,
    Column("configured", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),
    # Since when we are not in it any more: then nobody can answer there.
    Column("out_at", Moment),
)

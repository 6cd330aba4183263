"""The table of emergencies that rang in talks which the bot had: by it somebody may step in. No words in it."""

from __future__ import annotations

from sqlalchemy import Column, Identity, Index, Integer, Table, Text, UniqueConstraint

from adapters.store.tables import Moment, Number, metadata

alarm = Table(
    "alarm",
    metadata,
    Column("id", Number, Identity(), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("channel", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("language", Text, nullable=False),
    # The line with which it began: what was written before that is not shown to whoever steps in.
    Column("line", Number, nullable=False),
    Column("times", Integer, nullable=False),
    UniqueConstraint("channel", "conversation"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

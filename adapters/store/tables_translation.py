"""The table of translations. As elsewhere, no column in clear holds anybody's words."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    false,
    text,
)

from adapters.store.tables import Moment, Number, metadata

_WANTED = text("state = 'wanted'")

translation = Table(
    "translation",
    metadata,
    # The line (``message.id``), and into which language.
    Column("line", Number, nullable=False),
    Column("target", Text, nullable=False),
    # Whose it is: what forgets a talk finds it by these, after the lines are gone.
    Column("channel", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
    Column("mixture", Text, nullable=False, server_default=""),
    Column("forced", Boolean, nullable=False, server_default=false()),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("token", Number, nullable=False, server_default="0"),
    # When it is to be tried; while somebody has it in hand, when that lease runs out.
    Column("due_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Column("trouble", Text, nullable=False, server_default=""),
    Column("body", LargeBinary),
    PrimaryKeyConstraint("line", "target"),
    CheckConstraint("state IN ('wanted', 'done', 'failed', 'held', 'needless')", name="state"),
    Index("ix_translation_wanted", "due_at", sqlite_where=_WANTED, postgresql_where=_WANTED),
    Index(None, "conversation", "channel"),
)

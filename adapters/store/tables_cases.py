"""The tables of cases: what counselors work with. As in ``tables.py``, no column in clear holds anybody's words.

``labels`` and ``body`` are ciphertext. What is counted and what happened outlives the words.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)

from adapters.store.tables import Moment, Number, metadata

OPEN = ("queued", "callback", "assigned", "waiting-user", "on-hold")

# Written out and not bound: an engine uses an index of some rows only when it sees that it may.
IS_OPEN = text("cases.state IN ('queued', 'callback', 'assigned', 'waiting-user', 'on-hold')")
IS_CLOSED = text("cases.state IN ('resolved', 'abandoned')")
_OPEN = text("state IN ('queued', 'callback', 'assigned', 'waiting-user', 'on-hold')")
_CLOSED = text("state IN ('resolved', 'abandoned')")
_MERGED = text("merged_into IS NOT NULL")
_KEPT = text("state IN ('resolved', 'abandoned') AND forgotten_at IS NULL")

cases = Table(
    "cases",
    metadata,
    Column("seq", Number, Identity(), primary_key=True),
    Column("id", Text, nullable=False),
    Column("number", Number, nullable=False),
    # Whose it was; emptied when the words are gone. Then only the counts know of it.
    Column("channel", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("version", Number, nullable=False),
    Column("state", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("topic", Text),
    Column("team", Text, nullable=False),
    Column("owner", Text),
    Column("alias", Text, nullable=False),
    Column("former", Text),
    Column("seen", Number, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("since_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("claimed_at", Moment),
    Column("replied_at", Moment),
    Column("closed_at", Moment),
    Column("reason", Text),
    Column("rating", Integer),
    Column("reminders", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("labels", LargeBinary),
    Column("consent", Text, nullable=False),
    # Since when the resident waits for a person's words; null while they do not.
    Column("waiting_at", Moment),
    Column("last_at", Moment, nullable=False),
    # The lines that belong to it: after the one, up to the other.
    Column("first_line", Number, nullable=False),
    Column("last_line", Number),
    # As what it is counted, whatever becomes of it.
    Column("day", Text, nullable=False),
    Column("counted_language", Text, nullable=False),
    Column("forgotten_at", Moment),
    Column("snoozed_at", Moment),
    Column("again", Boolean, nullable=False, server_default=false()),
    # The case that goes on in its place: what is written in its talk is heard there.
    Column("merged_into", Text),
    # Whether its lines are translated, and into which languages (tags, a space between two).
    Column("translated", Boolean, nullable=False, server_default=true()),
    Column("readers", Text, nullable=False, server_default="ja"),
    UniqueConstraint("id"),
    UniqueConstraint("number"),
    CheckConstraint(
        "state IN ('queued', 'callback', 'assigned', 'waiting-user', 'on-hold', 'resolved', 'abandoned')", name="state"
    ),
    # One open case for each talk.
    Index("uq_cases_open", "conversation", "channel", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("ix_cases_closed", "closed_at", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    Index("ix_cases_kept", "closed_at", sqlite_where=_KEPT, postgresql_where=_KEPT),
    Index("ix_cases_open_owner", "owner", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index(None, "conversation", "channel"),
    Index("ix_cases_merged_into", "merged_into", sqlite_where=_MERGED, postgresql_where=_MERGED),
    sqlite_autoincrement=True,
)

remark = Table(
    "remark",
    metadata,
    Column("id", Number, Identity(), primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "case_id", "id"),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("id", Number, Identity(), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", Text),
    Column("what", Text, nullable=False),
    Column("case_id", Text),
    Column("target", Text, nullable=False),
    Column("detail", Text, nullable=False),
    # What is asked for twice with one key is done once.
    Column("key", Text),
    UniqueConstraint("case_id", "key"),
    Index(None, "case_id", "id"),
    Index(None, "by", "id"),
    sqlite_autoincrement=True,
)

feed = Table(
    "feed",
    metadata,
    Column("id", Number, Identity(), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("who", Text),
    Column("state", Text, nullable=False),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

draft = Table(
    "draft",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("staff", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

presence = Table(
    "presence",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("staff", Text, primary_key=True),
    Column("until", Moment, nullable=False),
    Column("typing_until", Moment, nullable=False),
)

tally = Table(
    "tally",
    metadata,
    Column("day", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("number", Number, nullable=False),
)

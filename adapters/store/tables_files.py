"""The table of what counselors enclose. As elsewhere, no column in clear holds anybody's words: names are words."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, Text, UniqueConstraint

from adapters.store.tables import Moment, metadata

enclosure = Table(
    "enclosure",
    metadata,
    # Nobody can guess it: it stands in addresses.
    Column("id", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("at", Moment, nullable=False),
    # The line it was sent with; null while it waits in the composer.
    Column("event_id", Text),
    Column("about", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("small", LargeBinary),
    UniqueConstraint("case_id", "by", "key"),
    Index(None, "conversation", "channel"),
    Index(None, "at"),
)

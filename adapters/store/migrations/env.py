"""Alembic's entry: it always gets its connection, and so its transaction, from ``migrate.py``."""

from __future__ import annotations

from alembic import context

from adapters.store import tables_alarm, tables_cases, tables_staff, tables_topics, tables_translation  # noqa: F401 - their tables belong to the same metadata
from adapters.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter most things: Alembic copies the table instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

"""Connections: one that writes, some that only read. All that differs between the engines is here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StoreError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from sqlalchemy import URL, Connection, Engine, Insert, Table

READERS = 4
_PATIENCE = 5
"""Seconds to wait for a lock or a connection: less than a platform waits for its answer."""

_SQLITE_WRITER = (
    "PRAGMA journal_mode=WAL",
    # FULL: what was acknowledged survives a power cut. Group commit pays for it (writer.py).
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA journal_size_limit=67108864",
)
_SQLITE_READER = ("PRAGMA query_only=ON", "PRAGMA temp_store=MEMORY", "PRAGMA trusted_schema=OFF")
_POSTGRES = (
    f"-c lock_timeout={_PATIENCE}s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s "
    "-c timezone=UTC -c synchronous_commit=on"
)


def database(given: str, data_dir: Path) -> URL:
    """Give the database's address: what was asked for, or the file in the data folder."""
    if not given.strip():
        return make_url(f"sqlite+pysqlite:///{data_dir / 'madoguchi.sqlite3'}")
    try:
        url = make_url(given.strip())
    except ArgumentError:
        # Not quoted: an address may hold a password.
        msg = "DATABASE_URL is no database address; it looks like postgresql://user:password@host/name"
        raise StoreError(msg) from None
    engine = url.drivername.partition("+")[0]
    if engine in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if engine == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite+pysqlite")
    msg = "DATABASE_URL must begin with postgresql:// or be a file like sqlite:///data/madoguchi.sqlite3"
    raise StoreError(msg)


def file_of(url: URL) -> Path | None:
    """Give the file of a SQLite database; None for PostgreSQL."""
    return Path(url.database or "") if url.drivername.startswith("sqlite") else None


def writing(url: URL) -> Engine:
    """Give the engine with the one connection that writes."""
    file = file_of(url)
    if file is None:
        return _postgres(url, 1, _POSTGRES)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives its -wal and -shm files the mode of this one.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        msg = f"{file} cannot be written ({error.strerror}): make its folder writable, or set DATABASE_URL"
        raise StoreError(msg) from None
    engine = create_engine(url, pool_size=1, max_overflow=0, connect_args={"timeout": _PATIENCE})
    _prepare(engine, _SQLITE_WRITER)
    # Rows of one statement go in together: the interpreter's lock changes hands at each statement's step.
    engine.dialect.use_insertmanyvalues_wo_returning = True

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE: a transaction that begins by reading and writes later could fail in its middle.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reading(url: URL) -> Engine:
    """Give the engine that cannot change anything."""
    file = file_of(url)
    if file is None:
        # One more, on which hints are heard.
        engine = _postgres(url, READERS + 1, f"{_POSTGRES} -c default_transaction_read_only=on")
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    engine = create_engine(
        url.set(database=f"{file.absolute().as_uri()}", query={"mode": "ro", "uri": "true"}),
        pool_size=READERS,
        connect_args={"timeout": _PATIENCE},
    )
    _prepare(engine, _SQLITE_READER)
    return engine


def insert_new(connection: Connection, table: Table) -> Insert:
    """Give an INSERT that skips rows which are there already. Both engines have it, neither shares it."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def insert_or(connection: Connection, table: Table, what: Mapping[str, object] | None = None) -> Insert:
    """Give an INSERT that updates rows which are there already: ``what``, or else all that is not their key.

    A value of ``what`` may speak of the column itself, and (as ``excluded``) of what was to be inserted.
    """
    new = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
    given = {column.name: new.excluded[column.name] for column in table.columns if not column.primary_key}
    return new.on_conflict_do_update(index_elements=list(table.primary_key), set_=what or given)


def _postgres(url: URL, size: int, options: str) -> Engine:
    return create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        connect_args={
            "options": options,
            "connect_timeout": _PATIENCE,
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
            "application_name": "madoguchi",
        },
    )


def _prepare(engine: Engine, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine, "connect")
    def connect(connection: sqlite3.Connection, _record: object) -> None:
        # The driver begins transactions at moments of its own choosing unless told not to.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(pragma)

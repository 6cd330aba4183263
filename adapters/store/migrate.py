"""Bringing a database to the schema of this version, at every start, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import func, select

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

_ONE_AT_A_TIME = 0x6D61646F  # "mado": the advisory lock's number


def upgrade(engine: Engine, revision: str = "head", *, trip: Callable[[str], None] | None = None) -> None:
    """Migrate up, in one transaction. On PostgreSQL several processes may start at once."""
    _run(engine, command.upgrade, revision, trip)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate down; for going back to an older version, never done by itself."""
    _run(engine, command.downgrade, revision)


def one_at_a_time(connection: Connection) -> None:
    """Hold other starting processes back until this transaction ends. SQLite has its lock file."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def _run(
    engine: Engine,
    move: Callable[[Config, str], object],
    revision: str,
    trip: Callable[[str], None] | None = None,
) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    with engine.begin() as connection:
        one_at_a_time(connection)
        config.attributes["connection"] = connection
        try:
            move(config, revision)
        except CommandError as error:
            msg = f"the database was made by a newer Madoguchi: start the newer one again ({error})"
            raise StoreError(msg) from None
        if trip is not None:
            trip("migration")

"""The database: reachable, of this version, writable, and opened by the keys that are here.

A running counter is not disturbed: its lock file is not touched, nothing is written, and no lock of
the database is held for longer than it takes to let go of it again.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from adapters.doctor.finding import Finding, ok, warning, wrong
from adapters.doctor.house import nearest
from adapters.store import migrate
from adapters.store.cipher import key_id
from adapters.store.engines import database, file_of, reading, writing
from adapters.store.keys import data_keys
from adapters.store.tables import inbox, seal
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection

    from adapters.settings import Settings

_CHECK = "database"


def data_exists(settings: Settings) -> bool:
    """Say whether there is a database file already; of a PostgreSQL this is not known from here."""
    try:
        file = file_of(database(settings.database_url, settings.data_dir))
    except StoreError:
        return False
    return file is not None and file.exists()


def database_is_well(settings: Settings) -> Iterator[Finding]:
    """Look at the database. Blocks for some seconds when it does not answer."""
    try:
        url = database(settings.database_url, settings.data_dir)
    except StoreError as error:
        yield wrong(_CHECK, str(error), "correct DATABASE_URL")
        return
    file = file_of(url)
    if file is None:
        yield from _examined(url, settings, "PostgreSQL", "is it running, and are name and password right?")
    elif file.exists():
        if not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
            yield wrong(_CHECK, f"{file} cannot be written by this user", "give it to the user who runs the counter")
            return
        yield from _examined(url, settings, f"SQLite in {file}", "restore it from a backup (docs/operating.md)")
    elif os.access(nearest(file.parent), os.W_OK):
        yield ok(_CHECK, f"none yet; {file} is made at the first start")
    else:
        yield wrong(_CHECK, f"{file.parent} cannot be made or written", "make it writable, or set DATA_DIR")


def _examined(url: URL, settings: Settings, what: str, do: str) -> Iterator[Finding]:
    engine = reading(url)
    try:
        with engine.connect() as connection:
            yield from _schema(connection, what)
            yield from _keys(connection, settings)
        yield _writes(url, what)
    except SQLAlchemyError as error:
        # Its text may hold the address, and with it the password.
        yield wrong(_CHECK, f"{what} cannot be opened ({type(error).__name__})", do)
    finally:
        engine.dispose()


def _schema(connection: Connection, what: str) -> Iterator[Finding]:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    scripts = ScriptDirectory.from_config(config)
    newest, found = scripts.get_current_head(), MigrationContext.configure(connection).get_current_revision()
    if found is None:
        yield ok(_CHECK, f"{what} is reachable and empty; tables are made at the first start")
    elif found == newest:
        yield ok(_CHECK, f"{what} is reachable and has the tables of this version")
    elif found in {script.revision for script in scripts.walk_revisions()}:
        yield warning(_CHECK, f"{what} is of an older version", "make a backup, then start the counter: it migrates")
    else:
        yield wrong(_CHECK, f"{what} was made by a newer Madoguchi", "start the newer one again")


def _keys(connection: Connection, settings: Settings) -> Iterator[Finding]:
    """Look whether the keys that sealed the data are here."""
    if not inspect(connection).has_table(seal.name):
        return
    sealed = {row.key_id for row in connection.execute(select(seal.c.key_id))}
    try:
        here = {key_id(key).hex() for key in data_keys(settings.data_key or None, settings.data_dir, first_run=False)}
    except StoreError as error:
        yield wrong("key", str(error), "restore the key from where you keep it")
        return
    if sealed and not sealed & here:
        yield wrong(
            "key",
            "the data was encrypted with a key that is not here",
            "put that key back; a new one goes in front of it: DATA_KEY=new,old",
        )
    elif sealed - here:
        yield warning(
            "key",
            "one of the keys that sealed the data is not here",
            "if the counter refuses to start, put it back behind the others: DATA_KEY=new,old",
        )


def _writes(url: URL, what: str) -> Finding:
    engine = writing(url)
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            if connection.dialect.name == "postgresql":
                refused = connection.execute(text("SELECT pg_is_in_recovery()")).scalar()
                if not refused and inspect(connection).has_table(inbox.name):
                    may = text("SELECT has_table_privilege(:table, 'INSERT')")
                    refused = not connection.execute(may, {"table": inbox.name}).scalar()
                if refused:
                    return wrong(_CHECK, f"{what} can be read only", "connect to the main server, as the tables' owner")
            # On SQLite the beginning alone takes the right to write (BEGIN IMMEDIATE); it is given back at once.
            transaction.rollback()
    except SQLAlchemyError as error:
        return wrong(_CHECK, f"{what} cannot be written ({type(error).__name__})", "free the disk, look at permissions")
    finally:
        engine.dispose()
    return ok(_CHECK, f"{what} can be written")

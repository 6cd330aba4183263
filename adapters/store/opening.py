"""Opening the store: lock, migrate, unseal, start the writer. The only place that knows all of it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from adapters.store.engines import database, file_of, reading, writing
from adapters.store.lock import Lock
from adapters.store.migrate import upgrade
from adapters.store.retention import Retention
from adapters.store.sealing import unseal
from adapters.store.store import SqlStore
from adapters.store.trouble import as_store_errors

if TYPE_CHECKING:
    from pathlib import Path


def open_store(
    database_url: str,
    data_dir: Path,
    data_key: str | None,
    *,
    retention: Retention | None = None,
    limit: int = 5000,
) -> SqlStore:
    """Open the durable record; ``StoreError`` says what to do when that is not possible.

    database_url  empty for SQLite in ``data_dir``; ``limit`` is how many messages may wait at once.
    """
    url = database(database_url, data_dir)
    file = file_of(url)
    with ExitStack() as undo, as_store_errors():
        if file is not None:
            lock = Lock(file)
            undo.callback(lock.release)
        writer = writing(url)
        undo.callback(writer.dispose)
        upgrade(writer)
        cipher = unseal(writer, data_key, data_dir)
        reader = reading(url)
        undo.callback(reader.dispose)
        return SqlStore(writer, reader, cipher, retention or Retention(), limit, undo.pop_all().close)

"""Opening the store: lock, migrate, unseal, start the writer. The only place that knows all of it."""

from __future__ import annotations

import logging
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING
from uuid import uuid4

from adapters.store import claiming
from adapters.store.engines import database, file_of, reading, writing
from adapters.store.holding import Holding
from adapters.store.lock import Lock
from adapters.store.migrate import upgrade
from adapters.store.retention import Retention
from adapters.store.sealing import unseal
from adapters.store.staff_rows import reseal
from adapters.store.store import SqlStore, nothing
from adapters.store.trouble import as_store_errors
from bot.errors import StoreAway

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import URL, Engine


LEASE = 10.0
"""Seconds after which another process takes over from one that died or was frozen."""
_AGAIN_S = 0.5

log = logging.getLogger(__name__)


def open_store(  # noqa: PLR0913 - everything is passed in
    database_url: str,
    data_dir: Path,
    data_key: str | None,
    *,
    retention: Retention | None = None,
    limit: int = 5000,
    lease: float = LEASE,
    patience: float = 0.0,
    trip: Callable[[str], None] = nothing,
    observe: Callable[[float, int], None] | None = None,
) -> SqlStore:
    """Open the durable record; ``StoreError`` says what to do when that is not possible.

    database_url  empty for SQLite in ``data_dir``
    limit         how many messages may wait at once
    lease         seconds that a lane is ours without renewal (PostgreSQL)
    patience      seconds to wait for a database server that does not answer: it may be starting, too
    trip          told every crash point that is passed, to be killed there in tests
    observe       told the seconds and the number of units of every commit
    """
    url = database(database_url, data_dir)
    keep = retention or Retention()
    end = time.monotonic() + patience
    while True:
        try:
            return _open(url, data_dir, data_key, keep, limit, lease, trip, observe)
        except StoreAway:
            left = end - time.monotonic()
            if left <= 0:
                raise
            log.warning("the database does not answer yet; it is asked again for %.0f s", left)
            time.sleep(_AGAIN_S)


def _open(  # noqa: PLR0913, PLR0917 - everything is passed in
    url: URL,
    data_dir: Path,
    data_key: str | None,
    keep: Retention,
    limit: int,
    lease: float,
    trip: Callable[[str], None],
    observe: Callable[[float, int], None] | None,
) -> SqlStore:
    file = file_of(url)
    with ExitStack() as undo, as_store_errors():
        if file is not None:
            lock = Lock(file)
            undo.callback(lock.release)
        writer = writing(url)
        undo.callback(writer.dispose)
        upgrade(writer, trip=trip)
        cipher = unseal(writer, data_key, data_dir)
        with writer.begin() as connection:
            reseal(connection, cipher)
        reader = reading(url)
        undo.callback(reader.dispose)
        holding = Holding(uuid4().hex, lease, sole=file is not None)
        _take_lanes(writer, holding)
        return SqlStore(
            writer,
            reader,
            cipher,
            holding=holding,
            keep=keep,
            limit=limit,
            at_close=undo.pop_all().close,
            trip=trip,
            observe=observe,
        )


def _take_lanes(engine: Engine, holding: Holding) -> None:
    asked = time.monotonic()
    with engine.begin() as connection:
        if holding.sole:
            tended = claiming.take_all(connection, holding.me)
        else:
            tended = claiming.tend(connection, holding.me, holding.lease, frozenset)
    holding.told(tended.tokens, tended.leaving, asked)

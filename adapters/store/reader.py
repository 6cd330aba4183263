"""Reading: some connections that cannot change anything, off the event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from adapters.store.engines import READERS
from adapters.store.trouble import as_store_errors, was_cut
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

T = TypeVar("T")


class Reader:
    """Runs queries on an engine of ``engines.reading``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._closed = False

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Give the query's result; ``StoreError`` when the database does not answer."""
        if self._closed:
            msg = "the store is closed"
            raise StoreError(msg)
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.now, query)

    def now(self, query: Callable[[Connection], T]) -> T:
        """Give the query's result, blocking."""
        with as_store_errors():
            try:
                with self._engine.connect() as connection:
                    return query(connection)
            except Exception as error:
                if not was_cut(error):
                    raise
            # A connection of before the database's restart: reading again harms nobody.
            with self._engine.connect() as connection:
                return query(connection)

    def refuse(self) -> None:
        """Take no further query."""
        self._closed = True

    def close(self) -> None:
        """End the threads, when their queries are done."""
        self._threads.shutdown()

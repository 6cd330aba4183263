"""Reading: some connections that cannot change anything, off the event loop.

What is asked for in one turn of the loop is read together, by one thread on one connection: waking a
thread, and the loop again, costs as much as a short query. A result that took long is told at once.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Generic, TypeVar

from adapters.store.engines import READERS
from adapters.store.trouble import as_store_errors, was_cut
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Engine

T = TypeVar("T")

_TOGETHER = 8
"""So many queries at most wait for one another."""
_SOON_S = 0.002


class _Query(Generic[T]):
    """A query and who waits for it. ``result`` is set, or ``error``."""

    __slots__ = ("error", "future", "loop", "query", "result")

    def __init__(self, query: Callable[[Connection], T], loop: asyncio.AbstractEventLoop) -> None:
        self.query = query
        self.loop = loop
        self.future: asyncio.Future[T] = loop.create_future()
        self.result: T
        self.error: BaseException | None = None


class Reader:
    """Runs queries on an engine of ``engines.reading``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._new: list[_Query[object]] = []
        self._closed = False

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Give the query's result; ``StoreError`` when the database does not answer."""
        if self._closed:
            msg = "the store is closed"
            raise StoreError(msg)
        one = _Query(query, asyncio.get_running_loop())
        if not self._new or self._new[0].loop is not one.loop:
            self._new = []
            one.loop.call_soon(self._hand_over, self._new)
        self._new.append(one)  # type: ignore[arg-type] # the result goes back to whoever asked
        return await one.future

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

    def _hand_over(self, queries: list[_Query[object]]) -> None:
        if self._new is queries:
            self._new = []
        for start in range(0, len(queries), _TOGETHER):
            some = queries[start : start + _TOGETHER]
            try:
                self._threads.submit(self._work, some)
            except RuntimeError:  # closed meanwhile
                for one in some:
                    one.error = StoreError("the store is closed")
                _tell(some)

    def _work(self, queries: Sequence[_Query[object]]) -> None:
        done: list[_Query[object]] = []
        begun = time.perf_counter()
        for one in queries:
            try:
                one.result = self.now(one.query)
            except BaseException as error:  # noqa: BLE001 - it is told to whoever asked
                one.error = error
            done.append(one)
            if time.perf_counter() - begun > _SOON_S:
                _call(done)
                done, begun = [], time.perf_counter()
        if done:
            _call(done)


def _call(queries: Sequence[_Query[object]]) -> None:
    try:
        queries[0].loop.call_soon_threadsafe(_tell, queries)
    except RuntimeError:  # that loop was closed: nobody waits any more
        return


def _tell(queries: Sequence[_Query[object]]) -> None:
    for one in queries:
        if one.future.done():  # whoever asked went away
            continue
        if one.error is not None:
            one.future.set_exception(one.error)
        else:
            one.future.set_result(one.result)

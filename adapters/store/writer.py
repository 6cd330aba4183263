"""The one thread that writes. What waits is committed together, so one fsync serves many.

A group is one transaction. When a unit fails, the group is undone and its units are tried again
one by one, each in its own transaction: a poisoned unit harms nobody else. A caller's future
resolves only after the commit that holds its unit.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from adapters.store import ledger
from adapters.store.trouble import is_lost, was_crossed, was_cut
from adapters.store.unit import Unit, batches, fail, tell, work
from bot.errors import StoreBusy, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Engine

T = TypeVar("T")
Item = TypeVar("Item")

GROUP = 64
LONGEST_QUEUE = 10_000


class Writer:
    """Takes units of work from any event loop and commits them in groups.

    trip     told "<point> before commit" and "<point> after commit", to be killed there in tests
    observe  told the seconds and the number of units of every commit
    news     told when a commit had something for the feed; all three in the writing thread
    """

    def __init__(
        self,
        engine: Engine,
        group: int = GROUP,
        *,
        trip: Callable[[str], None] | None = None,
        observe: Callable[[float, int], None] | None = None,
        news: Callable[[], None] | None = None,
    ) -> None:
        self._engine = engine
        self._news = news
        self._trip = trip
        self._observe = observe
        self._group = group
        self._queue: SimpleQueue[Unit] = SimpleQueue()
        self._new: deque[Unit] = deque()
        self._closed = False
        self._committing = False
        # A daemon: a program that ends without ``close`` loses only what nobody was promised.
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], T], *, bare: bool = False) -> asyncio.Future[T]:
        """Queue a unit; the future resolves after its commit. ``work`` may run more than once.

        A ``bare`` unit runs outside any transaction, on the driver's own connection (checkpoints).
        """
        return self._put(Unit(work=work, bare=bare))

    def submit_to(
        self, many: Callable[[Connection, Sequence[Item]], Sequence[T]], item: Item, point: str = ""
    ) -> asyncio.Future[T]:
        """Queue an item for ``many``, which is given the items of all who wait for it at once.

        It answers for each, in order, or raises: then each is tried again alone.
        """
        return self._put(Unit(many=many, item=item, point=point))

    def close(self) -> None:
        """Commit all that waits, then end the thread. Blocks; may be called twice."""
        if not self._closed:
            self._closed = True
            self._hand_over()
            self._queue.put(Unit())
        self._thread.join()

    def _put(self, unit: Unit) -> asyncio.Future[Any]:
        if self._closed:
            msg = "the store is closed"
            raise StoreError(msg)
        if self._queue.qsize() + len(self._new) >= LONGEST_QUEUE:
            raise StoreBusy(retry_after=5)
        unit.loop = asyncio.get_running_loop()
        unit.future = unit.loop.create_future()
        self._new.append(unit)
        if len(self._new) == 1:
            # What comes in one turn of the loop is handed over together: waking the thread is the dear part.
            unit.loop.call_soon(self._hand_over)
        return unit.future

    def _hand_over(self) -> None:
        try:
            while True:
                self._queue.put(self._new.popleft())
        except IndexError:
            pass

    def _run(self) -> None:
        ending = False
        while not ending:
            units = self._waiting()
            ending = any(unit.ends for unit in units)
            for batch in batches([unit for unit in units if not unit.ends]):
                self._write(batch)
                tell(batch)

    def _waiting(self) -> list[Unit]:
        units = [self._queue.get()]
        try:
            while len(units) < self._group:
                units.append(self._queue.get_nowait())
        except Empty:
            pass
        return units

    def _write(self, units: list[Unit]) -> None:
        """Write a group; afterwards every unit has a result or an error."""
        failure = self._try(units)
        if failure is None:
            return
        if len(units) == 1 or is_lost(failure):
            fail(units, failure)
            return
        for position, unit in enumerate(units):
            alone = self._try([unit])
            if alone is not None and is_lost(alone):
                fail(units[position:], alone)
                return
            if alone is not None:
                fail([unit], alone)

    def _try(self, units: list[Unit]) -> BaseException | None:
        """Try once, and once more where nothing was written and the reason is gone."""
        failure = self._attempt(units)
        if failure is None or self._committing or units[0].bare:
            return failure
        # A pooled connection was dead; or another process and we waited for each other, and we gave way.
        return self._attempt(units) if was_cut(failure) or was_crossed(failure) else failure

    def _attempt(self, units: list[Unit]) -> BaseException | None:
        self._committing = False
        begun = time.perf_counter()
        try:
            with self._engine.connect() as connection:
                if units[0].bare:
                    work(units, connection)
                    return None
                with connection.begin() as transaction:
                    with ledger.kept(connection) as page:
                        work(units, connection)
                    self._pass(units, "before")
                    self._committing = True
                    transaction.commit()
            self._pass(units, "after")
            if page.happened and self._news is not None:
                self._news()
            if self._observe is not None:
                self._observe(time.perf_counter() - begun, len(units))
        except BaseException as error:  # noqa: BLE001 - this thread must outlive every unit
            return error
        return None

    def _pass(self, units: list[Unit], side: str) -> None:
        if self._trip is not None:
            for point in {unit.point: None for unit in units if unit.point}:
                self._trip(f"{point} {side} commit")

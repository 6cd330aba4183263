"""The feed as it is followed: read once for all who follow it, however many they are.

A hint wakes the hub, and so does a second gone by; what it then reads from the table it hands to
everybody. Who comes back after a while finds what they missed at hand, or else in the table.
"""

from __future__ import annotations

import asyncio
import logging
from bisect import bisect_right
from collections import deque
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from adapters.casebook import FeedRow
from adapters.store.ledger import NAME
from adapters.store.tables_cases import feed
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from adapters.store.transcript import Read

log = logging.getLogger(__name__)

POLL = 1.0
_GAP = 0.05
"""What is committed within so many seconds is read at once."""
_AT_HAND = 5_000
_PAGE = 500


class Hub:
    """Follows the feed for one process, from the first one who waits to ``close``."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._rows: deque[FeedRow] = deque(maxlen=_AT_HAND)
        self._from = 0
        """All that is newer than this, up to the newest one known, is at hand."""
        self._newest = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()
        self._more = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Have the feed looked at: something was committed."""
        self._woken.set()

    def hint(self, name: str) -> None:
        """Ring if another process hints at the feed, and not at a talk."""
        if name == NAME:
            self.ring()

    def news(self) -> None:
        """Ring from another thread."""
        if self._loop is not None:
            try:
                self._loop.call_soon_threadsafe(self.ring)
            except RuntimeError:  # that loop was closed: nobody follows any more
                self._loop = None

    async def after(self, position: int, limit: int = _PAGE) -> Sequence[FeedRow]:
        """Give what follows a position, oldest first."""
        await self._begin()
        if position < self._from:
            return await self._read(lambda connection: after(connection, position, limit))
        rows = list(self._rows)
        start = bisect_right(rows, position, key=lambda row: row.id)
        return rows[start : start + limit]

    async def newest(self) -> int:
        """Give the newest position."""
        return await self._read(newest)

    async def oldest(self) -> int:
        """Give the oldest position that is kept; 1 when there is none."""
        return await self._read(oldest)

    async def wait(self, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until something follows ``position``; False when time is up."""
        await self._begin()
        try:
            async with asyncio.timeout(timeout):
                while self._newest <= position:
                    await self._more.wait()
        except TimeoutError:
            return False
        return True

    async def close(self) -> None:
        """Follow it no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _begin(self) -> None:
        if self._task is not None:
            return
        self._loop = asyncio.get_running_loop()
        first = await self._read(newest)
        if self._task is None:  # and nobody else began meanwhile
            self._from = self._newest = first
            self._task = asyncio.create_task(self._follow(), name="store-feed")

    async def _follow(self) -> None:
        while True:
            try:
                await self._look()
            except StoreError as error:
                log.warning("the feed has to wait: %s", type(error).__name__)
            try:
                await asyncio.wait_for(self._woken.wait(), POLL)
            except TimeoutError:
                continue
            await asyncio.sleep(_GAP)
            self._woken.clear()

    async def _look(self) -> None:
        while rows := await self._read(lambda connection: after(connection, self._newest, _PAGE)):
            overflow = len(self._rows) + len(rows) - _AT_HAND
            if overflow > 0:
                self._from = self._rows[overflow - 1].id
            self._rows.extend(rows)
            self._newest = rows[-1].id
            more, self._more = self._more, asyncio.Event()
            more.set()


def after(connection: Connection, position: int, limit: int) -> list[FeedRow]:
    """Give rows of the feed, oldest first."""
    statement = select(feed).where(feed.c.id > position).order_by(feed.c.id).limit(limit)
    return [FeedRow(row.id, row.at, row.case_id, row.kind, row.who, row.state) for row in connection.execute(statement)]


def newest(connection: Connection) -> int:
    """Give the newest position."""
    return connection.execute(select(func.max(feed.c.id))).scalar() or 0


def oldest(connection: Connection) -> int:
    """Give the oldest position."""
    return connection.execute(select(func.min(feed.c.id))).scalar() or 1

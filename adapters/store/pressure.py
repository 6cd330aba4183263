"""How much waits: above a limit new messages are refused, so that those inside are answered."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from adapters.store import inbox
from bot.errors import StoreBusy

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.store.transcript import Read

_FRESH = 1.0
_RETRY_AFTER = 10


class Pressure:
    """Counts along with what this process does, and asks the database about once a second."""

    def __init__(self, limit: int, depth: int, read: Read) -> None:
        self._limit = limit
        self._depth = depth
        self._read = read
        self._asked = time.monotonic()

    async def admit(self) -> None:
        """Pass, or raise ``StoreBusy``.

        Who passes does so without giving way to others: messages must not overtake each other here.
        """
        if self._depth < self._limit:
            return
        if self._stale():
            await self._read(self.look)
        if self._depth >= self._limit:
            raise StoreBusy(_RETRY_AFTER)

    def look(self, connection: Connection) -> None:
        """Count anew, now and then: other processes keep and answer too."""
        self._depth = inbox.depth(connection, self._limit)

    def look_again(self, connection: Connection) -> None:
        """Count anew if the last time was long ago. Runs in the writer's thread, beside a keeping."""
        if self._stale():
            self.look(connection)

    def came(self, number: int) -> None:
        """Count what was kept."""
        self._depth += number

    def went(self) -> None:
        """Count what was answered."""
        self._depth -= 1

    def _stale(self) -> bool:
        now = time.monotonic()
        stale = now - self._asked > _FRESH
        if stale:
            self._asked = now
        return stale

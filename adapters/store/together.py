"""What many ask for at once is read once: whoever comes while it is being read waits for the next reading, together.

Nobody gets what was read before they asked, so nothing that they have done is missing from it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")


class Together(Generic[T]):
    """One thing that is read again and again."""

    def __init__(self, read: Callable[[], Awaitable[T]]) -> None:
        self._read = read
        self._running: asyncio.Task[T] | None = None
        self._next: asyncio.Task[T] | None = None

    async def give(self) -> T:
        """Give what is read from now on."""
        loop = asyncio.get_running_loop()
        if self._next is None or self._next.get_loop() is not loop:
            running = self._running
            before = running if running is not None and running.get_loop() is loop else None
            self._next = loop.create_task(self._after(before))
            self._next.add_done_callback(_seen)
        # Shielded: whoever goes away does not take it from the others.
        return await asyncio.shield(self._next)

    async def _after(self, before: asyncio.Task[T] | None) -> T:
        if before is not None:
            await asyncio.wait((before,))
        self._running, self._next = self._next, None
        return await self._read()


def _seen(task: asyncio.Task[T]) -> None:
    """Look at an error even when everybody who waited has gone."""
    if not task.cancelled():
        task.exception()

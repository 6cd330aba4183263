"""Waking those who wait for a talk. A ring is a hint; the poll, one query for all, is the truth."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adapters.store.hints import talk_name
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping

log = logging.getLogger(__name__)

POLL = 1.0

Talk = tuple[str, str]


@dataclass(eq=False, slots=True)
class _Waiter:
    position: int
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class Doorbell:
    """``newest`` gives the newest position of each of some talks."""

    def __init__(self, newest: Callable[[Collection[Talk]], Awaitable[Mapping[Talk, int]]]) -> None:
        self._newest = newest
        self._waiters: defaultdict[Talk, set[_Waiter]] = defaultdict(set)
        self._names: dict[str, Talk] = {}
        self._poller: asyncio.Task[None] | None = None

    def ring(self, talk: Talk) -> None:
        """Wake all who wait for a talk: something was committed."""
        for waiter in self._waiters.get(talk, ()):
            waiter.woken.set()

    def hint(self, name: str) -> None:
        """Ring by a talk's short name: another process committed something."""
        talk = self._names.get(name)
        if talk is not None:
            self.ring(talk)

    async def wait(self, talk: Talk, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until the talk has something newer than ``position``; False when time is up."""
        waiter = _Waiter(position)
        # Before looking, so that what is committed in between is not missed.
        self._waiters[talk].add(waiter)
        self._names[name := talk_name(*talk)] = talk
        try:
            async with asyncio.timeout(timeout):
                while (await self._newest((talk,))).get(talk, 0) <= position:
                    self._poll()
                    await waiter.woken.wait()
                    waiter.woken.clear()
        except TimeoutError:
            return False
        finally:
            self._waiters[talk].discard(waiter)
            if not self._waiters[talk]:
                del self._waiters[talk], self._names[name]
        return True

    async def close(self) -> None:
        """Stop polling."""
        if self._poller is not None:
            self._poller.cancel()
            await asyncio.gather(self._poller, return_exceptions=True)

    def _poll(self) -> None:
        if self._poller is None or self._poller.done():
            self._poller = asyncio.create_task(self._polling(), name="store-doorbell")

    async def _polling(self) -> None:
        """Look once a second, for as long as anybody waits."""
        while self._waiters:
            await asyncio.sleep(POLL)
            try:
                newest = await self._newest(tuple(self._waiters))
            except StoreError as error:
                log.warning("waiting for the database", extra={"error": str(error)})
                continue
            for talk, position in newest.items():
                for waiter in self._waiters.get(talk, ()):
                    if waiter.position < position:
                        waiter.woken.set()

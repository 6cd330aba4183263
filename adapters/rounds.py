"""What is looked after again and again: lanes, what nobody lined up, what is to be forgotten."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.store.store import SqlStore
    from bot.reception import Reception

_log = logging.getLogger(__name__)

LANES_S = 2.0
RESUME_S = 30.0
_SOON_S = 0.02


async def none() -> int:
    """Have nothing to do."""
    return 0


class Rounds:
    """One task. Where several processes share the work, what another one kept for us is looked for often.

    clocks  looks who is here to help, and makes the moves of cases that are due
    """

    def __init__(
        self,
        store: SqlStore,
        reception: Reception,
        sending: Callable[[], frozenset[tuple[str, str]]],
        *,
        shared: bool,
        clocks: Callable[[], Awaitable[int]] = none,
    ) -> None:
        self._store = store
        self._reception = reception
        self._sending = sending
        self._shared = shared
        self._clocks = clocks
        self._hint = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Take our lanes, line up what waits in them, and go on looking.

        A database that went away meanwhile is no reason not to open: the first round begins when it is back.
        """
        begun = time.monotonic()
        try:
            await self._store.tend_lanes()
            await self._clocks()
            await self._reception.resume()
        except StoreError as error:
            _log.warning("the first round has to wait: %s", type(error).__name__)
            begun = -math.inf
        self._store.listen(lambda _: self._hint.set())
        self._task = asyncio.create_task(self._go(begun), name="rounds")

    def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _go(self, begun: float) -> None:
        resumed = tended = begun
        while True:
            hinted = await self._wait()
            now = time.monotonic()
            try:
                came: frozenset[int] = frozenset()
                if now - tended >= LANES_S:
                    came, tended = await self._lanes(), now
                    await self._clocks()
                if hinted or came or self._shared or now - resumed >= RESUME_S:
                    await self._reception.resume()
                if now - resumed >= RESUME_S:
                    resumed = now
                    await self._store.tend(datetime.now(UTC))
            except StoreError as error:
                _log.warning("the round has to wait: %s", type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the next round may go well
                _log.error("a round broke: %s", type(error).__name__)

    async def _wait(self) -> bool:
        """Wait for the next round, or for a hint; hints that come together are one."""
        try:
            await asyncio.wait_for(self._hint.wait(), LANES_S)
        except TimeoutError:
            return False
        await asyncio.sleep(_SOON_S)
        self._hint.clear()
        return True

    async def _lanes(self) -> frozenset[int]:
        busy = self._reception.busy | self._sending()
        return await self._store.tend_lanes(frozenset(self._store.lane(*talk) for talk in busy))

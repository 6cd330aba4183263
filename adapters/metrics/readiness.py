"""Whether the counter may be called ready: a message can be kept, decided and sent."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.metrics.figures import BUILT
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from adapters.metrics.figures import Metrics, Waiting
    from adapters.metrics.pulse import Pulse

ROOM = 256 << 20
"""Bytes that must be free: below this a database cannot tidy up. The alarm rings long before, at 2 GiB."""
_EVERY = 10.0


@dataclass(frozen=True, slots=True)
class State:
    """``checks`` says of each part whether it holds."""

    checks: Mapping[str, bool]

    @property
    def ready(self) -> bool:
        """Say whether all of it holds."""
        return all(self.checks.values())


class Readiness:
    """Looks at all parts when asked.

    commit   makes one real commit, ``StoreError`` when it cannot
    folder   where the data lies; one that is not there yet is looked for higher up
    senders  by channel, whether its sender is at work
    """

    def __init__(  # noqa: PLR0913 - each is one thing that may be wrong
        self,
        metrics: Metrics,
        pulse: Pulse,
        *,
        commit: Callable[[], Awaitable[None]],
        folder: Path,
        clock: Callable[[], datetime],
        senders: Mapping[str, Callable[[], bool]],
    ) -> None:
        self._metrics = metrics
        self._pulse = pulse
        self._commit = commit
        self._folder = folder
        self._clock = clock
        self._senders = senders
        self.stopping = False
        """Set at the signal to stop: a proxy is to send nobody here any more."""

    async def look(self) -> State:
        """Look at everything now, and set the gauges by it."""
        state = State(
            {
                "store": await self._stores(),
                "disk": self._free() >= ROOM,
                "clock": self._clock() >= BUILT,
                "loop": self._pulse.alive,
                "senders": not self.stopping and all(alive() for alive in self._senders.values()),
                "channels": not self._metrics.refused,
            },
        )
        self._metrics.readiness(state.checks)
        return state

    async def watch(self, waiting: Callable[[], Awaitable[Waiting]], every: float = _EVERY) -> None:
        """Keep the gauges up to date until cancelled; to be run as a task."""
        while True:
            await self.look()
            # The gauges keep their last values then; that the store is away is said by ``ready_check``.
            with suppress(StoreError):
                self._metrics.waiting(await waiting())
            await asyncio.sleep(every)

    async def _stores(self) -> bool:
        try:
            await self._commit()
        except StoreError:
            return False
        return True

    def _free(self) -> int:
        folder = self._folder.absolute()
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        try:
            free = shutil.disk_usage(folder).free
        except OSError:
            free = 0
        self._metrics.disk(free)
        return free

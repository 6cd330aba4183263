"""How late the event loop is: what is due now is done now, or people wait."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ALIVE = 1.0
"""Seconds of lag from which the process is no longer called alive."""
_EVERY = 0.25
_KEPT = 60


class Pulse:
    """Beats four times a second and notes how late each beat came."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[float], None] | None = None,
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._late: deque[float] = deque([0.0], maxlen=_KEPT)
        self._due: float | None = None

    async def beat(self) -> None:
        """Beat until cancelled; to be run as a task."""
        while True:
            self._due = self._clock() + _EVERY
            await asyncio.sleep(_EVERY)
            self.note()

    def note(self) -> None:
        """Note how late this beat is."""
        if self._due is not None:
            self._late.append(max(0.0, self._clock() - self._due))
            if self._tell is not None:
                self._tell(self.worst)

    @property
    def lag(self) -> float:
        """Give the seconds by which the loop is late now; a beat that is overdue counts already."""
        overdue = self._clock() - self._due if self._due is not None else 0.0
        return max(self._late[-1], overdue)

    @property
    def worst(self) -> float:
        """Give the worst lag of the last 15 seconds."""
        return max(self._late)

    @property
    def alive(self) -> bool:
        """Say whether the loop does what is due."""
        return self.lag < ALIVE

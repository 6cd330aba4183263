"""How much one visitor, or one address, may write. Nobody's flood slows somebody else down."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = 20_000
"""Keys remembered at most; the one idle longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Pace:
    """At most ``count`` in any ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Everything the page refuses by size or pace. An address may be a whole classroom."""

    body_bytes: int = 1024 * 1024
    characters: int = 5000
    visitor: tuple[Pace, ...] = (Pace(20, 10), Pace(100, 60))
    address: tuple[Pace, ...] = (Pace(200, 10), Pace(1000, 60))
    streams_per_visitor: int = 12
    streams_per_address: int = 400
    keep_alive: float = 15


class Gate:
    """A sliding window per key: exact, and refused tries do not prolong the wait."""

    def __init__(self, paces: tuple[Pace, ...], clock: Callable[[], float]) -> None:
        self._paces = paces
        self._clock = clock
        self._longest = max(pace.count for pace in paces)
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """Give 0 when one more may pass now, else the seconds to wait."""
        times = self._seen.get(key, deque())
        now = self._clock()
        waits = [times[-pace.count] + pace.seconds - now for pace in self._paces if len(times) >= pace.count]
        longest = max(waits, default=0)
        return ceil(longest) if longest > 0 else 0

    def passed(self, key: str) -> None:
        """Count one that passed."""
        times = self._seen.setdefault(key, deque(maxlen=self._longest))
        times.append(self._clock())
        self._seen.move_to_end(key)
        if len(self._seen) > KEPT:
            self._seen.popitem(last=False)


class Turnstile:
    """Counts what is open at the same time per key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[str, int] = {}

    def enter(self, key: str) -> bool:
        """Take a place; False when all are taken."""
        if self._open.get(key, 0) >= self._most:
            return False
        self._open[key] = self._open.get(key, 0) + 1
        return True

    def leave(self, key: str) -> None:
        """Give the place back."""
        left = self._open.get(key, 0) - 1
        if left > 0:
            self._open[key] = left
        else:
            self._open.pop(key, None)

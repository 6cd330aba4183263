"""Token buckets: each call of the API has its own, refilled steadily."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Rates:
    """The buckets of one channel."""

    def __init__(self, limits: Mapping[str, tuple[int, float]]) -> None:
        self._limits = limits
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, name: str, now: float) -> bool:
        """Take one request out of a bucket; False when it is empty."""
        limit = self._limits.get(name) or self._limits.get("*")
        if limit is None:
            return True
        most, seconds = limit
        left, then = self._buckets.get(name, (float(most), now))
        left = min(float(most), left + (now - then) * most / seconds)
        if left < 1:
            self._buckets[name] = (left, now)
            return False
        self._buckets[name] = (left - 1, now)
        return True

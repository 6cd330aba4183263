"""How fast a platform may be written to: token buckets, one a channel and one a talk."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

KEPT = 20_000
"""Talks whose bucket is remembered; one that was idle that long is full again anyway."""


@dataclass(frozen=True, slots=True)
class Pace:
    """So many calls a second on average, and so many at once when it was quiet before."""

    rate: float
    burst: float


@dataclass(slots=True)
class Bucket:
    """A token bucket that can be overdrawn: who takes a token early is told how long to wait for it."""

    pace: Pace
    level: float = field(init=False)
    seen: float | None = None

    def __post_init__(self) -> None:
        """Begin full."""
        self.level = self.pace.burst

    def left(self, now: float) -> float:
        """Give the tokens that are there at ``now`` (monotonic seconds)."""
        if self.seen is not None:
            self.level = min(self.pace.burst, self.level + (now - self.seen) * self.pace.rate)
        self.seen = now
        return self.level

    def take(self, now: float) -> float:
        """Take a token at ``now``; give the seconds to wait before using it."""
        self.level = self.left(now) - 1
        return max(0.0, -self.level / self.pace.rate)


class Paces:
    """The buckets of one channel: everything together, and each talk by itself."""

    def __init__(self, whole: Pace, talk: Pace) -> None:
        self._whole = Bucket(whole)
        self._talk = talk
        self._talks: OrderedDict[str, Bucket] = OrderedDict()

    def wait(self, talk: str, now: float) -> float:
        """Take a token for one call to a talk; give the seconds to wait before making it."""
        bucket = self._talks.get(talk)
        if bucket is None:
            bucket = self._talks[talk] = Bucket(self._talk)
            if len(self._talks) > KEPT:
                self._talks.popitem(last=False)
        else:
            self._talks.move_to_end(talk)
        return max(self._whole.take(now), bucket.take(now))

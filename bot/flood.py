"""Who writes faster than anyone can read: so that one person's flood costs the others nothing."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field

KEPT = 20_000
"""Talks remembered at most; the one idle longest is forgotten first."""


@dataclass(slots=True)
class _Talk:
    times: deque[float]
    told: bool = False


@dataclass(slots=True)
class Flood:
    """At most ``count`` messages in any ``seconds`` of one talk are answered."""

    count: int = 20
    seconds: float = 10.0
    _talks: OrderedDict[tuple[str, str], _Talk] = field(default_factory=OrderedDict)

    def surplus(self, talk: tuple[str, str], now: float) -> bool:
        """Count a message that came ``now`` (monotonic seconds); True when it is one too many.

        What is too many counts as well: the flood has to end before answers begin again.
        """
        known = self._talks.get(talk)
        if known is None:
            known = self._talks[talk] = _Talk(deque(maxlen=self.count))
            if len(self._talks) > KEPT:
                self._talks.popitem(last=False)
        else:
            self._talks.move_to_end(talk)
        full = len(known.times) == self.count and now - known.times[0] < self.seconds
        known.times.append(now)
        if not full:
            known.told = False
        return full

    def first(self, talk: tuple[str, str]) -> bool:
        """Say whether this flood has not been told of yet; from now on it has."""
        known = self._talks.get(talk)
        if known is None or known.told:
            return False
        known.told = True
        return True

"""What this process knows of the lanes it holds. It may be late; the fence in the database is not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from adapters.store.lanes import LANES, NO_TOKEN, lane_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TRUSTED = 0.8
"""The part of a lease after which we no longer believe in it: clocks and commits take their time."""


class Holding:
    """The lanes of one process.

    me      this process's name; a new one at every start
    lease   seconds for which a lane is held unless it is renewed
    sole    nobody else can hold any (SQLite): nothing runs out
    """

    def __init__(self, me: str, lease: float, *, sole: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self.me = me
        self.lease = lease
        self.sole = sole
        self.clock = clock
        self._tokens: Mapping[int, int] = {}
        self._leaving: frozenset[int] = frozenset()
        self._fresh: frozenset[int] = frozenset()
        self._renewed = 0.0

    @property
    def valid(self) -> bool:
        """Say whether the leases can still be ours."""
        return self.sole or self.clock() - self._renewed < self.lease * _TRUSTED

    @property
    def lanes(self) -> frozenset[int]:
        """Give the lanes whose talks are to be taken up here."""
        return frozenset(self._tokens) - self._leaving if self.valid else frozenset()

    @property
    def some(self) -> frozenset[int] | None:
        """Give the lanes to ask for, or None for all."""
        lanes = self.lanes
        return None if len(lanes) == LANES else lanes

    def ours(self, lane: int) -> bool:
        """Say whether a lane's talks are to be taken up here."""
        return lane in self._tokens and lane not in self._leaving and self.valid

    def token(self, channel: str, conversation: str) -> tuple[int, int]:
        """Give the lane of a talk and what to show at the fence."""
        lane = lane_of(channel, conversation)
        return lane, self._tokens.get(lane, NO_TOKEN)

    def told(self, tokens: Mapping[int, int], leaving: frozenset[int], asked: float) -> None:
        """Take note of what the database said; ``asked`` on our clock, before it was asked."""
        before = {lane for lane in self._tokens.keys() - self._leaving if tokens.get(lane) == self._tokens[lane]}
        self._fresh = (self._fresh & tokens.keys()) | (tokens.keys() - leaving - before)
        self._tokens, self._leaving, self._renewed = tokens, leaving, asked

    def fresh(self) -> frozenset[int]:
        """Give the lanes that came since this was last asked."""
        fresh, self._fresh = self._fresh, frozenset()
        return fresh

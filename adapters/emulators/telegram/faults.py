"""Misfortunes on the wire, ordered by a test: which calls, how often, how likely."""

from __future__ import annotations

import random
from dataclasses import dataclass

KINDS = (
    "429",
    "500",
    "502",
    "html",
    "timeout-before",
    "timeout-after",
    "reset-before",
    "reset-after",
    "slow",
    "refuse",
)
_OTHER = {"reset": "reset-before", "timeout": "timeout-before"}


@dataclass(slots=True)
class Fault:
    """What is to happen to calls that match.

    `match`: a method's name or *. `times`: how often, None for ever. `person`: only calls about this chat.
    `chance`: between 0 and 1. `retry_after`: for 429. `seconds`: how slow, for slow.
    """

    kind: str
    match: str = "*"
    times: int | None = 1
    person: int | None = None
    chance: float = 1.0
    retry_after: int = 3
    seconds: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a kind there is none of: a misspelt fault would prove nothing. Raises ValueError."""
        self.kind = _OTHER.get(self.kind, self.kind)
        if self.kind not in KINDS:
            raise ValueError(self.kind)


class Faults:
    """The faults in force; the first that matches happens."""

    def __init__(self, seed: int = 0) -> None:
        self.all: list[Fault] = []
        self._random = random.Random(seed)  # noqa: S311 -- the same misfortunes at every run

    def add(self, fault: Fault) -> None:
        """Put one in force."""
        self.all.append(fault)

    def clear(self) -> None:
        """End all."""
        self.all.clear()

    def strike(self, method: str, person: int | None) -> Fault | None:
        """Give what happens to this call, and count it."""
        for fault in self.all:
            fits = fault.match.lower() in {"*", method.lower()} and fault.person in {None, person}
            if not fits or (fault.chance < 1.0 and self._random.random() >= fault.chance):
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.all.remove(fault)
            return fault
        return None

"""What may go wrong on the platform's side, on demand: chosen by call, person, count and chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.emulators.line.names import Names

KINDS = (
    "429", "monthly", "500", "html", "timeout-before", "timeout-after", "reset", "reset-after", "slow", "refuse",
)  # fmt: skip
"""429 and any other status as a number; monthly: 429 in the words of the quota; html: a 502 page that is no UTF-8;
timeout: no answer, before or after the call took effect; reset: the connection breaks, likewise; refuse: the same as
reset, as a port can not refuse one call; slow: the answer comes in drops."""


@dataclass(slots=True)
class Fault:
    """One fault: which calls (`*`: all), of which kind, for whom, how often (None: always), with what chance."""

    match: str
    kind: str
    times: int | None = 1
    person: str | None = None
    retry_after: int | None = None
    chance: float = 1.0
    seconds: float = 30.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS and not (self.kind.isdecimal() and len(self.kind) == len("500")):
            msg = f"no such fault; choose one of {', '.join(KINDS)} or a status"
            raise ValueError(msg)


class Faults:
    """The faults that wait to happen."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.waiting: list[Fault] = []

    def pick(self, name: str, person: str | None) -> Fault | None:
        """Take the first fault that fits a call; one that has happened often enough is gone."""
        for fault in self.waiting:
            fits = fault.match in {name, "*"} and fault.person in {None, person}
            if fits and (fault.chance >= 1 or self._names.chance(fault.chance)):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.waiting.remove(fault)
                return fault
        return None

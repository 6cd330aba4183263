"""What time does to a case: each of these comes from a timer row."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """The office opens."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The office closes."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """The person has not answered for a while."""


@dataclass(frozen=True, slots=True)
class Silence:
    """The owner has not answered for too long."""


@dataclass(frozen=True, slots=True)
class HoldOver:
    """The time of a hold is over."""

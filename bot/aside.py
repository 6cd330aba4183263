"""Cases that are put aside for a while, that are one and the same, and that nobody can reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Snooze:
    """Put one's case out of sight until a moment, or until the person writes."""

    by: str
    until: datetime
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Wake:
    """Take a case back into sight before its time."""

    by: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class SnoozeOver:
    """The time for which a case was put aside is over. It comes from a timer row."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Close a case because another one is about the same person and matter: that one goes on.

    into, number  the other one, and what people call it; note: why it is the same, for colleagues
    """

    by: str
    into: str
    number: str
    note: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Absorb:
    """Take in a case that was merged into this one: the other half of ``Merge``.

    of, number  the other one, and what people call it
    owner       who had it, ``alias`` as the person knew them; urgent, restricted, seen: as it was there
    waits       since when the person waits for an answer there; None when they do not
    """

    by: str
    of: str
    number: str
    note: str = ""
    owner: str | None = None
    alias: str = ""
    urgent: bool = False
    restricted: bool = False
    waits: datetime | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Parted:
    """The case that this one was merged into has ended: its talk goes back to the bot. It comes from a timer row.

    resolved  how that one ended, and going: that it has (the store knows)
    """

    resolved: bool = False
    going: bool = True


@dataclass(frozen=True, slots=True)
class Stranded:
    """The way by which staff answered is gone: the case waits for somebody else, and the person is told."""

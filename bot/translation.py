"""Machine translation, as far as a decision needs it: what can be had, what came of it, what must not be sent.

A translation is an addition: the original always goes first, and is always kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How a text gets from one language into another: directly, over English (two models, two errors), or not."""

    DIRECT = "direct"
    PIVOTED = "pivoted"
    NONE = "none"


class Trouble(StrEnum):
    """Why there is no translation.

    NO_PAIR   no model for this pair; another try changes nothing until one is installed
    TOO_LONG  longer than the engine takes
    BUSY      too much waits; LATE: it took too long; DOWN: the engine does not answer. Another try may help
    BROKEN    the engine answered with something that is no translation (empty, or damaged)
    """

    NO_PAIR = "no-pair"
    TOO_LONG = "too-long"
    BUSY = "busy"
    LATE = "late"
    DOWN = "down"
    BROKEN = "broken"

    @property
    def passing(self) -> bool:
        """Say whether another try may help."""
        return self in {Trouble.BUSY, Trouble.LATE, Trouble.DOWN}


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that must not be harmed, and was.

    kind      "tel", "time", "date", "money", "name", "url", "email", "number", …
    original  as it stands in the original
    """

    kind: str
    original: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in another language, by a machine.

    way     direct or pivoted; engine: what made it ("argos", "libretranslate")
    losses  what was lost or changed on the way: then a counselor decides, it is not sent by itself
    """

    text: str
    source: str
    target: str
    way: Way
    engine: str
    losses: tuple[Loss, ...] = ()

    @property
    def sound(self) -> bool:
        """Say whether nothing was lost."""
        return not self.losses

"""What a message leads to: the next state, what to say, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation import Conversation
    from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class Answered:
    """An entry was given; ``alarm`` when the emergency rules did it, not the finder."""

    entry: str
    language: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """Nothing was found."""

    language: str


@dataclass(frozen=True, slots=True)
class Rated:
    """The person said whether an answer helped."""

    entry: str
    good: bool


@dataclass(frozen=True, slots=True)
class Erased:
    """The person asked that everything of this talk is deleted: the store does it in this step."""


@dataclass(frozen=True, slots=True)
class PersonWanted:
    """The person asked for, or accepted, a human being."""

    topic: str | None


@dataclass(frozen=True, slots=True)
class MessageGone:
    """The person took a message back: its text is erased everywhere; ``event`` is its id."""

    event: str


Event = Answered | Missed | Rated | Erased | PersonWanted | MessageGone


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. Saved as a whole before anything is sent."""

    conversation: Conversation
    replies: tuple[Reply, ...] = ()
    events: tuple[Event, ...] = ()

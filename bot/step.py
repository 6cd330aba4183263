"""What a message leads to: the next state, what to say, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.case import Case, Move, Timer
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


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """The person said yes: the store writes the case and starts its timers in this step."""

    case: Case
    timers: tuple[Timer, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """The person did something to the case: the store moves it (``handoff.move``) in this step.

    What the person is told of it stands in the step already; moves of theirs have no notices.
    """

    case: str
    move: Move


Event = Answered | Missed | Rated | Erased | PersonWanted | MessageGone | CaseOpened | CaseMoved


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. Saved as a whole before anything is sent."""

    conversation: Conversation
    replies: tuple[Reply, ...] = ()
    events: tuple[Event, ...] = ()

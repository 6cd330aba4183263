"""What the page needs from the rest of the house, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from adapters.media import Enclosure
    from bot.message import Message
    from bot.reply import Reply


class Receive(Protocol):
    """Takes one message for good: when it returns, the message is kept.

    A message whose (channel, event) was seen before is taken and changes nothing.
    """

    async def __call__(self, message: Message) -> None:
        """Keep a message; ``bot.errors.StoreBusy`` when it has to come again later."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk, as the person saw or sees it.

    position  grows within a conversation and is never used twice, not even after an erasure
    at        when it was written, time-zone aware
    mine      the person's own line
    text      the person's words, or the label of the choice they tapped; None where there are none
              (a location, a tap nobody offered): then only the page that sent it shows it
    reply     what the counter said; None for the person's own lines
    event     event id of the person's message: the line itself, or the one it answers
    """

    position: int
    at: datetime
    mine: bool
    text: str | None
    reply: Reply | None
    event: str


class Transcript(Protocol):
    """The record of one talk, in order."""

    async def after(self, conversation: str, position: int) -> Sequence[Line]:
        """Give the lines that follow ``position``, oldest first; 0 is before the first."""
        ...

    async def wait(self, conversation: str, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until something newer than ``position`` is there; False when time is up."""
        ...


class Files(Protocol):
    """What counselors sent to people of this page."""

    async def __call__(self, conversation: str, file: str) -> Enclosure | None:
        """Give a file of this very talk; None when there is none (any more), or it is somebody else's."""
        ...


@dataclass(frozen=True, slots=True)
class Numbers:
    """Telephone numbers the page itself shows. They are facts, so they come from outside."""

    fire: str
    police: str
    desk: str

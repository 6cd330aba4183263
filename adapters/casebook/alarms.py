"""Emergencies that rang in talks which the bot has, so that a human being may step in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from adapters.casebook.answers import Done, Refusal
    from bot.case import Claim


@dataclass(frozen=True, slots=True)
class Alarm:
    """An emergency that rang, and how often within a day. Neither a word of it nor whose it was."""

    id: int
    at: datetime
    channel: str
    topic: str
    language: str
    times: int = 1


class Alarms(Protocol):
    """What rang."""

    async def alarms(self) -> Sequence[Alarm]:
        """Give what rang within a day where the bot has the talk, the newest first."""
        ...

    async def take_over(self, alarm: int, who: Claim) -> Done | Refusal:
        """Step in, without a yes of the person's: they are told that somebody is there. Audited."""
        ...

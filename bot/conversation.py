"""What the counter remembers of a talk: as little as the next sentence needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reply import Choice


class Asked(StrEnum):
    """What the counter asked last, so that "yes" and "Tsurumi" mean something."""

    NOTHING = ""
    WHERE = "where"
    PERSON = "person"
    ERASE = "erase"
    SAY_AGAIN = "say-again"


class Owner(StrEnum):
    """Who answers. While a case (a counselor) owns the talk, the bot is silent."""

    BOT = "bot"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Conversation:
    """The state of one talk. Every step makes a new one with ``version`` + 1.

    language   tag of the language we answer in; None until something tells
    chosen     the person chose it (then two messages in another language are needed to change)
    drift      the other language the last message was written in, or None
    misses     messages in a row that found nothing
    offered    choices that a number, an ordinal or their words may take
    topic      entry answered in the last turn; place: place it was about (context for one turn)
    answered   when that was; context older than ``dialog.CONTEXT`` is forgotten
    """

    channel: str
    id: str
    version: int = 0
    language: str | None = None
    chosen: bool = False
    drift: str | None = None
    misses: int = 0
    offered: tuple[Choice, ...] = ()
    topic: str | None = None
    place: str | None = None
    answered: datetime | None = None
    asked: Asked = Asked.NOTHING
    greeted: bool = False
    owner: Owner = Owner.BOT
    epoch: int = 0

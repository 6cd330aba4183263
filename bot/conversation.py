"""What the counter remembers of a talk: as little as the next sentence needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    drift      the other language the last message was written in, or None; the same as
               ``language`` while that is only a guess, which the next sure message corrects
    misses     messages in a row that found nothing
    offered    choices that a number, an ordinal or their words may take
    topic      entry answered in the last turn; place: place it was about (context for one turn)
    answered   when that was; context older than ``leaning.CONTEXT`` is forgotten
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

    @property
    def silent(self) -> bool:
        """Whether somebody else than the bot answers."""
        return self.owner is not Owner.BOT

    def fresh(self) -> Conversation:
        """Forget what was talked about; the language and the owner stay."""
        return replace(self, asked=Asked.NOTHING, offered=(), topic=None, place=None, misses=0)

    def after(
        self, topic: str, place: str | None, now: datetime, offered: tuple[Choice, ...], asked: Asked
    ) -> Conversation:
        """Remember the entry that was answered just now, and what it offered and asked."""
        return replace(
            self, topic=topic, place=place, answered=now, offered=offered, asked=asked, misses=0, greeted=True
        )

    def speaking(self, language: str) -> Conversation:
        """Go on in a language that the person chose."""
        return replace(self, language=language, chosen=True, drift=None, greeted=True)

    def emptied(self) -> Conversation:
        """Forget everything but the language the person reads, and which turn this is."""
        return Conversation(self.channel, self.id, self.version, self.language, self.chosen, epoch=self.epoch)

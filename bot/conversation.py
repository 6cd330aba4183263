"""What the counter remembers of a talk: as little as the next sentence needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.message import Tap, Text
    from bot.reply import Choice


class Asked(StrEnum):
    """What the counter asked last, so that "yes" and "Tsurumi" mean something."""

    NOTHING = ""
    WHERE = "where"
    PERSON = "person"
    ERASE = "erase"
    SAY_AGAIN = "say-again"
    CONSENT = "consent"
    SAME_MATTER = "same-matter"
    FACES = "faces"


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
    outside    the own name of a language that we do not write, if the last message was in one
    misses     messages in a row that found nothing
    offered    choices that a number, an ordinal or their words may take
    topic      entry answered in the last turn; place: place it was about (context for one turn)
    answered   when that was; context older than ``leaning.CONTEXT`` is forgotten
    epoch      grows whenever the talk changes hands between the bot and people
    case       id of the case that owns the talk, or of the one that was resolved last
    resolved   when that one was resolved; None while it is open, and when there is none
    disliked   answers in a row that did not help
    held       what was written when we asked "is it the same matter?"; answered if it is not
    wondered   we have asked that behind an answer, which is enough for one case
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
    case: str | None = None
    resolved: datetime | None = None
    disliked: int = 0
    held: Text | Tap | None = None
    wondered: bool = False
    outside: str | None = None

    @property
    def silent(self) -> bool:
        """Whether somebody else than the bot answers."""
        return self.owner is not Owner.BOT

    def fresh(self) -> Conversation:
        """Forget what was talked about; the language and the owner stay."""
        return replace(self, asked=Asked.NOTHING, offered=(), topic=None, place=None, misses=0, held=None)

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

    def handed_over(self, case: str) -> Conversation:
        """Give the talk into the hands of people: from now on the bot is silent."""
        new = replace(self.fresh(), owner=Owner.CASE, epoch=self.epoch + 1, case=case, resolved=None)
        return replace(new, disliked=0, greeted=True, wondered=False)

    def given_back(self, resolved: datetime | None = None) -> Conversation:
        """Give the talk back to the bot; a resolved case stays in mind for a while."""
        case = None if resolved is None else self.case
        return replace(self.fresh(), owner=Owner.BOT, epoch=self.epoch + 1, case=case, resolved=resolved)

    def emptied(self) -> Conversation:
        """Forget everything but the language the person reads, and which turn this is."""
        epoch = self.epoch + 1 if self.silent else self.epoch
        return Conversation(self.channel, self.id, self.version, self.language, self.chosen, epoch=epoch)

"""The doors of the core. Each has at least two real implementations; time is an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime, timedelta

    from bot.conversation import Conversation
    from bot.entry import About, Answer, Finding, Guess, Spot
    from bot.message import Location, Message
    from bot.parcel import Dispatch, Parcel, Receipt
    from bot.reply import Reply
    from bot.step import Step
    from bot.translation import Translation, Way


class Knowledge(Protocol):
    """What the counter knows. Pure: the same question at the same time gives the same answer."""

    def language(self, text: str, prior: str | None) -> Guess:
        """Say what language a text is written in; ``prior`` is what we believed before."""
        ...

    def find(self, text: str, language: str | None) -> Finding:
        """Find the entry that a text asks for, in any language, whatever ``language`` says."""
        ...

    def answer(self, entry: str, language: str, now: datetime, about: About) -> Answer | None:
        """Put an entry into words; None when there is no such entry."""
        ...

    def spot(self, where: str | Location) -> Spot | None:
        """Find the ward, station or town that a text names, or the spot of a location."""
        ...


class Office(Protocol):
    """When there are counselors, by the language of the person. Pure.

    ``language`` None asks for anybody at all; a language that no team covers is never open.
    """

    def open_for(self, language: str | None, now: datetime) -> bool:
        """Say whether somebody who covers a language is at work."""
        ...

    def takes(self, language: str | None, now: datetime) -> bool:
        """Say whether new people are still taken in: until the last intake, some time before closing."""
        ...

    def opens(self, language: str | None, now: datetime) -> datetime | None:
        """Give the next moment after ``now`` when a team that covers a language opens; None when none ever does."""
        ...

    def closes(self, language: str | None, now: datetime) -> datetime | None:
        """Give the moment when the last team that is open now closes; None when none is open, or none ever closes."""
        ...

    def answers_within(self, language: str | None, now: datetime) -> timedelta | None:
        """Say how soon a counselor answers somebody who writes; None where the office does not say."""
        ...

    def capacity(self, teams: Collection[str]) -> int | None:
        """Say how many open cases somebody of these teams takes at most; None where the office does not say."""
        ...


class Store(Protocol):
    """The durable record. Every method is one unit of work: all of it or nothing."""

    async def keep(self, messages: Sequence[Message]) -> Sequence[Message]:
        """Put messages into the inbox, committed; gives back those not seen before."""
        ...

    async def open(self, channel: str, conversation: str) -> Conversation:
        """Give the latest state of a talk, or a fresh one."""
        ...

    async def save(self, message: Message, step: Step, parcels: Sequence[Parcel] = ()) -> Sequence[Dispatch]:
        """Close the inbox row, write the new state, the person's words, the replies and the outbox."""
        ...

    async def waiting(self) -> Sequence[Message]:
        """Give what was kept but not yet answered, oldest first (after a restart)."""
        ...


class Channel(Protocol):
    """A platform that answers are pushed to; the web page pulls and needs none."""

    @property
    def name(self) -> str:
        """Give the channel's name as in ``Message.channel``."""
        ...

    async def profile(self, message: Message) -> str | None:
        """Ask the platform which language a person reads (a tag we write), before they are greeted.

        Soon (2 s) or not at all; None when it does not say. Never raises.
        """
        ...

    def pack(self, message: Message, before: Conversation, step: Step) -> Sequence[Parcel]:
        """Make the calls that bring a turn to the person, in order. Pure; within every platform limit."""
        ...

    def pack_spoken(self, talk: Conversation, replies: Sequence[Reply], sender: str) -> Sequence[Parcel]:
        """Make the calls that bring what is said outside a turn: a counselor's words, or a notice. Pure.

        ``sender`` is the alias of the counselor who speaks, or "" when the counter does. Nothing was
        written that could be answered: the way must be one that needs no message of the person.
        """
        ...

    async def send(self, dispatch: Dispatch) -> Receipt:
        """Make one call; ``SendError`` says what may be done when it fails. Retries are not its business."""
        ...


class Translator(Protocol):
    """A machine that translates. Tags are ours ("zh-Hant", "ja-easy"); an engine's own codes are its business.

    Nothing that is kept ever waits for it, and no answer longer than ``hearsay.PATIENCE``.
    """

    @property
    def engine(self) -> str:
        """Give the engine's name, as people are told it; "" where there is none."""
        ...

    def way(self, source: str, target: str) -> Way:
        """Say whether and how a text can get from one language into another just now. Never waits."""
        ...

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Translate; within a bounded time. TranslationError says why not."""
        ...

"""A counter with counselors on one database: people write, staff act, time goes by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from adapters.casebook import Done, Refusal, Who
from adapters.store import feed
from bot.case import Claim, Reason, Resolve, Speak
from bot.message import Message, Tap, Text
from bot.parcel import Dead, Parcel, Receipt, Sent
from bot.plain import plain
from bot.reception import Reception
from bot.reply import Kind
from tests.bot.counter import desk
from tests.bot.office import MONDAY, Weekly

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from adapters.casebook import CaseView, Line
    from adapters.store.casebook import SqlCasebook
    from adapters.store.store import SqlStore
    from bot.case import Case, Move
    from bot.conversation import Conversation
    from bot.message import Content
    from bot.parcel import Dispatch, Outcome
    from bot.reply import Reply
    from bot.step import Step

_numbers = count(1)
OLENA, TARAS = ("olena", "Olena"), ("taras", "Taras")


class Pigeon:
    """A platform whose parcels are what was said, one for each reply."""

    name = "line"

    async def profile(self, message: Message) -> str | None:
        return message.language

    def pack(self, message: Message, before: Conversation, step: Step) -> Sequence[Parcel]:
        del message, before
        return [Parcel(_plain(reply), "reply") for reply in step.replies]

    def pack_spoken(self, talk: Conversation, replies: Sequence[Reply], sender: str) -> Sequence[Parcel]:
        del talk
        return [Parcel(f"{sender}: {_plain(reply)}" if sender else _plain(reply), "push") for reply in replies]

    async def send(self, dispatch: Dispatch) -> Receipt:
        return Receipt((str(dispatch.number),))


def _plain(reply: Reply) -> str:
    return plain(replace(reply, kind=Kind.NOTICE, choices=(), sender=""), desk().phrases)


def said(content: Content | str, talk: str = "talk", event: str = "", channel: str = "line") -> Message:
    """Make a message that nobody sent before; its ref is its event with an r."""
    what = Text(content) if isinstance(content, str) else content
    name = event or f"said-{next(_numbers)}"
    return Message(channel, talk, name, what, MONDAY, "en", f"r-{name}")


def key() -> str:
    """Make a key, as a form does."""
    return f"key-{next(_numbers):06d}"


@dataclass
class Scene:
    """One process of the counter. ``posted`` is what its sender was handed."""

    store: SqlStore
    now: datetime = MONDAY
    office: Weekly = field(default_factory=lambda: Weekly({"en": MONDAY.time().replace(hour=10)}))
    posted: list[Dispatch] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.desk = desk(office=self.office)
        self.book: SqlCasebook = self.store.casebook(
            self.desk, {"line": Pigeon()}, self.posted.extend, lambda: self.now
        )  # fmt: skip
        self.reception = Reception(
            self.desk,
            self.store,
            lambda: self.now,
            channels={"line": Pigeon()},
            post=self.posted.extend,
            ours=self.store.ours,
            recall=self.store.drawer.translated,
        )

    async def say(self, *contents: Content | str, talk: str = "talk", channel: str = "line") -> None:
        """Have a person write, and the counter answer."""
        for content in contents:
            await self.reception.receive(replace(said(content, talk, channel=channel), sent_at=self.now))
            await self.reception.rest()

    async def opened(self, *first: str, talk: str = "talk", channel: str = "line") -> Case:
        """Have a person ask for a person, and say yes to what is stored."""
        await self.say(*first, "a person please", talk=talk, channel=channel)
        state = await self.store.open(channel, talk)
        await self.say(Tap(state.offered[0].data), talk=talk, channel=channel)
        case = await self.case(talk, channel)
        assert case is not None
        return case

    async def case(self, talk: str = "talk", channel: str = "line") -> Case | None:
        """Give the open case of a talk, or the one that was resolved last."""
        state = await self.store.open(channel, talk)
        return None if state.case is None else await self.book.case(state.case)

    async def act(
        self, case: Case, move: Move, name: str = "", *, seen: int | None = None, confirmed: bool = True
    ) -> Case:  # fmt: skip
        """Make a move that is possible."""
        done = await self.book.act(case.id, move, name or key(), seen=seen, confirmed=confirmed)
        assert isinstance(done, Done), done
        return done.case

    async def refused(self, case: Case, move: Move, *, seen: int | None = None) -> Refusal:
        """Make a move that is not possible."""
        answer = await self.book.act(case.id, move, key(), seen=seen)
        assert isinstance(answer, Refusal), answer
        return answer

    async def claimed(self, *first: str, talk: str = "talk", who: tuple[str, str] = OLENA) -> Case:
        """Open a case, and have a counselor take it."""
        return await self.act(await self.opened(*first, talk=talk), Claim(*who))

    async def speak(self, case: Case, text: str, who: tuple[str, str] = OLENA) -> Case:
        """Have its counselor answer."""
        return await self.act(case, Speak(*who, text))

    async def resolve(self, case: Case, who: tuple[str, str] = OLENA, reason: Reason = Reason.ANSWERED) -> Case:
        """Have its counselor close it."""
        return await self.act(case, Resolve(who[0], reason))

    async def later(self, wait: timedelta) -> int:
        """Let time go by, and the clocks run; gives how many moves that made."""
        self.now += wait
        return await self.book.clockwork.run(self.now)

    async def view(self, case: Case) -> CaseView:
        """Look at a case."""
        view = await self.book.read(case.id)
        assert view is not None
        return view

    async def lines(self, case: Case) -> Sequence[Line]:
        """Give the lines of a case."""
        return (await self.view(case)).lines

    async def told(self, case: Case) -> list[str]:
        """Give the talk of a case in short: who said what."""
        return [f"{line.who.value}: {words(line)}" for line in await self.lines(case)]

    async def send_all(self, outcome: Outcome | None = None) -> list[str]:
        """Send what is due, in order; gives what the platform saw. ``outcome``: how every try ends."""
        seen = []
        while due := await self.store.outbox.due():
            for dispatch in due:
                if await self.store.outbox.begin(dispatch):
                    seen.append(dispatch.parcel.body)
                    await self.store.outbox.finish(dispatch, outcome or Sent(Receipt()))
                    if isinstance(outcome, Dead) and outcome.gone:
                        return seen
        return seen

    async def kinds(self, case: Case, after: int = 0) -> list[str]:
        """Give what the feed told of a case."""
        rows = await self.store.submit(lambda connection: feed.after(connection, after, 10_000))
        return [row.kind for row in rows if row.case_id == case.id]


def words(line: Line) -> str:
    """Give the words of a line in short."""
    if line.gone:
        return "(gone)"
    return line.text or "" if line.who is Who.RESIDENT else _plain(line.reply) if line.reply else ""

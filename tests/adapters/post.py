"""A sender on its bench: the durable side in memory, and a platform that fails as told."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from adapters.outbox import Sender
from adapters.pace import Pace
from bot.errors import StoreError
from bot.parcel import Dead, Dispatch, Later, Outcome, Parcel, Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.conversation import Conversation
    from bot.message import Message
    from bot.reply import Reply
    from bot.step import Step

FAST = Pace(rate=100_000, burst=100_000)


@dataclass
class Memory:
    """The durable side in memory, with the promises of the real one."""

    rows: dict[int, Dispatch] = field(default_factory=dict)
    done: dict[int, Outcome] = field(default_factory=dict)
    due_at: dict[int, float] = field(default_factory=dict)
    begun: list[int] = field(default_factory=list)
    let: list[int] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    def add(self, *talks: str) -> list[Dispatch]:
        new = []
        for talk in talks:
            number = len(self.rows) + 1
            self.rows[number] = Dispatch(number, "line", talk, f"event-{number}", 1, Parcel(f"body-{number}", "reply"))
            new.append(self.rows[number])
        return new

    def _fail(self, what: str) -> None:
        if what in self.trouble:
            self.trouble.remove(what)
            raise StoreError(what)

    async def due(self, limit: int = 500) -> Sequence[Dispatch]:
        self._fail("due")
        now = time.monotonic()
        heads: dict[str, bool] = {}
        rows = []
        for number, row in self.rows.items():
            if number not in self.done and heads.setdefault(row.conversation, self.due_at.get(number, 0) <= now):
                rows.append(row)
        return rows[:limit]

    async def begin(self, dispatch: Dispatch) -> bool:
        self._fail("begin")
        talk = [n for n, row in self.rows.items() if row.conversation == dispatch.conversation and n not in self.done]
        if talk[:1] != [dispatch.number]:
            return False
        self.begun.append(dispatch.number)
        return True

    def let_go(self, dispatch: Dispatch) -> None:
        self.rows[dispatch.number] = replace(self.rows[dispatch.number], unsure=True)
        self.let.append(dispatch.number)

    async def finish(self, dispatch: Dispatch, outcome: Outcome) -> None:
        self._fail("finish")
        if isinstance(outcome, Later):
            self.due_at[dispatch.number] = time.monotonic() + outcome.wait
            parcel = replace(dispatch.parcel, route=outcome.route or dispatch.parcel.route)
            tried = dispatch.attempts + 1
            self.rows[dispatch.number] = replace(dispatch, attempts=tried, unsure=outcome.unsure, parcel=parcel)
            return
        self.done[dispatch.number] = outcome
        if isinstance(outcome, Dead) and outcome.gone:
            for number, row in self.rows.items():
                if row.conversation == dispatch.conversation:
                    self.done.setdefault(number, outcome)


@dataclass
class Platform:
    """A platform that fails as told: ``faults`` of a body are raised one after the other."""

    name: str = "line"
    faults: defaultdict[str, list[Exception]] = field(default_factory=lambda: defaultdict(list))
    slow: dict[str, float] = field(default_factory=dict)
    seen: list[Dispatch] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    async def profile(self, message: Message) -> str | None:
        del message
        return None

    def pack(self, message: Message, before: Conversation, step: Step) -> Sequence[Parcel]:
        del message, before, step
        return ()

    def pack_spoken(self, talk: Conversation, replies: Sequence[Reply], sender: str) -> Sequence[Parcel]:
        del talk, replies, sender
        return ()

    async def send(self, dispatch: Dispatch) -> Receipt:
        self.seen.append(dispatch)
        if dispatch.conversation in self.slow:
            await asyncio.sleep(self.slow[dispatch.conversation])
        if self.faults[dispatch.parcel.body]:
            raise self.faults[dispatch.parcel.body].pop(0)
        self.taken.append(dispatch.parcel.body)
        return Receipt(("id",))


@dataclass
class Post:
    """A sender with its platform and its outbox."""

    outbox: Memory = field(default_factory=Memory)
    platform: Platform = field(default_factory=Platform)
    told: list[tuple[int, str]] = field(default_factory=list)

    def open(self, talk: Pace = FAST) -> Sender:
        return Sender(
            self.outbox,
            {"line": self.platform},
            lambda row, outcome, _: self.told.append((row.number, type(outcome).__name__)),
            paces={"line": (FAST, talk)},
        )

    async def until(self, done: Callable[[], bool], seconds: float = 3.0) -> None:
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, (self.told, self.outbox.done)
            await asyncio.sleep(0.002)

    async def run(self, *talks: str, look: bool = True) -> None:
        """Send one row for each talk named, and wait until all are done with."""
        sender = self.open()
        if look:
            sender.start()
        sender.post(self.outbox.add(*talks))
        await self.until(lambda: len(self.outbox.done) == len(self.outbox.rows))
        assert not sender.busy
        await sender.close()

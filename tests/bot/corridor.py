"""A corridor on its bench: a store in memory, and what is brought to the reception."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.conversation import Conversation, Owner
from bot.parcel import Dispatch
from bot.plain import plain
from bot.reception import Reception
from tests.bot.counter import NOON, Shelf, desk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.message import Message
    from bot.parcel import Parcel
    from bot.ports import Translator
    from bot.step import Step


@dataclass
class Memory:
    """A store in memory. ``trouble`` is raised by saving, one after the other, before it works."""

    trouble: list[Exception] = field(default_factory=list)
    refuse: Exception | None = None
    owner: Owner = Owner.BOT
    inbox: dict[str, Message] = field(default_factory=dict)
    talks: dict[str, Conversation] = field(default_factory=dict)
    answered: list[tuple[str, Step]] = field(default_factory=list)
    gate: asyncio.Event | None = None
    waiting_at_gate: int = 0
    most_at_gate: int = 0
    expected_at_gate: int = 1
    full: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, messages: Sequence[Message]) -> Sequence[Message]:
        if self.refuse is not None:
            raise self.refuse
        new = [each for each in messages if each.event not in self.inbox]
        self.inbox |= {each.event: each for each in new}
        return new

    async def open(self, channel: str, conversation: str) -> Conversation:
        return self.talks.get(conversation, Conversation(channel, conversation, owner=self.owner))

    async def save(self, message: Message, step: Step, parcels: Sequence[Parcel] = ()) -> Sequence[Dispatch]:
        if self.gate is not None:
            self.waiting_at_gate += 1
            self.most_at_gate = max(self.most_at_gate, self.waiting_at_gate)
            if self.waiting_at_gate == self.expected_at_gate:
                self.full.set()
            await self.gate.wait()
            self.waiting_at_gate -= 1
        if self.trouble:
            raise self.trouble.pop(0)
        self.talks[message.conversation] = step.conversation
        self.answered.append((message.event, step))
        return [
            Dispatch(len(self.answered), message.channel, message.conversation, message.event, part, parcel)
            for part, parcel in enumerate(parcels, 1)
        ]

    async def waiting(self) -> Sequence[Message]:
        done = {event for event, _ in self.answered}
        return [each for each in self.inbox.values() if each.event not in done]

    @property
    def said(self) -> list[str]:
        """What was answered, in order."""
        return ["\n".join(plain(reply, desk().phrases) for reply in step.replies) for _, step in self.answered]


def at_the_counter(
    work: Callable[[Reception], Awaitable[None]],
    store: Memory,
    shelf: Shelf | None = None,
    translator: Translator | None = None,
) -> None:
    """Open a reception, work, and let it finish."""

    async def day() -> None:
        reception = Reception(desk(shelf), store, lambda: NOON, translator=translator)
        await work(reception)
        await reception.rest()

    asyncio.run(day())


def receiving(*messages: Message) -> Callable[[Reception], Awaitable[None]]:
    async def work(reception: Reception) -> None:
        for each in messages:
            await reception.receive(each)

    return work

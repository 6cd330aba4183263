"""Wrong designs of what is kept, and when."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import bindparam, tuple_, update

from adapters.store import inbox
from adapters.store.sending import SqlOutbox
from adapters.store.store import SqlStore
from adapters.store.tables import DONE, NEW, inbox as rows
from bot.parcel import Dispatch
from bot.reception import Reception
from tests.crash.exchange import exchange, none, nothing, yes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.message import Message
    from bot.parcel import Parcel
    from bot.step import Step
    from tests.crash.exchange import Function


def acknowledged_first() -> None:
    """Answer 200, and keep afterwards."""
    kept: set[asyncio.Task[Any]] = set()

    def make(right: Function) -> Function:
        async def receive_all(self: Reception, messages: Sequence[Message]) -> Sequence[Message]:
            task = asyncio.create_task(right(self, messages))
            kept.add(task)
            task.add_done_callback(kept.discard)
            return messages

        return receive_all

    exchange(Reception, "receive_all", make)


def inbox_in_memory() -> None:
    """Write a message down only with its answer."""
    keep = SqlStore.keep
    seen: set[tuple[str, str]] = set()

    async def remember(_: SqlStore, messages: Sequence[Message]) -> Sequence[Message]:
        new = [message for message in messages if (message.channel, message.event) not in seen]
        seen.update((message.channel, message.event) for message in new)
        return new

    def make(save: Function) -> Function:
        async def keep_and_save(self: SqlStore, told: Message, step: Step, parcels: Sequence[Parcel] = ()) -> Any:
            await keep(self, [told])
            return await save(self, told, step, parcels)

        return keep_and_save

    exchange(SqlStore, "keep", lambda _: remember)
    exchange(SqlStore, "save", make)


def outbox_in_memory() -> None:
    """Close a message, and hold what is to be sent in memory."""
    numbers = iter(range(1, 1_000_000))

    def make(save: Function) -> Function:
        async def save_and_hold(self: SqlStore, told: Message, step: Step, parcels: Sequence[Parcel] = ()) -> Any:
            await save(self, told, step, ())
            return [
                Dispatch(next(numbers), told.channel, told.conversation, told.event, part, parcel)
                for part, parcel in enumerate(parcels, start=1)
            ]

        return save_and_hold

    exchange(SqlStore, "save", make)
    exchange(SqlOutbox, "begin", lambda _: yes)
    exchange(SqlOutbox, "finish", lambda _: nothing)


def out_before_answered() -> None:
    """Give every message out once: who took it and died has it still."""
    exchange(SqlStore, "waiting", lambda _: none)


def any_event_is_new() -> None:
    """Do not know an event again."""

    def make(right: Function) -> Function:
        async def receive_all(self: Reception, messages: Sequence[Message]) -> Any:
            return await right(self, [replace(message, event=uuid4().hex) for message in messages])

        return receive_all

    exchange(Reception, "receive_all", make)


def no_lanes() -> None:
    """Answer the messages of one talk at once, and save them as they come."""

    def make(_: Function) -> Function:
        def line_up(self: Reception, message: Message) -> None:
            event = (message.channel, message.event)
            if event not in self._in_hand:
                self._in_hand.add(event)
                task = asyncio.create_task(self._answer(message, (message.channel, message.conversation)))
                self._running.add(task)
                task.add_done_callback(self._running.discard)

        return line_up

    named = (tuple_(rows.c.channel, rows.c.event_id).in_(bindparam("events", expanding=True)), rows.c.state == NEW)
    exchange(Reception, "_line_up", make)
    exchange(inbox, "_CLOSE", lambda _: update(rows).where(*named).values(state=DONE, body=None, reason=None))

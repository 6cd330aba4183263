"""Wrong designs of what is sent, and how often."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import bindparam, update

from adapters.line import channel as line
from adapters.outbox import Sender, _Line
from adapters.store import outbox
from adapters.store.sending import SqlOutbox
from adapters.store.store import SqlStore
from adapters.store.tables import SENDING, UNSENT, outbox as rows
from adapters.telegram import channel as telegram
from bot.errors import SendError
from bot.parcel import Dispatch, Receipt, Sent
from bot.reception import Reception
from tests.crash.exchange import exchange, nothing, yes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.message import Message
    from bot.parcel import Parcel
    from bot.ports import Channel
    from bot.step import Step
    from tests.crash.exchange import Function


def marked_before() -> None:
    """Mark a parcel as sent, then send it."""
    finish = SqlOutbox.finish

    def make(begin: Function) -> Function:
        async def begin_and_finish(self: SqlOutbox, dispatch: Dispatch) -> bool:
            begun = bool(await begin(self, dispatch))
            if begun:
                await finish(self, dispatch, Sent(Receipt()))
            return begun

        return begin_and_finish

    exchange(SqlOutbox, "begin", make)
    exchange(SqlOutbox, "finish", lambda _: nothing)


def unmarked() -> None:
    """Mark nothing before a call: after a crash nobody knows that it may have been made."""
    exchange(SqlOutbox, "begin", lambda _: yes)


def crash_forgotten() -> None:
    """Take what was being sent in a crash for what was never sent."""

    def make(right: Function) -> Function:
        async def due(self: SqlOutbox, limit: int = 500) -> Sequence[Dispatch]:
            return [replace(row, unsure=False) for row in await right(self, limit)]

        return due

    exchange(SqlOutbox, "due", make)


def new_key() -> None:
    """Make up a key at each try."""
    exchange(Dispatch, "key", lambda _: property(lambda _: uuid4()))


def pushed_after_unclear() -> None:
    """Take the other way at once when a reply got no answer."""

    def make(send: Function) -> Function:
        async def send_somehow(self: line.Line, dispatch: Dispatch) -> Receipt:
            try:
                receipt: Receipt = await send(self, dispatch)
            except SendError as error:
                if dispatch.parcel.route == line.REPLY and error.unsure:
                    raise SendError(error.reason, retry=True, route=line.PUSH) from None
                raise
            return receipt

        return send_somehow

    exchange(line.Line, "send", make)


def sent_before_saved() -> None:
    """Send, then save."""
    channels: dict[str, Channel] = {}

    def opening(right: Function) -> Function:
        def init(self: Reception, *given: Any, **named: Any) -> None:
            right(self, *given, **named)
            channels.update(self._channels)

        return init

    async def send(row: Dispatch) -> None:
        try:
            await channels[row.channel].send(row)
        except SendError as error:
            if error.route:
                await send(replace(row, parcel=replace(row.parcel, route=error.route)))

    def saving(save: Function) -> Function:
        async def send_and_save(self: SqlStore, told: Message, step: Step, parcels: Sequence[Parcel] = ()) -> Any:
            for part, parcel in enumerate(parcels, start=1):
                await send(Dispatch(0, told.channel, told.conversation, told.event, part, parcel))
            return await save(self, told, step, ())

        return send_and_save

    exchange(Reception, "__init__", opening)
    exchange(SqlStore, "save", saving)


def side_by_side() -> None:
    """Send all parcels of one talk at once."""

    def make(_: Function) -> Function:
        def post(self: Sender, given: Sequence[Dispatch]) -> None:
            for row in given:
                if row.number not in self._known:
                    self._known.add(row.number)
                    talk = (row.channel, f"{row.conversation}/{row.number}")
                    self._lines[talk] = _Line()
                    self._lines[talk].rows.append(row)
                    self._go_on(talk)

        return post

    begin = (
        update(rows)
        .where(rows.c.number.in_(bindparam("numbers", expanding=True)), UNSENT)
        .values(state=SENDING, attempts=rows.c.attempts + 1, tried_at=bindparam("at"))
        .returning(rows.c.number)
    )
    exchange(Sender, "post", make)
    exchange(outbox, "_BEGIN", lambda _: begin)


def repeated_blindly() -> None:
    """Repeat on Telegram whatever got no answer."""

    def make(deliver: Function) -> Function:
        async def deliver_blindly(bot: Any, dispatch: Dispatch, *rest: Any) -> Receipt:
            try:
                receipt: Receipt = await deliver(bot, replace(dispatch, unsure=False), *rest)
            except SendError as error:
                if error.unsure:
                    raise SendError(error.reason, retry=True, wait=0.1) from None
                raise
            return receipt

        return deliver_blindly

    exchange(telegram, "deliver", make)

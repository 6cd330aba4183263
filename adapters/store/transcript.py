"""A talk as it is read: its lines, in order."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from sqlalchemy import func, select, tuple_

from adapters.store import codec
from adapters.store.tables import message
from adapters.store.talk import body_place
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from adapters.store.cipher import Cipher
    from adapters.store.doorbell import Doorbell, Talk
    from bot.reply import Reply

log = logging.getLogger(__name__)

PAGE = 500
_AT_ONCE = 400
"""Talks in one query: far below the engines' limits of bound values."""

L = TypeVar("L")
L_co = TypeVar("L_co", covariant=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk, where nobody brings a shape of their own (see ``SqlTranscript``)."""

    position: int
    at: datetime
    mine: bool
    text: str | None
    reply: Reply | None
    event: str


class LineMaker(Protocol[L_co]):
    """Makes a line as its reader wants it: a channel's own dataclass with these fields."""

    def __call__(  # noqa: PLR0913, D102
        self, *, position: int, at: datetime, mine: bool, text: str | None, reply: Reply | None, event: str
    ) -> L_co: ...


class Read(Protocol):
    """Runs a query on a reading connection, off the event loop."""

    async def __call__(self, query: Callable[[Connection], T]) -> T:
        """Give the query's result; ``StoreError`` when the database does not answer."""
        ...


class SqlTranscript(Generic[L]):
    """The record of one channel's talks, in the channel's own ``Line``.

    The store and the channels do not know each other, so the shape is handed in.
    """

    def __init__(self, channel: str, line: LineMaker[L], read: Read, cipher: Cipher, bell: Doorbell) -> None:
        self._channel = channel
        self._line = line
        self._read = read
        self._cipher = cipher
        self._bell = bell

    async def after(self, conversation: str, position: int) -> Sequence[L]:
        """Give the lines that follow ``position``, oldest first and at most ``PAGE`` at once."""
        return await self._read(lambda connection: self._lines(connection, conversation, position))

    async def wait(self, conversation: str, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until something newer than ``position`` is there; False when time is up."""
        return await self._bell.wait((self._channel, conversation), position, timeout)

    def _lines(self, connection: Connection, conversation: str, position: int) -> list[L]:
        rows = connection.execute(
            select(message)
            .where(
                message.c.channel == self._channel,
                message.c.conversation == conversation,
                message.c.id > position,
                message.c.body.is_not(None),
            )
            .order_by(message.c.id)
            .limit(PAGE)
        )
        lines = []
        for row in rows:
            try:
                lines.append(self._made(row))
            except StoreError as error:
                # One damaged row must not take the whole talk from a person.
                log.error("a line cannot be read", extra={"id": row.id, "error": str(error)})  # noqa: TRY400
        return lines

    def _made(self, row: Row[Any]) -> L:
        place = body_place(self._channel, row.conversation, row.event_id, row.part)
        plain = self._cipher.open(row.body, *place)
        return self._line(
            position=row.id,
            at=row.at,
            mine=row.mine,
            text=codec.read_said(plain) if row.mine else None,
            reply=None if row.mine else codec.read_reply(plain),
            event=row.event_id,
        )


def newest(connection: Connection, talks: Collection[Talk]) -> dict[Talk, int]:
    """Give the newest position of each talk that has any line."""
    found: dict[Talk, int] = {}
    given = list(talks)
    for start in range(0, len(given), _AT_ONCE):
        rows = connection.execute(
            select(message.c.channel, message.c.conversation, func.max(message.c.id))
            .where(
                tuple_(message.c.channel, message.c.conversation).in_(given[start : start + _AT_ONCE]),
                message.c.body.is_not(None),
            )
            .group_by(message.c.channel, message.c.conversation)
        )
        found.update({(row[0], row[1]): row[2] for row in rows})
    return found

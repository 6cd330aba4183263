"""The outbox as the sender uses it: what is due, what it has in hand, how it ended."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.store import delivering, outbox
from adapters.store.outbox import Try
from adapters.store.tables import SENDING
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.holding import Holding
    from adapters.store.reader import Reader
    from adapters.store.writer import Writer
    from bot.parcel import Dispatch, Outcome

log = logging.getLogger(__name__)


class SqlOutbox:
    """What waits to be sent from the lanes of this process."""

    def __init__(self, writer: Writer, reader: Reader, cipher: Cipher, holding: Holding) -> None:
        self._writer = writer
        self._reader = reader
        self._cipher = cipher
        self._holding = holding
        self._in_hand: dict[int, Try] = {}

    @property
    def lanes_in_hand(self) -> frozenset[int]:
        """Give the lanes of what is being sent right now."""
        return frozenset(one.lane for one in list(self._in_hand.values()))

    async def due(self, limit: int = 500) -> Sequence[Dispatch]:
        """Give what is to be sent now, oldest first, at most ``limit`` of each channel.

        All unsent parcels of a talk, when its first is due and not in hand. One whose sending nobody
        ended comes ``unsure``: a process died in the middle.
        """
        lanes, in_hand, now = self._holding.some, set(self._in_hand), _now()
        rows = await self._reader.read(lambda connection: outbox.due(connection, lanes, in_hand, now, limit))
        found, broken = [], []
        for row in rows:
            try:
                found.append(outbox.dispatch(row, self._cipher, unsure=row.unsure or row.state == SENDING))
            except StoreError as error:
                log.error("a parcel cannot be read", extra={"number": row.number, "error": str(error)})  # noqa: TRY400
                broken.append(row.number)
        if broken:
            await self._writer.submit(lambda connection: outbox.bury(connection, broken))
        return found

    async def begin(self, dispatch: Dispatch) -> bool:
        """Take a parcel in hand; once this is committed it may be sent.

        False: it is not to be sent (any more), or not by us, or not before an earlier one of its talk.
        """
        if dispatch.number in self._in_hand:
            return False
        one = self._try(dispatch)
        self._in_hand[dispatch.number] = one
        begun = False
        try:
            begun = await self._writer.submit_to(self._begin, one, "begin")
        finally:
            if not begun:
                del self._in_hand[dispatch.number]
        return begun

    async def finish(self, dispatch: Dispatch, outcome: Outcome) -> None:
        """Write down how a try ended; ``LaneLost`` when another process has the talk now."""
        begun = self._in_hand.get(dispatch.number)
        one = self._try(dispatch) if begun is None else replace(begun, at=_now())
        try:
            await self._writer.submit_to(self._finish, replace(one, outcome=outcome), "finish")
        finally:
            self.let_go(dispatch)

    def let_go(self, dispatch: Dispatch) -> None:
        """Have a parcel in hand no longer, without knowing how it ended: it comes again as unsure."""
        self._in_hand.pop(dispatch.number, None)

    def _try(self, dispatch: Dispatch) -> Try:
        lane, token = self._holding.token(dispatch.channel, dispatch.conversation)
        return Try(dispatch, lane, token, _now())

    def _begin(self, connection: Connection, tries: Sequence[Try]) -> list[bool]:
        return outbox.begin(connection, tries, self._holding.me)

    def _finish(self, connection: Connection, tries: Sequence[Try]) -> list[None]:
        done = outbox.finish(connection, tries, self._holding.me)
        delivering.ended(connection, [(each.dispatch, each.outcome, each.at) for each in tries])
        return done


def _now() -> datetime:
    return datetime.now(UTC)

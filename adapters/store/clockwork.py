"""The clocks of cases, run: by whichever process comes first, each exactly once, as a move like any other.

A timer row goes in the transaction that makes its move. So a death in between leaves both undone, and of
two processes one finds the row gone.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from adapters.casebook import Refusal
from adapters.store import acting, clocks, desktop
from adapters.store.orders import Order
from adapters.store.tables import timer
from bot.aside import Parted
from bot.case import Gone, Timer
from bot.clocks import KINDS, clock
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.casebook import Submit
    from adapters.store.orders import Acted, Means
    from adapters.store.transcript import Read
    from bot.case import Move

log = logging.getLogger(__name__)

_AT_ONCE = 200
_MOVES: Mapping[str, Move] = {
    clocks.GONE: Gone(),
    clocks.PARTED: Parted(),
    **{f"{clocks.PREFIX}{kind}": move for kind, move in KINDS.items()},
}


class Clockwork:
    """Runs what is due. ``told`` is handed what was committed, as of any other move."""

    def __init__(self, read: Read, submit: Submit, means: Means, told: Callable[[Acted], object]) -> None:
        self._read = read
        self._submit = submit
        self._means = means
        self._told = told

    async def run(self, now: datetime) -> int:
        """Make the moves that are due, and note who left without a word; gives the number of moves."""
        due = await self._read(lambda connection: _due(connection, now))
        done = await asyncio.gather(*(self._one(each, now) for each in due))
        await self._submit(lambda connection: desktop.tidy(connection, now))
        return sum(done)

    async def _one(self, number: int, now: datetime) -> bool:
        try:
            acted = await self._submit(lambda connection: self._move(connection, number, now))
        except StoreError as error:
            # The row is still there: the next round tries again, and the others go on meanwhile.
            log.warning("a clock has to wait: %s", type(error).__name__)
            return False
        if acted is None:
            return False
        self._told(acted)
        return not isinstance(acted.answer, Refusal)

    def _move(self, connection: Connection, number: int, now: datetime) -> Acted | None:
        """Take a timer and make its move; None when another process has it."""
        mine = delete(timer).where(timer.c.id == number, timer.c.due_at <= now)
        row = connection.execute(mine.returning(timer.c.kind, timer.c.payload)).one_or_none()
        if row is None:
            return None
        order = Order(row.payload, _MOVES[row.kind], f"clock-{number:06d}", now)
        acted = acting.act(connection, order, self._means)
        if isinstance(acted.answer, Refusal):
            self._wind_again(connection, acted.answer, now)
        return acted

    def _wind_again(self, connection: Connection, refusal: Refusal, now: datetime) -> None:
        """Let no open case be without its clock: the calendar may have changed since this one was wound."""
        case = refusal.case
        again = clock(case, now, self._means.duty.office) if case is not None else None
        if case is not None and again is not None:
            clocks.wind(connection, case, (Timer(again.kind, max(again.at, now + clocks.SOON)),), ())


def _due(connection: Connection, now: datetime) -> Sequence[int]:
    ours = (timer.c.due_at <= now, timer.c.kind.in_(tuple(_MOVES)))
    return connection.scalars(
        select(timer.c.id).where(*ours).order_by(timer.c.due_at, timer.c.id).limit(_AT_ONCE)
    ).all()

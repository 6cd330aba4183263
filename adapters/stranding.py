"""When the bot is thrown out of the staff group: nobody can answer there any more, and nobody is to wait for that."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.aside import Stranded

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from adapters.casebook import Casebook
    from adapters.pinboard import Pinboard

log = logging.getLogger(__name__)

IN_GROUP = "telegram:"
"""How those of the group are called who have no account: they have no other way to answer."""


class Stranding:
    """Gives back what somebody of the group had, and tells the people.

    able  says whether anybody else can answer; while nobody can, those who wait in the line are told as well
    """

    def __init__(
        self, book: Casebook, board: Pinboard, able: Callable[[], Awaitable[bool]], clock: Callable[[], datetime]
    ) -> None:
        self._book = book
        self._board = board
        self._able = able
        self._clock = clock

    async def since(self) -> datetime | None:
        """Say since when the group cannot be reached."""
        return await self._board.out()

    async def inside(self) -> bool:
        """Say whether somebody may answer in the group."""
        return await self._board.out() is None

    async def heard(self, away: bool) -> None:  # noqa: FBT001 - as it is called
        """Hear whether we are out. Heard again, or by another process, it is done once."""
        await self._board.go(self._clock() if away else None)
        since = await self._board.out()
        if since is None:
            return
        key = f"out-{int(since.timestamp() * 1000):014d}"
        alone = not await self._able()
        for row in await self._book.open_cases():
            owner = row.case.owner
            if (owner or "").startswith(IN_GROUP) or (owner is None and alone):
                await self._book.act(row.case.id, Stranded(), key)

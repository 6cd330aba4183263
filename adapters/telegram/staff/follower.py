"""Follows what happens to cases, and has the group brought up to date: by one process at a time."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from adapters.telegram.staff.room import Hitch, Out
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.pinboard import Pinboard
    from adapters.telegram.staff.keeper import Keeper
    from adapters.telegram.staff.ports import Book

log = logging.getLogger(__name__)

LEASE_S, ODD_S, STORE_S = 3.0, 60.0, 2.0
TOGETHER_S = 0.7
"""Translations that come within this time are one edit."""
_SOONEST_S = 0.05
_BESIDE = frozenset({"present", "seen", "label"})
"""What the group does not show."""


class Follower:
    """Works while it holds the lease; ``hold`` is asked for it again and again.

    gather  sends what staff have sent piece by piece, where it is complete
    """

    def __init__(  # noqa: PLR0913 - everything is passed in, nothing is reached for
        self,
        keeper: Keeper,
        book: Book,
        board: Pinboard,
        hold: Callable[[], Awaitable[bool]],
        gather: Callable[[], Awaitable[None]],
        *,
        lease: float = LEASE_S,
    ) -> None:
        self._keeper = keeper
        self._book = book
        self._board = board
        self._hold = hold
        self._gather = gather
        self._expected: list[float] = []
        self._lease = lease
        self._chat = 0
        self._due: dict[str, float] = {}
        self._tries: dict[str, int] = {}
        self._position = 0
        self._rests_until = 0.0
        self._alarmed = False
        self._stopping = asyncio.Event()

    @property
    def out(self) -> bool:
        """Say whether the group could not be worked with lately: somebody has to see to that."""
        return self._alarmed

    def stop(self) -> None:
        """End at the next pause."""
        self._stopping.set()

    def expect(self, seconds: float) -> None:
        """Hear that something is to be gathered then."""
        self._expected.append(time.monotonic() + seconds)

    def again(self) -> None:
        """Hear that the group can perhaps be worked with again."""
        self._rests_until = 0.0
        self._due.update(dict.fromkeys(self._due, 0.0))

    async def run(self) -> None:
        """Work until stopped."""
        while not self._stopping.is_set():
            try:
                if await self._hold():
                    await self._begin()
                    while not self._stopping.is_set() and await self._hold():
                        await self._round()
            except StoreError as error:
                log.warning("the staff group has to wait: %s", type(error).__name__)
            except Exception as error:  # noqa: BLE001 - whatever broke, cases go on being shown
                log.error("the staff group: %s", type(error).__name__)  # noqa: TRY400
            await self._pause(self._lease)

    async def _begin(self) -> None:
        """Look at everything once: what happened while nobody followed, or in the middle of a crash."""
        self._chat, self._rests_until = self._keeper.chat, 0.0
        self._position = await self._book.feed_newest()
        rows = await self._book.open_cases()
        urgent_first = sorted(rows, key=lambda row: (not row.case.urgent, row.case.opened))
        topics = await self._board.topics()
        self._due = dict.fromkeys((*(row.case.id for row in urgent_first), *(topic.case_id for topic in topics)), 0.0)

    async def _round(self) -> None:
        """Hear of what is new, then bring one case up to date."""
        if self._keeper.chat != self._chat:
            await self._begin()
        await self._gather()
        now = time.monotonic()
        ready = min(self._due, key=self._due.__getitem__, default=None)
        until = self._lease if ready is None else max(self._due[ready], self._rests_until) - now
        self._expected = [moment for moment in self._expected if moment > now]
        if self._expected:
            until = min(until, max(min(self._expected) - now, _SOONEST_S))
        if until > 0:
            if await self._book.feed_wait(self._position, min(until, self._lease)):
                await self._hear()
            return
        await self._hear()
        if ready is not None:
            await self._work(ready)

    async def _hear(self) -> None:
        for row in await self._book.feed_after(self._position):
            self._position = row.id
            if row.case_id and row.kind == "translated":
                # Of several lines that were written one after another they come one after another too.
                soon = time.monotonic() + TOGETHER_S
                self._due[row.case_id] = min(self._due.get(row.case_id, soon), soon)
            elif row.case_id and row.kind not in _BESIDE:
                self._due[row.case_id] = 0.0

    async def _work(self, case_id: str) -> None:
        wait = 0.0
        try:
            wait = await self._keeper.sync(case_id)
            self._tries.pop(case_id, None)
            self._well()
        except Out as out:
            self._out(out)
            wait = out.wait
        except Hitch as hitch:
            wait = self._hindered(case_id, hitch)
        except StoreError:
            wait = STORE_S
        except Exception as error:  # noqa: BLE001 - one odd case must not hide all others
            # The type alone: an exception's text may hold words.
            log.error("a case cannot be shown in the staff group: %s", type(error).__name__)  # noqa: TRY400
            wait = ODD_S
        if wait:
            self._due[case_id] = time.monotonic() + wait
        else:
            self._due.pop(case_id, None)

    def _hindered(self, case_id: str, hitch: Hitch) -> float:
        if hitch.reason == "429":
            self._rests_until = time.monotonic() + hitch.wait
            return hitch.wait
        tries = self._tries[case_id] = self._tries.get(case_id, 0) + 1
        log.warning("a case waits to be shown in the staff group (%s), try %d", hitch.reason, tries)
        longest: float = min(hitch.wait * 2 ** min(tries - 1, 6), 600.0)
        return longest

    def _out(self, out: Out) -> None:
        self._rests_until = time.monotonic() + out.wait
        if not self._alarmed:
            log.error(
                "the staff group cannot be worked with (%s): make the bot an administrator with the right to manage "
                "topics, and turn topics on; cases are kept meanwhile",
                out.reason,
            )
        self._alarmed = True

    def _well(self) -> None:
        if self._alarmed:
            log.info("the staff group can be worked with again")
        self._alarmed = False

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

"""Whoever has residents' lines translated: one task that works off what is wanted, some at a time.

Nothing that is kept or sent waits for it. What it has in hand it has for a while only: killed in the middle, it
leaves everything wanted, and whoever looks next takes it up. What an engine has no answer to is asked again, later
each time, and given up in the end with a word why.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from adapters.casebook.asking import asked
from adapters.casebook.translating import Failed, Held, Later, Made, Needless, Wanted, alike
from bot.errors import StoreError
from bot.mixture import Mixture, foreign, mixture
from bot.translation import Translation, Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.casebook.records import FeedRow
    from adapters.casebook.translating import Desk as Rows, Outcome
    from bot.desk import Desk
    from bot.ports import Translator

_log = logging.getLogger(__name__)

AT_ONCE = 4
LONGEST_S = 60.0
"""Seconds for one text; engines have bounds of their own, far below."""
LEASE_S = 90.0
MOST_TRIES = 12
"""About eight minutes at the pace below; then a counselor may ask again."""
FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
LOOK_S = 2.0
RECONSIDER_S = 30.0
_FOLLOW_S = 30.0
_NEWS = frozenset({"opened", "line", "moved", "translated"})


class Feed(Protocol):
    """Hints that something may be wanted."""

    async def feed_newest(self) -> int:
        """Give the newest position."""
        ...

    async def feed_after(self, position: int, limit: int = 500) -> Sequence[FeedRow]:
        """Give what follows a position."""
        ...

    async def feed_wait(self, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until something follows."""
        ...


class Translating:
    """Works off ``rows`` with ``translator``; hears of new ones by ``feed``, and looks for them besides."""

    def __init__(self, rows: Rows, feed: Feed, translator: Translator, desk: Desk, *, look: float = LOOK_S) -> None:
        self._rows = rows
        self._feed = feed
        self._translator = translator
        self._desk = desk
        self._look_s = look
        self._woken = asyncio.Event()
        self._in_hand: dict[asyncio.Task[None], Wanted] = {}
        self._tasks: tuple[asyncio.Task[None], ...] = ()

    def start(self) -> None:
        """Begin."""
        follow, work = self._follow(), self._go()
        self._tasks = (
            asyncio.create_task(follow, name="translating-feed"),
            asyncio.create_task(work, name="translating"),
        )

    async def close(self) -> None:
        """Stop, and put back what is in hand: somebody else may go on with it at once."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        hand = dict(self._in_hand)
        for task in hand:
            task.cancel()
        await asyncio.gather(*hand, return_exceptions=True)
        for wanted in hand.values():
            try:
                await self._rows.finish(wanted, Later(0.0))
            except StoreError:  # its lease runs out by itself
                return

    async def _follow(self) -> None:
        position: int | None = None
        while True:
            try:
                position = await self._feed.feed_newest() if position is None else position
                if await self._feed.feed_wait(position, _FOLLOW_S):
                    news = await self._feed.feed_after(position)
                    position = max((position, *(row.id for row in news)))
                    if any(row.kind in _NEWS for row in news):
                        self._woken.set()
            except StoreError as error:
                _log.warning("no hints of what is to be translated: %s", type(error).__name__)
                await asyncio.sleep(self._look_s)

    async def _go(self) -> None:
        loop = asyncio.get_running_loop()
        reconsidered = -RECONSIDER_S
        while True:
            self._woken.clear()
            try:
                await self._fill()
                if loop.time() - reconsidered >= RECONSIDER_S:
                    reconsidered = loop.time()
                    await self._reconsider()
            except StoreError as error:
                _log.warning("what is to be translated cannot be read: %s", type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the next look may go well
                _log.error("translating broke: %s", type(error).__name__)
            # Not wait_for: woken and ended at once, that one forgets that it was to end.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_s):
                    await self._woken.wait()

    async def _fill(self) -> None:
        while (room := AT_ONCE - len(self._in_hand)) > 0 and await self._rows.waiting():
            taken = await self._rows.take(room, LEASE_S, MOST_TRIES)
            for wanted in taken:
                task = asyncio.create_task(self._one(wanted))
                self._in_hand[task] = wanted
                task.add_done_callback(self._done)
            if not taken:
                return

    def _done(self, task: asyncio.Task[None]) -> None:
        self._in_hand.pop(task, None)
        self._woken.set()

    async def _reconsider(self) -> None:
        """Take up what had no model, once there is one."""
        missing = await self._rows.missing()
        pairs = [pair for pair in missing if self._translator.way(*pair) is not Way.NONE]
        if pairs:
            await self._rows.reconsider(pairs)

    async def _one(self, wanted: Wanted) -> None:
        outcome = await self.translated(wanted)
        try:
            await self._rows.finish(wanted, outcome)
        except StoreError as error:
            # Its lease runs out, and it is made anew.
            _log.warning("a translation cannot be written: %s", type(error).__name__)

    async def translated(self, wanted: Wanted) -> Outcome:
        """Say what comes of a line."""
        text, target = wanted.text, wanted.target
        # It takes some milliseconds, the first time more: nobody's message waits for it.
        source, mixed, rings = await asyncio.to_thread(self._heard, text, target, wanted.prior)
        if rings and not wanted.forced:
            return Held(source)
        if alike(source, target) or not any(letter.isalpha() for letter in text):
            return Needless(source)
        if self._translator.way(source, target) is Way.NONE:
            return Failed(Trouble.NO_PAIR, source, mixed)
        trouble = await asked(self._translator, text, (source, target), LONGEST_S)
        if isinstance(trouble, Translation):
            return Made(trouble, mixed)
        if trouble.passing and wanted.tries < MOST_TRIES:
            return Later(min(FIRST_WAIT * 2 ** (wanted.tries - 1), LONGEST_WAIT), trouble)
        return Failed(trouble, source, mixed)

    def _heard(self, text: str, target: str, prior: str) -> tuple[str, Mixture, bool]:
        """Say in which language a text is, whether there is another one in it, and whether it tells of an emergency."""
        guess = self._desk.knowledge.language(text, prior or None)
        mixed = mixture(text, guess)
        if mixed is Mixture.SCRIPTS and alike(guess.language, target):
            guess = self._desk.knowledge.language(foreign(text), prior or None)
        return guess.language, mixed, self._desk.watch.look(text) is not None

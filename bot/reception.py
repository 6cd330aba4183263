"""The one corridor: every message of every channel goes through here, kept before it is answered.

Messages of one talk are answered one at a time, in the order in which they were kept; talks run
side by side. Whatever a message holds, the talk goes on: a decision that fails ends in an
apology, a store that fails is tried again.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from bot import replies
from bot.dialog import answer
from bot.errors import AlreadyAnswered, StaleConversation, StoreError
from bot.step import Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.message import Message
    from bot.ports import Store

_log = logging.getLogger(__name__)
_RETRY_S = (0.1, 0.5, 2.0, 5.0)
_TRIES = 5


class Reception:
    """Keeps messages and answers them. ``clock`` gives the present time, time-zone aware."""

    def __init__(self, desk: Desk, store: Store, clock: Callable[[], datetime], *, side_by_side: int = 2) -> None:
        self._desk = desk
        self._store = store
        self._clock = clock
        self._lanes: dict[tuple[str, str], deque[Message]] = {}
        self._in_hand: set[tuple[str, str]] = set()
        self._running: set[asyncio.Task[None]] = set()
        # Deciding is pure computation: more at once than cores would only make each one slower.
        self._hands = asyncio.Semaphore(side_by_side)
        self._closed = False

    async def receive(self, message: Message) -> None:
        """Take one message: it is kept when this returns, and answered soon after.

        StoreBusy when too much is waiting; a message seen before is taken and changes nothing.
        """
        for new in await self._store.keep([message]):
            self._line_up(new)

    async def resume(self) -> int:
        """Line up what is kept and not answered; give how many there are.

        After a restart, and now and then: a commit whose confirmation got lost has kept a message
        that nobody lined up, and its redelivery counts as seen.
        """
        waiting = await self._store.waiting()
        for message in waiting:
            self._line_up(message)
        return len(waiting)

    async def rest(self) -> None:
        """Wait until every message in hand is answered."""
        while self._running:
            await asyncio.gather(*self._running)

    async def close(self, patience: float = 10.0) -> None:
        """Finish what is in hand, for at most ``patience`` seconds; the rest stays in the inbox."""
        self._closed = True
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _line_up(self, message: Message) -> None:
        event = (message.channel, message.event)
        if event in self._in_hand:
            return
        self._in_hand.add(event)
        key = (message.channel, message.conversation)
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(message)
            return
        self._lanes[key] = deque([message])
        task = asyncio.create_task(self._work(key))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _work(self, key: tuple[str, str]) -> None:
        """Answer one talk's messages until none is left."""
        lane = self._lanes[key]
        try:
            while lane and not self._closed:
                await self._answer(lane[0])
                done = lane.popleft()
                self._in_hand.discard((done.channel, done.event))
        finally:
            self._in_hand.difference_update((left.channel, left.event) for left in lane)
            del self._lanes[key]

    async def _answer(self, message: Message) -> None:
        """Decide, then save; try again while the store is in trouble or somebody was quicker."""
        for attempt in range(_TRIES):
            try:
                talk = await self._store.open(message.channel, message.conversation)
                await self._store.save(message, await self._decide(talk, message))
            except AlreadyAnswered:
                return
            except StaleConversation:
                continue
            except StoreError as error:
                _log.warning("store in trouble (%s), attempt %d", type(error).__name__, attempt + 1)
                await asyncio.sleep(_RETRY_S[min(attempt, len(_RETRY_S) - 1)])
            except Exception as error:  # noqa: BLE001 - the messages behind this one must not wait for ever
                _log.error("the store broke: %s", type(error).__name__)
                break
            else:
                return
        _log.error("a message stays unanswered until the next start: the store does not take the answer")

    async def _decide(self, talk: Conversation, message: Message) -> Step:
        async with self._hands:
            try:
                return await asyncio.to_thread(answer, talk, message, self._desk, self._clock())
            except Exception as error:  # noqa: BLE001 - one odd message must not stop a talk
                # The type alone: an exception's text may hold what the person wrote.
                _log.error("no decision for a message of %s: %s", message.channel, type(error).__name__)
                sorry = () if talk.silent else (replies.trouble(self._desk, talk),)
                return Step(replace(talk, version=talk.version + 1), sorry)

"""Small calls that nobody waits for: answering a tap, showing that somebody types, leaving a group."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from typing import TYPE_CHECKING

from telegram.error import BadRequest, TelegramError

from bot.errors import MadoguchiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from telegram import Bot

log = logging.getLogger(__name__)

PATIENCE_S, AGAIN_S, TIMES = 0.4, 4.0, 3
_CROWD = 32
_REMEMBERED = 4096
_LONGEST_WORD = 200


class Errands:
    """Tasks beside the talk. What fails is let go: the talk itself never depends on it."""

    def __init__(self, bot: Bot, *, patience: float = PATIENCE_S, again: float = AGAIN_S) -> None:
        self._bot = bot
        self._patience = patience
        self._again = again
        self._running: set[asyncio.Task[None]] = set()
        self._typing: dict[str, asyncio.Task[None]] = {}
        self._done: OrderedDict[str | int, None] = OrderedDict()

    def answer(self, callback: str, text: str = "") -> None:
        """Tell Telegram that a tap has been seen, and the person a word; once for each."""
        if self._first(callback):
            self._run(self._bot.answer_callback_query(callback, text[:_LONGEST_WORD] or None))

    def leave(self, chat: int, ours: Callable[[int], Awaitable[bool]] | None = None) -> None:
        """Leave a group that is not ours; once for each. ``ours`` is asked before."""
        if self._first(chat):
            self._run(self._left(chat, ours))

    def do(self, call: Coroutine[None, None, object]) -> None:
        """Make a small call."""
        self._run(call)

    def wait(self, conversation: str) -> None:
        """Show that somebody types if the answer takes its time; not when a crowd is waiting."""
        if conversation in self._typing or len(self._typing) >= _CROWD:
            return
        task = asyncio.create_task(self._type(conversation))
        self._typing[conversation] = task
        task.add_done_callback(lambda done: self._typed(conversation, done))

    def answered(self, conversation: str) -> None:
        """Stop typing: the answer goes out."""
        task = self._typing.pop(conversation, None)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """Let go of everything."""
        tasks = [*self._running, *self._typing.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _first(self, name: str | int) -> bool:
        if name in self._done:
            return False
        self._done[name] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)
        return True

    async def _left(self, chat: int, ours: Callable[[int], Awaitable[bool]] | None) -> None:
        if ours is None or not await ours(chat):
            await self._bot.leave_chat(chat)

    def _run(self, call: Coroutine[None, None, object]) -> None:
        task = asyncio.create_task(_quietly(call))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _type(self, conversation: str) -> None:
        await asyncio.sleep(self._patience)
        for _ in range(TIMES):
            await _quietly(self._bot.send_chat_action(int(conversation), "typing"))
            await asyncio.sleep(self._again)

    def _typed(self, conversation: str, done: asyncio.Task[None]) -> None:
        if self._typing.get(conversation) is done:
            del self._typing[conversation]


async def _quietly(call: Coroutine[None, None, object]) -> None:
    try:
        await call
    except (BadRequest, MadoguchiError):
        pass  # too late for this tap ("query is too old"): what it asked for is done all the same
    except (TelegramError, AttributeError, KeyError, TypeError, ValueError) as error:
        log.info("telegram did not take a small call: %s", type(error).__name__)

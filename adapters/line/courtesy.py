"""Small signs that somebody is there: the dots of "is writing", and the mark that a message was read.

Nobody waits for them, and none is worth slowing an answer down: they are the first thing left out.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from adapters import jsons
from bot.errors import SendError
from bot.message import Location, Tap, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.line.wire import Wire
    from bot.message import Message

LOADING, READ = "/v2/bot/chat/loading/start", "/v2/bot/chat/markAsRead"
DOTS_S = 5
"""Legal steps are 5, 10, … 60 (display a loading animation, read 2026-11-23); an answer ends the dots."""
PATIENCE_S = 0.3
"""Whoever is answered sooner sees the answer, not the dots: most turns are one call."""
MOST = 50
_CALL_S = 3.0


class Courtesy:
    """Shows both, for those who talk to us alone. ``dots`` and ``read`` switch each on."""

    def __init__(self, wire: Wire, *, dots: bool, read: bool) -> None:
        self._wire = wire
        self._dots = dots
        self._read = read
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._calls: set[asyncio.Task[None]] = set()

    def kept(self, messages: Sequence[Message]) -> None:
        """Hear of new messages."""
        for message in messages:
            if message.public:
                continue
            if self._dots and isinstance(message.content, Text | Tap | Location):
                self._wait(message.conversation)
            token = jsons.read(message.origin or "{}").get("read") if self._read else None
            if token:
                self._call(READ, {"markAsReadToken": token})

    def answered(self, conversation: str) -> None:
        """Hear that the answer is there, or that there is none: no dots any more."""
        timer = self._timers.pop(conversation, None)
        if timer is not None:
            timer.cancel()

    async def stop(self) -> None:
        """Leave everything off that is not done yet."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)

    def _wait(self, person: str) -> None:
        if person not in self._timers and len(self._timers) + len(self._calls) < MOST:
            self._timers[person] = asyncio.get_running_loop().call_later(PATIENCE_S, self._show, person)

    def _show(self, person: str) -> None:
        self._timers.pop(person, None)
        self._call(LOADING, {"chatId": person, "loadingSeconds": DOTS_S})

    def _call(self, path: str, body: dict[str, object]) -> None:
        if len(self._calls) >= MOST:
            return
        call = asyncio.get_running_loop().create_task(self._quietly(path, jsons.text(body)))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _quietly(self, path: str, body: str) -> None:
        try:
            await self._wire.call("POST", path, body, seconds=_CALL_S)
        except SendError:
            return

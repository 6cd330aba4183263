"""getUpdates: long polling, one at a time (Client.cpp process_get_updates_query, do_get_updates)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .refusal import Json, Refused, conflict
from .setup import allow

if TYPE_CHECKING:
    from .state import Call, State

_HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_OTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_SET = "terminated by setWebhook request"
_MOST = 100


class Polling:
    """The one request that may wait for updates."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._waiting: asyncio.Future[str] | None = None

    def wake(self) -> None:
        """Something new is there."""
        self._end("")

    def webhook_set(self) -> None:
        """End the wait: updates are delivered from now on."""
        self._end(_SET)

    def stop(self) -> None:
        """End the wait: the house closes."""
        self._end("")

    async def get(self, call: Call) -> list[Json]:
        """Give updates; wait for the first for `timeout` seconds. An earlier wait ends with 409."""
        state, args = self._state, call.args
        if state.hook.url:
            conflict(_HOOKED)
        allow(state, call)
        offset, limit = args.get("offset", 0), min(max(args.get("limit", _MOST), 1), _MOST)
        seconds = min(max(args.get("timeout", 0), 0), state.rules.poll_limit)
        updates = state.updates.take(offset, limit)
        if not updates and seconds:
            await self._wait(seconds)
            updates = state.updates.take(max(offset, 0), limit)
        for update in updates:
            update.delivered = True
        return [update.body for update in updates]

    async def _wait(self, seconds: float) -> None:
        self._end(_OTHER)
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            reason = await asyncio.wait_for(waiting, seconds)
        except TimeoutError:
            reason = ""
        finally:
            if self._waiting is waiting:
                self._waiting = None
        if reason:
            raise Refused(409, f"Conflict: {reason}", blame=reason == _OTHER)

    def _end(self, reason: str) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(reason)
        self._waiting = None

"""Delivers updates to the bot's webhook (tdlib/telegram-bot-api WebhookActor.cpp, read 2026-11-23).

One update in flight in each queue, the next only after a 2xx. The first repetition comes at once, the next after
2, 4, 8 … seconds; `Retry-After` is obeyed up to an hour. A body with `method` is carried out.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import TYPE_CHECKING

import aiohttp

from .tables import NAMES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .journal import Entry
    from .refusal import Json
    from .state import State
    from .updates import Queue, Update

_LONGEST = 3600
_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_NEVER = frozenset({"setwebhook", "deletewebhook", "close", "logout"})
_OK = range(200, 300)


class Courier:
    """The tasks that bring updates, one for each queue that has any."""

    def __init__(self, state: State, execute: Callable[[str, Json], Awaitable[object]]) -> None:
        self._state = state
        self._execute = execute
        self._lanes: dict[Queue, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(state.hook.connections)
        self._random = random.Random(state.seed)  # noqa: S311 -- the same waits at every run

    async def start(self) -> None:
        """Begin to deliver."""
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=self._state.rules.webhook_timeout)
        self._session = aiohttp.ClientSession(connector=connector, timeout=timeout, auto_decompress=True)
        self.rewire()

    async def stop(self) -> None:
        """End all deliveries."""
        lanes = self._drop()
        await asyncio.gather(*lanes, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def wake(self, queue: Queue) -> None:
        """See to a queue that has something new."""
        if self._session is not None and self._state.hook.url and queue not in self._lanes:
            self._lanes[queue] = asyncio.get_running_loop().create_task(self._lane(queue))

    def rewire(self) -> None:
        """Begin anew after the address has changed."""
        if self._session is None:
            return
        self._drop()
        self._slots = asyncio.Semaphore(self._state.hook.connections)
        for queue in list(self._state.updates.lanes):
            self.wake(queue)

    async def bring(self, body: bytes, *, secret: str | None, kind: str = "application/json") -> int:
        """Bring any bytes with any secret once; give the status, 0 when nothing came back."""
        entry = self._state.journal.open(self._state.clock(), "delivery", "raw")
        status, _, _ = await self._post(body, {"Content-Type": kind, **({_HEADER: secret} if secret else {})}, entry)
        return status

    async def again(self, update: Update) -> int:
        """Bring an update once more, whatever became of it."""
        status, _, _ = await self._attempt(update)
        return status

    def _drop(self) -> list[asyncio.Task[None]]:
        lanes = list(self._lanes.values())
        self._lanes.clear()
        for lane in lanes:
            lane.cancel()
        return lanes

    async def _lane(self, queue: Queue) -> None:
        task = asyncio.current_task()
        try:
            while (update := self._state.updates.head(queue)) is not None:
                await self._deliver(update)
        finally:
            if self._lanes.get(queue) is task:
                del self._lanes[queue]

    async def _deliver(self, update: Update) -> None:
        state, fails, delay = self._state, 0, 1.0
        while True:
            async with self._slots:
                status, retry_after, answer = await self._attempt(update)
            if status in _OK:
                state.updates.done(update)
                await self._method(answer)
                return
            wait: float = min(max(retry_after, 0), _LONGEST)
            if not wait and fails:
                cap = state.rules.backoff_cap
                wait = delay = min(delay * 2, self._random.uniform(cap, cap * 2))
            wait *= state.rules.backoff
            if state.clock() + wait > update.expires:
                state.updates.done(update)
                update.delivered = False
                return
            fails += 1
            await asyncio.sleep(wait)

    async def _attempt(self, update: Update) -> tuple[int, int, bytes]:
        entry = self._state.journal.open(self._state.clock(), "delivery", update.kind)
        entry.person, entry.update_id = update.person, update.id
        if not self._state.rules.lean:
            entry.body = update.body
        headers = {"Content-Type": "application/json"}
        if self._state.hook.secret:
            headers[_HEADER] = self._state.hook.secret
        return await self._post(json.dumps(update.body, ensure_ascii=False).encode(), headers, entry)

    async def _post(self, body: bytes, headers: dict[str, str], entry: Entry) -> tuple[int, int, bytes]:
        if self._session is None:
            return 0, 0, b""
        begun = time.perf_counter()
        try:
            async with self._session.post(
                self._state.hook.url, data=body, headers=headers, allow_redirects=False
            ) as response:
                answer = await response.read()
                entry.status = response.status
                retry_after = response.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            entry.error = type(error).__name__
            self._failed("Connection failed")
            return 0, 0, b""
        finally:
            entry.took = time.perf_counter() - begun
        entry.accepted = entry.status in _OK
        if not entry.accepted:
            self._failed(f"Wrong response from the webhook: {entry.status}")
        return entry.status, int(retry_after) if retry_after.isdecimal() else 0, answer

    def _failed(self, reason: str) -> None:
        self._state.hook.error = reason
        self._state.hook.error_at = int(self._state.clock())

    async def _method(self, answer: bytes) -> None:
        if b"method" not in answer:
            return
        try:
            raw = json.loads(answer)
        except ValueError:
            return
        name = str(raw.pop("method", "")).lower() if isinstance(raw, dict) else ""
        if name in NAMES and name not in _NEVER and not name.startswith("get"):
            await self._execute(NAMES[name], raw)

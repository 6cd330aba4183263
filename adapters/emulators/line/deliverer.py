"""Carries events to the bot's webhook: in order for each talk, signed, with a limit on the answer's time.

Source: LINE Developers, "Receive messages (webhook)" and "Check webhook error statistics" (read 2026-11-23): an answer
within 2 s; redelivery is off by default, keeps the event's id and token, and may come late and out of order.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

import aiohttp

from adapters.emulators.line import events as shapes

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator, Sequence

    from adapters.emulators.line.checks import JsonObject
    from adapters.emulators.line.journal import Entry
    from adapters.emulators.line.state import State

_GOOD, _MOVED, _BUSY = 200, 300, 503
# Shorter than any server keeps an idle connection, so that none is used which the bot is just closing.
_IDLE = 2.0


class Deliverer:
    """The postman of one channel."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._lanes: dict[str, deque[list[JsonObject]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: list[JsonObject] | None = None
        self._session: aiohttp.ClientSession | None = None
        # Not the connector's limit: waiting for a turn must not count as the bot's time.
        self._turns = asyncio.Semaphore(state.rules.connections)

    async def start(self) -> None:
        """Begin to deliver; what was posted before goes out now."""
        if self._session is not None:
            return
        limit = aiohttp.ClientTimeout(total=self._state.rules.answer_limit)
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_IDLE)
        self._session = aiohttp.ClientSession(timeout=limit, connector=connector)
        for lane in self._lanes:
            self._spawn(self._work(lane))

    async def stop(self) -> None:
        """Stop at once; what was not delivered is lost."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def settled(self) -> None:
        """Wait until nothing is under way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def post(self, event: JsonObject, talk: str) -> None:
        """Queue one event behind those of its talk."""
        if self._held is not None:
            self._held.append(event)
        else:
            self._queue(talk, [event])

    @contextmanager
    def together(self) -> Iterator[None]:
        """Put all events made inside into one request, as the platform may do with several users' events."""
        self._held = []
        try:
            yield
        finally:
            held, self._held = self._held, None
            if held:
                self._queue("together", held)

    async def again(self, event: JsonObject, *, redelivery: bool) -> Entry:
        """Deliver an event once more, marked as a redelivery or as a plain duplicate."""
        return await self._deliver([shapes.redelivered(event) if redelivery else event])

    def _queue(self, lane: str, events: list[JsonObject]) -> None:
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(events)
            return
        self._lanes[lane] = deque([events])
        if self._session is not None:
            self._spawn(self._work(lane))

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, lane: str) -> None:
        waiting = self._lanes[lane]
        while waiting:
            events = waiting.popleft()
            if self._state.rules.delay:
                await asyncio.sleep(self._state.rules.delay)
            entry = await self._deliver(events)
            if self._state.names.chance(self._state.rules.duplicates):
                await self._deliver(events)
            if not entry.accepted and self._state.rules.redelivery:
                self._spawn(self._redeliver(events))
        del self._lanes[lane]

    async def _redeliver(self, events: list[JsonObject]) -> None:
        late = [shapes.redelivered(event) for event in events]
        for pause in self._state.rules.redelivery:
            await asyncio.sleep(pause)
            if (await self._deliver(late)).accepted:
                return

    async def _deliver(self, events: Sequence[JsonObject]) -> Entry:
        state = self._state
        now = state.clock()
        for event in events:
            state.tokens.delivered(event.get("replyToken", ""), now)
        entry = await self.send(shapes.body(state, events))
        entry.events = tuple(event["webhookEventId"] for event in events)
        sources = {event["source"].get("userId") for event in events}
        entry.person = sources.pop() if len(sources) == 1 else None
        if entry.accepted and not state.rules.chat:
            self._read(events)
        return entry

    def _read(self, events: Sequence[JsonObject]) -> None:
        for event in events:
            source = event["source"]
            talk = self._state.people.talk(source.get("groupId") or source.get("roomId") or source.get("userId"))
            message = event.get("message", {}).get("id")
            for item in reversed(talk.items if talk and message else []):
                if item.id == message:
                    item.read = True
                    break
            if talk is not None and not self._state.rules.lean:
                talk.touch()

    async def send(self, raw: bytes, signature: str | None = None, url: str | None = None) -> Entry:
        """Post raw bytes to the webhook, signed rightly unless a signature is given; waits for the answer.

        A right signature must be answered 2xx (503 is allowed to a bot that can not take more now), a wrong one 4xx.
        """
        state = self._state
        url = url or state.webhook
        entry = state.journal.open(state.clock(), "POST", "webhook", "webhook")
        if not url or not state.active or self._session is None:
            entry.fault = "no webhook"
            return entry
        right = shapes.sign(state.secret, raw)
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
            "x-line-signature": right if signature is None else signature,
        }
        async with self._turns:
            began = time.monotonic()
            try:
                async with self._session.post(url, data=raw, headers=headers, allow_redirects=False) as answer:
                    await answer.read()
                    entry.status = answer.status
            except TimeoutError:
                entry.fault = "REQUEST_TIMEOUT"
                entry.problems.append(f"No answer to a webhook within {state.rules.answer_limit} s")
            except (aiohttp.ClientError, OSError) as error:
                entry.fault = type(error).__name__
            entry.seconds = time.monotonic() - began
        entry.accepted = _GOOD <= entry.status < _MOVED
        forged = signature is not None and signature != right
        entry.problems += _judge(entry, forged=forged)
        if not state.rules.lean:
            entry.body = raw.decode("utf-8", "replace")
        return entry


def _judge(entry: Entry, *, forged: bool) -> list[str]:
    if forged:
        return ["A forged webhook was accepted"] if entry.accepted else []
    if entry.status and not entry.accepted and entry.status != _BUSY:
        return [f"A webhook was answered {entry.status}"]
    return []

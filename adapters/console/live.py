"""What happened, as server-sent events: read once for everybody, sent to each what they may know. Never a word."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from adapters.roster.roles import Action, may
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from starlette.types import Receive, Scope, Send

    from adapters.console.ports import Casebook, FeedRow
    from adapters.roster.people import Viewer
    from bot.case import Case

log = logging.getLogger(__name__)

KEEP_ALIVE = 15.0
_WAIT = 30.0
_REST = 1.0
_BATCH = 500
_KEPT = 2000
_CASES = 4000
_STEADY = frozenset({"line", "seen", "present", "spoke", "remark", "delivery", "gone"})
"""Kinds that change nobody's right to know of a case."""


class Wire:
    """Reads the feed once for this process, and wakes who listens. What came before is asked of the casebook."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._rows: deque[FeedRow] = deque(maxlen=_KEPT)
        self._cases: OrderedDict[str, Case] = OrderedDict()
        self._news = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None
        self._listening = 0

    async def after(self, position: int) -> list[FeedRow]:
        """Give what follows a position: from memory, or from the casebook where memory does not reach."""
        if self._rows and self._rows[0].id <= position + 1:
            return [row for row in self._rows if row.id > position]
        return list(await self._casebook.feed_after(position, _BATCH))

    async def case(self, row: FeedRow) -> Case | None:
        """Give the case of an event, as it is since then."""
        if row.kind not in _STEADY or row.case_id not in self._cases:
            case = await self._casebook.case(row.case_id)
            if case is None:
                self._cases.pop(row.case_id, None)
                return None
            self._cases[row.case_id] = case
            if len(self._cases) > _CASES:
                self._cases.popitem(last=False)
        return self._cases[row.case_id]

    @property
    def news(self) -> asyncio.Event:
        """Give what is set at the next news. Take it before looking, or what comes in between is missed."""
        return self._news

    def enter(self) -> None:
        """Begin to listen; the first one has the feed read."""
        self._listening += 1
        if self._reader is None or self._reader.done():
            self._reader = asyncio.create_task(self._read(), name="console-feed")

    def leave(self) -> None:
        """Listen no more; after the last one nothing is read."""
        self._listening -= 1
        if self._listening == 0 and self._reader is not None:
            self._reader.cancel()
            self._reader = None
            self._rows.clear()

    async def _read(self) -> None:
        position: int | None = None
        while True:
            try:
                if position is None:
                    position = await self._casebook.feed_newest()
                await self._casebook.feed_wait(position, _WAIT)
                rows = await self._casebook.feed_after(position, _BATCH)
            except StoreError as error:
                log.warning("the feed cannot be read just now: %s", type(error).__name__)
                await asyncio.sleep(_REST)
                continue
            if rows:
                for row in rows:
                    # Once, before all who listen ask for it.
                    await self.case(row)
                self._rows.extend(rows)
                position = rows[-1].id
                self._news.set()
                self._news = asyncio.Event()


class Live(StreamingResponse):
    """The stream as an answer; ``leave`` is called once, however it ends."""

    def __init__(self, events: AsyncGenerator[bytes], leave: Callable[[], None]) -> None:
        super().__init__(events, headers={"x-accel-buffering": "no"}, media_type="text/event-stream")
        self._events = events
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until somebody goes."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()
            await self._events.aclose()


async def stream(
    wire: Wire, viewer: Viewer, position: int, stopping: asyncio.Event, still: Callable[[], Awaitable[Viewer | None]]
) -> AsyncGenerator[bytes]:
    """Give what somebody may know of, from ``position`` on; ``still`` says whether they are still inside."""
    yield b"retry: 2000\n\n"
    synced = False
    try:
        while not stopping.is_set():
            rows = await wire.after(position)
            for row in rows:
                position = row.id
                case = await wire.case(row)
                if case is not None and may(viewer, Action.READ, case):
                    yield _event(row, case, viewer)
            if rows:
                continue
            if not synced:
                synced = True
                yield f"id: {position}\nevent: synced\ndata: {{}}\n\n".encode()
            if await _news(wire, position, stopping):
                continue
            asked = await still()
            if asked is None:
                yield b"event: ended\ndata: {}\n\n"
                return
            viewer = asked
            # With the position, so that who comes again need not hear what was not for them.
            yield f"id: {position}\n: still here\n\n".encode()
    except StoreError as error:
        log.warning("a live page broke off: %s", type(error).__name__)  # the browser comes again by itself


async def _news(wire: Wire, position: int, stopping: asyncio.Event) -> bool:
    """Wait for something new, the next sign of life or the end of the server, whatever is first."""
    bell = wire.news
    if await wire.after(position):
        return True
    news, end = asyncio.create_task(bell.wait()), asyncio.create_task(stopping.wait())
    try:
        done, _ = await asyncio.wait((news, end), timeout=KEEP_ALIVE, return_when=asyncio.FIRST_COMPLETED)
        return bool(done)
    finally:
        for task in (news, end):
            task.cancel()


def _event(row: FeedRow, case: Case, viewer: Viewer) -> bytes:
    data = {
        "case": str(case.number),
        "called": case.called,
        "kind": row.kind,
        "state": row.state,
        "own": row.who == viewer.id,
        "mine": case.owner == viewer.id,
    }
    return f"id: {row.id}\nevent: case\ndata: {json.dumps(data)}\n\n".encode()

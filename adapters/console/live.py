"""What happened, as server-sent events: to each what they may know of, in order, and never a word."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
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

ALARM = "alarm"
KEEP_ALIVE = 15.0
_CASES = 4000
_STEADY = frozenset({"line", "seen", "present", "spoke", "remark", "delivery", "gone"})
"""Kinds that change nobody's right to know of a case."""


class Cases:
    """The cases that the feed speaks of, each asked for once by all who listen, and anew when it may have changed."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._known: OrderedDict[str, tuple[int, Case | None]] = OrderedDict()

    async def of(self, row: FeedRow) -> Case | None:
        """Give the case of an event, as it is since then or later."""
        since, case = self._known.get(row.case_id, (0, None))
        if since < row.id and (since == 0 or row.kind not in _STEADY):
            case = await self._casebook.case(row.case_id)
            self._known[row.case_id] = row.id, case
            self._known.move_to_end(row.case_id)
            if len(self._known) > _CASES:
                self._known.popitem(last=False)
        return case


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


async def stream(  # noqa: PLR0913, PLR0917 - who listens, to what, from where, until when
    casebook: Casebook,
    cases: Cases,
    viewer: Viewer,
    position: int,
    stopping: asyncio.Event,
    still: Callable[[], Awaitable[Viewer | None]],
) -> AsyncGenerator[bytes]:
    """Give what somebody may know of, from ``position`` on; ``still`` says whether they are still inside."""
    yield b"retry: 2000\n\n"
    synced = False
    try:
        while not stopping.is_set():
            rows = await casebook.feed_after(position)
            for row in rows:
                position = row.id
                if row.kind == ALARM and may(viewer, Action.TAKEOVER):
                    yield _rang(row)
                case = await cases.of(row)
                if case is not None and may(viewer, Action.READ, case):
                    yield _event(row, case, viewer)
            if rows:
                continue
            if not synced:
                synced = True
                yield f"id: {position}\nevent: synced\ndata: {{}}\n\n".encode()
            if await _news(casebook, position, stopping):
                continue
            asked = await still()
            if asked is None:
                yield b"event: ended\ndata: {}\n\n"
                return
            viewer = asked
            yield b": still here\n\n"
    except StoreError as error:
        log.warning("a live page broke off: %s", type(error).__name__)  # the browser comes again by itself


async def _news(casebook: Casebook, position: int, stopping: asyncio.Event) -> bool:
    """Wait for something new, the next sign of life or the end of the server, whatever is first."""
    news = asyncio.create_task(casebook.feed_wait(position, KEEP_ALIVE))
    end = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait((news, end), return_when=asyncio.FIRST_COMPLETED)
        return end.done() or news.result()
    finally:
        for task in (news, end):
            task.cancel()


def _rang(row: FeedRow) -> bytes:
    """Say that an emergency rang, which is of no case yet."""
    return f"id: {row.id}\nevent: case\ndata: {json.dumps({'case': '', 'called': '', 'kind': row.kind})}\n\n".encode()


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

"""The visitor's own talk as server-sent events: what was said before, then what is new."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from adapters.web.render import line as rendered

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence

    from starlette.types import Receive, Scope, Send

    from adapters.web.ports import Line, Transcript

log = logging.getLogger(__name__)

EMPTYING = frozenset({"erased", "cleared"})
"""Entries after which nothing said before is shown any more."""
LARGEST = 2**63 - 1


class Live(StreamingResponse):
    """The stream as an answer; ``leave`` is called once, however the talk ends."""

    def __init__(self, live: AsyncGenerator[bytes], leave: Callable[[], None]) -> None:
        super().__init__(live, headers={"x-accel-buffering": "no"}, media_type="text/event-stream")
        self._live = live
        self._leave = leave

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until somebody goes."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()
            await self._live.aclose()


def start(last_event_id: str | None, after: str | None) -> int:
    """Give the position to go on from; what is no number starts at the beginning."""
    for given in (last_event_id, after):
        if given and given.isascii() and given.isdigit() and len(given) < 20:  # noqa: PLR2004
            return min(int(given), LARGEST)
    return 0


async def stream(
    transcript: Transcript, talk: str, position: int, stopping: asyncio.Event, keep_alive: float
) -> AsyncGenerator[bytes]:
    """Give the talk from ``position`` on, for as long as somebody listens."""
    synced = False
    yield b"retry: 2000\n\n"
    try:
        while not stopping.is_set():
            lines = await transcript.after(talk, position)
            for line in _still_shown(lines):
                yield _event(line)
            if lines:
                position = lines[-1].position
                continue
            if not synced:
                # The page may now greet a newcomer, and from here on reads answers aloud.
                synced = True
                yield b"event: synced\ndata: {}\n\n"
            if not await _newer(transcript, talk, position, stopping, keep_alive):
                yield b": still here\n\n"
    except Exception as error:  # noqa: BLE001 - the browser comes again by itself
        log.error("a live talk broke off: %s", type(error).__name__)  # noqa: TRY400


async def _newer(transcript: Transcript, talk: str, position: int, stopping: asyncio.Event, keep_alive: float) -> bool:
    """Wait for a new line, the next sign of life or the end of the server, whatever is first."""
    news = asyncio.create_task(transcript.wait(talk, position, keep_alive))
    end = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait((news, end), return_when=asyncio.FIRST_COMPLETED)
        return news.done() and news.result()
    finally:
        for task in (news, end):
            task.cancel()


def _still_shown(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out what was said before the talk was emptied."""
    for index in range(len(lines) - 1, -1, -1):
        reply = lines[index].reply
        if reply is not None and reply.entry in EMPTYING:
            return lines[index:]
    return lines


def _event(line: Line) -> bytes:
    data = json.dumps(rendered(line), ensure_ascii=False, separators=(",", ":"))
    # JSON has no bare line breaks, so no text can end the event early and forge another.
    return f"id: {line.position}\nevent: line\ndata: {data}\n\n".encode("utf-8", "replace")

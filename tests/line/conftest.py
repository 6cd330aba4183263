"""A channel with LINE's stand-in behind it and a store of nothing in front."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2
import pytest

from adapters.line.channel import Line
from tests.line.people import PHRASES, Clock, settings, signature
from tests.line.wire import Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.message import Message


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Inbox:
    """Keeps messages as the counter does: each event once."""

    kept: list[Message] = field(default_factory=list)
    fault: Exception | None = None

    async def take(self, messages: Sequence[Message]) -> Sequence[Message]:
        if self.fault is not None:
            raise self.fault
        new: list[Message] = []
        for message in messages:
            if message.event not in {each.event for each in (*self.kept, *new)}:
                new.append(message)
        self.kept += new
        return new


@dataclass
class House:
    """A running channel and all that is around it."""

    line: Line
    wire: Wire
    inbox: Inbox
    clock: Clock
    web: httpx2.AsyncClient

    async def post(self, raw: bytes, sign: str | None = "") -> httpx2.Response:
        """Deliver a webhook as LINE does; ``sign`` None for without a signature."""
        headers: dict[bytes, bytes] = {}
        if sign is not None:
            headers[b"X-Line-Signature"] = (sign or signature(raw)).encode("latin-1")
        return await self.web.post("/webhooks/line", content=raw, headers=headers)


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    wire = Wire()
    await wire.start()
    yield wire
    await wire.stop()


@pytest.fixture
async def house(wire: Wire, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    inbox, clock = Inbox(), Clock()
    line = Line(settings(wire.base, read=getattr(request, "param", False)), PHRASES, inbox.take, clock=clock)
    transport = httpx2.ASGITransport(app=line.hooks["/webhooks/line"], raise_app_exceptions=True)
    async with httpx2.AsyncClient(transport=transport, base_url="http://counter") as web:
        await line.start()
        yield House(line, wire, inbox, clock, web)
        await line.stop()

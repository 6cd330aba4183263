"""A bot's webhook: a door on this machine that notes what comes and answers as told."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105


class Hook:
    """A bot's webhook; answers as told, at last 200."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.came = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.most = self.now = 0

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.json())
        self.came.set()
        self.secrets.append(request.headers.get(SECRET))
        self.now += 1
        self.most = max(self.most, self.now)
        await self.gate.wait()
        self.now -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    async def heard(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.bodies) < count:
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def listening(hook: Hook) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()

"""A stand-in for LINE's API on this machine's own network: it notes every call and says what a test tells it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.line.people import BOT

if TYPE_CHECKING:
    from tests.line.menus import Menus

INVALID = (400, {"message": "Invalid reply token"})


@dataclass
class Call:
    """One call as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


@dataclass
class Wire:
    """``says`` holds what the next calls of a path get, in order: (status, body, headers?) or a fault's name."""

    calls: list[Call] = field(default_factory=list)
    says: dict[str, list[Any]] = field(default_factory=dict)
    base: str = ""
    menus: Menus | None = None
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=1 << 22)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def told(self, path: str, *answers: Any) -> None:
        self.says.setdefault(path, []).extend(answers)

    def to(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.path == path]

    @property
    def beside(self) -> list[Call]:
        """Give all calls but the one by which the channel learns who it is."""
        return [call for call in self.calls if call.path != "/v2/bot/info"]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.calls.append(Call(request.method, request.path, headers, raw))
        queue = self.says.get(request.path)
        if not queue:
            return self._usual(request, raw)
        said = queue.pop(0)
        if isinstance(said, str):
            return await self._fault(said, request)
        status, body, *more = said
        if isinstance(body, bytes):
            return web.Response(status=status, body=body, headers=more[0] if more else None)
        return web.json_response(body, status=status, headers=more[0] if more else None)

    async def _fault(self, name: str, request: web.Request) -> web.StreamResponse:
        if name == "reset" and request.transport is not None:
            request.transport.abort()
        if name == "slow":
            response = web.StreamResponse(headers={"content-type": "application/json"})
            await response.prepare(request)
            await response.write(b'{"sentMess')
            await asyncio.sleep(30)
        if name == "stall":
            await asyncio.sleep(30)
        return web.Response(status=200)

    def _usual(self, request: web.Request, raw: bytes) -> web.Response:
        match request.method, request.path:
            case "GET", "/v2/bot/info":
                bot = {"userId": BOT, "basicId": "@m", "displayName": "M", "chatMode": "bot", "markAsReadMode": "auto"}
                return web.json_response(bot)
            case "POST", "/v2/bot/message/reply" | "/v2/bot/message/push":
                return web.json_response({"sentMessages": [{"id": "461230966842064897"}]})
            case "POST", "/v2/bot/chat/loading/start":
                return web.json_response({}, status=202)
            case method, path if self.menus is not None:
                status, body = self.menus.answer(method, path, raw)
                return web.json_response(body, status=status, headers={"x-line-request-id": "r1"})
            case _:
                return web.json_response({})

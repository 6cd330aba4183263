"""A scripted bot on the other side of the wire: it keeps what it was told and answers as a test wants."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
from aiohttp import web

from adapters.emulators.line import Emulator, Rules, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

TOKEN, SECRET = "a-token", "a-secret"


@dataclass
class Answered:
    """What the API answered."""

    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass
class Bot:
    """The bot's side: the requests it got, and a client for the API."""

    emulator: Emulator
    url: str
    session: aiohttp.ClientSession
    bodies: list[dict[str, Any]] = field(default_factory=list)
    signed_rightly: list[bool] = field(default_factory=list)
    status: int = 200
    statuses: list[int] = field(default_factory=list)
    pause: float = 0.0
    trusting: bool = False

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for body in self.bodies for event in body["events"]]

    async def hear(self, request: web.Request) -> web.Response:
        raw = await request.read()
        right = base64.b64encode(hmac.new(SECRET.encode(), raw, hashlib.sha256).digest()).decode()
        self.signed_rightly.append(request.headers["X-Line-Signature"] == right)
        if not (self.signed_rightly[-1] or self.trusting):
            return web.Response(status=403)
        self.bodies.append(json.loads(raw))
        await asyncio.sleep(self.pause)
        return web.Response(status=self.statuses.pop(0) if self.statuses else self.status)

    async def call(
        self, path: str, body: Any = None, method: str = "POST", key: str | None = None, **more: Any
    ) -> Answered:
        headers = {"Authorization": f"Bearer {more.get('bearer', TOKEN)}"}
        if key is not None:
            headers["X-Line-Retry-Key"] = key
        limit = aiohttp.ClientTimeout(total=more.get("limit", 5))
        async with self.session.request(
            method, f"{self.url}/v2/bot/{path}", json=body, headers=headers, timeout=limit
        ) as answer:
            raw = await answer.read()
            is_json = answer.content_type == "application/json"
            return Answered(answer.status, json.loads(raw) if is_json else raw, answer.headers)

    async def reply(self, token: str, *messages: dict[str, Any]) -> Answered:
        return await self.call("message/reply", {"replyToken": token, "messages": list(messages) or [text("yes")]})

    async def push(self, to: str, *messages: dict[str, Any], key: str | None = None) -> Answered:
        return await self.call("message/push", {"to": to, "messages": list(messages) or [text("hello")]}, key=key)

    async def told(self, person: str, words: str = "hi") -> dict[str, Any]:
        """Let somebody write, and give the event the bot got."""
        self.emulator.say(person, words)
        return await heard(self)


async def heard(bot: Bot) -> dict[str, Any]:
    """Wait until all is delivered, and give the last event."""
    await bot.emulator.settled()
    return bot.events[-1]


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


@dataclass
class Clock:
    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@asynccontextmanager
async def at_work(rules: Rules | None = None, clock: Callable[[], float] | None = None) -> AsyncIterator[Bot]:
    emulator = Emulator(TOKEN, SECRET, rules=rules, clock=clock or Clock())
    async with serve(emulator) as url, aiohttp.ClientSession() as session:
        bot = Bot(emulator, url, session)
        app = web.Application()
        app.router.add_post("/line", bot.hear)
        runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        emulator.webhook = f"http://127.0.0.1:{runner.addresses[0][1]}/line"
        yield bot
        await runner.cleanup()

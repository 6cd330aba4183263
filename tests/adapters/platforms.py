"""Both platforms and the proxy for the doctor: well, until a test makes them ill."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.settings import LineSettings, Settings, TelegramSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET, TOKEN, BOT = "canary-secret", "canary-line-token", "123456:canary-telegram"


class Platforms:
    """Both platforms and the proxy at one address: answers by path, changed by each test."""

    def __init__(self) -> None:
        self.url = ""
        self.slow = 0.0
        self.asked: list[tuple[str, str]] = []
        self.date = NOW
        self.answers: dict[str, tuple[int, Any]] = {}

    def well(self) -> None:
        """Let everything be as it should."""
        self.answers = {
            "/livez": (200, "ok"),
            "/v2/bot/info": (200, {"basicId": "@madoguchi", "displayName": "M", "chatMode": "bot"}),
            "/v2/bot/channel/webhook/endpoint": (200, {"endpoint": f"{self.url}/webhooks/line", "active": True}),
            "/v2/bot/channel/webhook/test": (200, {"success": True, "statusCode": 200, "reason": "OK"}),
            "/v2/bot/message/quota": (200, {"type": "limited", "value": 200}),
            "/v2/bot/message/quota/consumption": (200, {"totalUsage": 7}),
            "/v2/bot/richmenu/list": (200, {"richmenus": [{"richMenuId": "a"}, {"richMenuId": "b"}]}),
            "/v2/bot/user/all/richmenu": (200, {"richMenuId": "a"}),
            f"/bot{BOT}/getMe": (200, {"ok": True, "result": {"username": "madoguchi_bot"}}),
            f"/bot{BOT}/getWebhookInfo": (200, {"ok": True, "result": {"url": "", "pending_update_count": 0}}),
        }

    async def answer(self, request: web.Request) -> web.Response:
        """Answer as the test wants it; LINE and Telegram refuse who does not show the right token."""
        self.asked.append((request.method, request.path))
        await asyncio.sleep(self.slow)
        headers = {"Date": format_datetime(self.date, usegmt=True)}
        if request.path.startswith("/v2/") and request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"message": "no"}, status=401, headers=headers)
        status, body = self.answers.get(request.path, (404, {}))
        if status == 302:
            headers["Location"] = f"{self.url}/v2/bot/elsewhere"
        return web.Response(status=status, text=body if isinstance(body, str) else json.dumps(body), headers=headers)


@asynccontextmanager
async def standing() -> AsyncIterator[Platforms]:
    here = Platforms()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", here.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    here.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    here.well()
    yield here
    await runner.cleanup()


def with_channels(settings: Settings, url: str, *, polling: bool = True) -> Settings:
    return replace(
        settings,
        public_url=url,
        line=LineSettings(SECRET, TOKEN, url, mark_as_read=False),
        telegram=TelegramSettings(BOT, "canary-hook", url, polling),
    )

"""A Bot API in small: checks every call against its description, and answers as it is told."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "123456:TEST-token_for_nobody"  # noqa: S105 - of a bot that is not there
# Fields of the methods we call; those with ! must be there (https://core.telegram.org/bots/api, read 2026-11-23).
METHODS = {
    "sendMessage": "chat_id! text! parse_mode link_preview_options reply_markup",
    "sendVenue": "chat_id! latitude! longitude! title! address! reply_markup",
    "editMessageText": "chat_id! message_id! text! parse_mode link_preview_options",
    "sendChatAction": "chat_id! action!",
    "answerCallbackQuery": "callback_query_id!",
    "leaveChat": "chat_id!",
    "getUpdates": "offset limit timeout allowed_updates",
    "setWebhook": "url! allowed_updates drop_pending_updates secret_token",
    "deleteWebhook": "drop_pending_updates",
    "getWebhookInfo": "",
    "setMyCommands": "commands! scope language_code",
    "getMyCommands": "scope language_code",
    "setMyName": "name language_code",
    "getMyName": "language_code",
    "setMyDescription": "description language_code",
    "getMyDescription": "language_code",
    "setMyShortDescription": "short_description language_code",
    "getMyShortDescription": "language_code",
}


@dataclass
class Answer:
    """What the wire says next: a status with JSON or raw bytes, after a while, or a torn line."""

    status: int = 200
    body: object = None
    raw: bytes | None = None
    wait: float = 0.0
    torn: bool = False


def error(status: int, said: str, **parameters: int) -> Answer:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": said}
    return Answer(status, {**body, "parameters": parameters} if parameters else body)


@dataclass
class Wire:
    """The server. ``script``: answers of a method, one after the other, before the usual one."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    script: dict[str, list[Answer]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    webhook: str = ""
    texts: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    number: int = 0

    async def start(self) -> None:
        app = web.Application(client_max_size=1 << 24)
        app.router.add_post("/bot{token}/{method}", self._call)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()

    def of(self, method: str) -> list[dict[str, Any]]:
        """Give the calls of one method."""
        return [body for name, body in self.calls if name == method]

    async def until(self, method: str, times: int = 1) -> list[dict[str, Any]]:
        """Wait for calls, at most two seconds."""
        async with asyncio.timeout(2):
            while len(self.of(method)) < times:  # noqa: ASYNC110 - a test may look
                await asyncio.sleep(0.005)
        return self.of(method)

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, body = request.match_info["method"], json.loads(await request.read() or b"{}")
        self._check(request.match_info["token"], method, body)
        self.calls.append((method, body))
        waiting = self.script.get(method)
        answer = waiting.pop(0) if waiting else Answer(body={"ok": True, "result": await self._usual(method, body)})
        await asyncio.sleep(answer.wait)
        if answer.torn:
            assert request.transport is not None
            request.transport.abort()
        if answer.raw is not None:
            headers = {"location": "/login"} if 300 <= answer.status < 400 else {}
            return web.Response(status=answer.status, body=answer.raw, content_type="text/html", headers=headers)
        return web.json_response(answer.body, status=answer.status)

    def _check(self, token: str, method: str, body: dict[str, Any]) -> None:
        known = METHODS.get(method)
        if token != TOKEN or known is None:
            self.problems.append(f"no such call: {method}")
            return
        names = {name.rstrip("!") for name in known.split()}
        needed = {name.rstrip("!") for name in known.split() if name.endswith("!")}
        self.problems += [f"{method}: {name}?" for name in body.keys() - names]
        self.problems += [f"{method}: no {name}" for name in needed - body.keys()]
        if "chat_id" in body and not isinstance(body["chat_id"], int):
            self.problems.append(f"{method}: chat_id is no number")
        if method == "getUpdates" and self.webhook:
            self.problems.append("getUpdates while a webhook is set")

    async def _usual(self, method: str, body: dict[str, Any]) -> object:
        match method:
            case "sendMessage" | "sendVenue":
                self.number += 1
                chat = {"id": body["chat_id"], "type": "private", "first_name": "A"}
                return {"message_id": self.number, "date": 1_795_000_000, "chat": chat, "text": "…"}
            case "getUpdates":
                return await self._poll(body)
            case "getWebhookInfo":
                return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": 0}
            case "setWebhook" | "deleteWebhook":
                self.webhook = body.get("url", "")
            case _ if method.startswith("setMy"):
                self.texts[self._key(method, body)] = body
            case _ if method.startswith("getMy"):
                return self._text(method, body)
            case _:
                pass
        return True

    async def _poll(self, body: dict[str, Any]) -> object:
        self.updates = [each for each in self.updates if each.get("update_id", 0) >= body.get("offset", 0)]
        for _ in range(int(body["timeout"] * 100)):
            if self.updates:
                break
            await asyncio.sleep(0.01)
        return self.updates[:100]

    @staticmethod
    def _key(method: str, body: dict[str, Any]) -> str:
        return f"{method[3:]} {body.get('language_code', '')}"

    def _text(self, method: str, body: dict[str, Any]) -> object:
        default = self.texts.get(f"{method[3:]} ", {})
        given = self.texts.get(self._key(method, body))
        if method == "getMyCommands":
            return (given or {}).get("commands", [])
        name = {"getMyName": "name", "getMyDescription": "description"}.get(method, "short_description")
        return {name: (given or default).get(name, "")}

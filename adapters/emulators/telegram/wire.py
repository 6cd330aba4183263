"""The Bot API as HTTP: /bot<token>/<method>, answers, and the misfortunes a test has ordered."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import socket
import struct
from typing import TYPE_CHECKING, Any

from .refusal import Json, Refused, not_found, unauthorized
from .tables import NAMES
from .values import read_body

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from .desk import Desk
    from .faults import Fault
    from .journal import Entry
    from .state import State

_JSON = [(b"content-type", b"application/json")]
_PAGE = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\x80\xff</body>\r\n</html>\r\n"
_FINAL = {"500", "502", "html", "429"}


class Wire:
    """Answers requests below /bot and /file/bot."""

    def __init__(self, state: State, desk: Desk) -> None:
        self._state = state
        self._desk = desk
        self.closing = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        path: str = scope["path"]
        token, _, name = path.removeprefix("/bot").partition("/")
        if path.startswith("/file/bot"):
            await self._file(path.removeprefix("/file/bot"), send)
            return
        body = await _body(receive)
        if body is None:
            return
        entry = self._state.journal.open(self._state.clock(), "call", NAMES.get(name.lower(), name[:64]))
        refused = self._turned_away(token, name)
        if refused is not None:
            status, answer = self._desk.refuse(refused, entry)
            entry.status = status
            await _answer(send, status, answer)
            return
        await self._serve(scope, body, entry, (receive, send))

    async def _file(self, path: str, send: Send) -> None:
        """Give a file's bytes; 404 for a wrong token too, as the real server has it."""
        token, _, name = path.partition("/")
        entry = self._state.journal.open(self._state.clock(), "call", "file")
        known = hmac.compare_digest(token.encode("utf-8", "replace"), self._state.bot.token.encode())
        data = self._state.contents.get(name) if known else None
        entry.status, entry.accepted = (200, True) if data is not None else (404, False)
        await _answer(send, entry.status, data if data is not None else _error(404, "Not Found"))

    def _turned_away(self, token: str, name: str) -> Refused | None:
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self._state.bot.token.encode()):
            return unauthorized()
        return None if name.lower() in NAMES else not_found()

    async def _serve(self, scope: Scope, body: bytes, entry: Entry, line: tuple[Receive, Send]) -> None:
        kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"").decode("latin-1")
        try:
            raw = read_body(kind, scope["query_string"], body)
        except Refused as refused:
            entry.status, answer = self._desk.refuse(refused, entry)
            await _answer(line[1], entry.status, answer)
            return
        entry.person = self._about(raw)
        fault = self._state.faults.strike(entry.method, entry.person)
        if fault is None:
            status, answer = await self._carried_out(raw, entry, line[0])
            if status:
                entry.status = status
                await _answer(line[1], status, answer)
            return
        entry.fault = fault.kind
        await self._struck(fault, raw, entry, line)

    def _about(self, raw: Json) -> int | None:
        callback = self._state.callbacks.get(str(raw.get("callback_query_id", "")))
        if callback is not None:
            return callback.person
        with contextlib.suppress(TypeError, ValueError):
            return int(raw.get("chat_id", ""))
        return None

    async def _carried_out(self, raw: Json, entry: Entry, receive: Receive) -> tuple[int, Json]:
        if entry.method != "getUpdates":
            return await self._desk.carry_out(entry.method, raw, entry)
        # Who hangs up while waiting gets nothing, and nothing counts as given.
        asking = asyncio.ensure_future(self._desk.carry_out(entry.method, raw, entry))
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            await asyncio.wait({asking, gone}, return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else (0, {})
        finally:
            for task in (asking, gone):
                task.cancel()
            await asyncio.gather(asking, gone, return_exceptions=True)

    async def _struck(self, fault: Fault, raw: Json, entry: Entry, line: tuple[Receive, Send]) -> None:
        receive, send = line
        if fault.kind in _FINAL:
            entry.status = {"429": 429, "500": 500}.get(fault.kind, 502)
            await self._failed(fault, entry, send)
            return
        status, answer = 0, Json()
        if fault.kind in {"timeout-after", "reset-after", "slow"}:
            status, answer = await self._desk.carry_out(entry.method, raw, entry)
        if fault.kind == "slow":
            entry.status = status
            await _answer(send, status, answer, pause=fault.seconds)
        elif fault.kind.startswith("timeout"):
            await self._hang(receive)
            await _cut(send, hard=False)
        else:
            await _cut(send, hard=True)

    async def _failed(self, fault: Fault, entry: Entry, send: Send) -> None:
        if fault.kind == "429":
            answer = _error(429, f"Too Many Requests: retry after {fault.retry_after}")
            answer["parameters"] = {"retry_after": fault.retry_after}
            await _answer(send, 429, answer)
        elif fault.kind == "500":
            await _answer(send, 500, _error(500, "Internal Server Error"))
        elif fault.kind == "502":
            await _answer(send, 502, _error(502, "Bad Gateway"))
        else:
            await _answer(send, entry.status, _PAGE)

    async def _hang(self, receive: Receive) -> None:
        waits = [asyncio.ensure_future(_disconnected(receive)), asyncio.ensure_future(self.closing.wait())]
        await asyncio.wait(waits, timeout=self._state.rules.hang, return_when=asyncio.FIRST_COMPLETED)
        for task in waits:
            task.cancel()
        await asyncio.gather(*waits, return_exceptions=True)


def _error(code: int, description: str) -> Json:
    return {"ok": False, "error_code": code, "description": description}


async def _body(receive: Receive) -> bytes | None:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += bytes(message.get("body", b""))
        if not message.get("more_body", False):
            return body


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(send: Send, status: int, answer: Json | bytes, *, pause: float = 0.0) -> None:
    body = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
    kind = [(b"content-type", b"text/html" if status >= 500 else b"application/octet-stream")]  # noqa: PLR2004
    kind = kind if isinstance(answer, bytes) else _JSON
    headers = [*kind, (b"content-length", str(len(body)).encode())]
    if status == 429 and isinstance(answer, dict):  # noqa: PLR2004
        headers.append((b"retry-after", str(answer["parameters"]["retry_after"]).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if pause:
        await send({"type": "http.response.body", "body": body[:1], "more_body": True})
        await asyncio.sleep(pause)
        body = body[1:]
    await send({"type": "http.response.body", "body": body})


async def _cut(send: Send, *, hard: bool) -> None:
    """Cut the line: hard as a reset, else simply closed. Where the server hides its line, half an answer does it."""
    transport: Any = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        return
    plug = transport.get_extra_info("socket")
    if hard and plug is not None:
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    # The server has to notice before the application returns, or it would complain of a missing answer.
    for _ in range(3):
        await asyncio.sleep(0)

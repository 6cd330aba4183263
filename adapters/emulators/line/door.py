"""The API's front door: who calls, may they, does it go wrong today, and what is answered. Plain ASGI, for speed."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from adapters.emulators.line import routes
from adapters.emulators.line.calls import MONTHLY, NOT_FOUND, TOO_FAST, UNAUTHORISED, Answer, Call, Refused, refused
from adapters.emulators.line.retries import KEYED, SHAPE

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from adapters.emulators.line.deliverer import Deliverer
    from adapters.emulators.line.faults import Fault
    from adapters.emulators.line.retries import Attempt
    from adapters.emulators.line.routes import Doing
    from adapters.emulators.line.state import State

_GOOD, _MOVED = 200, 300
_HTML = "<html><body>502 Bad Gateway \u30b2\u30fc\u30c8\u30a6\u30a7\u30a4</body></html>".encode("shift_jis")


class Door:
    """An ASGI application that answers every path of the Messaging API."""

    def __init__(self, state: State, deliverer: Deliverer, stopping: asyncio.Event) -> None:
        self._state, self._deliverer, self._stopping = state, deliverer, stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        state = self._state
        path, method = scope["path"], scope["method"]
        found = routes.find(method, path)
        name, parts, doing = found or ("unknown", (), None)
        entry = state.journal.open(state.clock(), method, path, name)
        entry.request = state.names.request()
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        raw = await _read(receive, state.rules.largest_body)
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        call = Call(parts, query, headers, raw or b"", entry)
        fault, attempt = None, None
        try:
            self._admit(call, known=found is not None, whole=raw is not None)
            attempt = self._retried(call)
            fault = state.faults.pick(name, entry.person)
            if fault is not None:
                entry.fault = fault.kind
                if await self._before(fault, receive):
                    return
            answer = await self._answer(call, doing, attempt)
        except Refused as refusal:
            answer = refusal.answer
            entry.problems += refusal.problems
        entry.status, entry.accepted = answer.status, _GOOD <= answer.status < _MOVED
        if attempt is not None and attempt.accepted is None:
            attempt.status = answer.status
        if fault is not None and fault.kind.endswith("-after"):
            entry.status = 0
            await self._after(fault, receive)
            return
        await _send(send, answer, entry.request, fault.seconds if fault and fault.kind == "slow" else 0)

    def _admit(self, call: Call, *, known: bool, whole: bool) -> None:
        state, entry = self._state, call.entry
        if not known:
            raise refused(404, NOT_FOUND, f"No such call: {entry.method} {entry.path}")
        if not whole:
            raise refused(413, "Request Entity Too Large", "A body over 2 MB")
        if call.headers.get("authorization") != f"Bearer {state.token}":
            raise refused(401, UNAUTHORISED, "A wrong access token")
        _parse(call)
        entry.person = self._about(call)
        if not state.rules.lean:
            entry.body = call.body
        if not state.rates.take(entry.name, state.clock()):
            raise refused(429, TOO_FAST)

    def _about(self, call: Call) -> str | None:
        if call.entry.name == "reply":
            token = self._state.tokens.get(call.body.get("replyToken"))
            call.entry.events = (token.event,) if token else ()
            return token.talk if token else None
        to = call.body.get("to") or call.body.get("chatId")
        if isinstance(to, str):
            return to
        return call.parts[0] if call.parts and self._state.people.talk(call.parts[0]) else None

    def _retried(self, call: Call) -> Attempt | None:
        key = call.headers.get("x-line-retry-key")
        if key is None:
            return None
        call.entry.key = key
        if call.entry.name not in KEYED:
            raise refused(400, "X-Line-Retry-Key can't be used here", "A retry key on a call that takes none")
        if not SHAPE.match(key):
            raise refused(400, "Invalid retry key", "A retry key that is no hexadecimal UUID")
        attempt, problems = self._state.retries.attempt(key.lower(), call.raw, self._state.clock())
        call.entry.problems += problems
        return attempt

    async def _answer(self, call: Call, doing: Doing | None, attempt: Attempt | None) -> Answer:
        if doing is None:
            return await self._test(call)
        if attempt is None:
            return doing(self._state, call)
        if attempt.accepted is not None:
            sent = {"sentMessages": attempt.sent} if attempt.sent else {}
            body = {"message": "The retry key is already accepted", **sent}
            return Answer(409, body, {"x-line-accepted-request-id": attempt.accepted})
        answer = doing(self._state, call)
        attempt.accepted = call.entry.request
        attempt.sent = answer.body.get("sentMessages", []) if isinstance(answer.body, dict) else []
        return answer

    async def _test(self, call: Call) -> Answer:
        found: list[object] = []
        url = call.body.get("endpoint")
        entry = await self._deliverer.send(
            json.dumps({"destination": self._state.bot_id, "events": found}).encode(), None, url
        )
        reason = "OK" if entry.accepted else entry.fault or "ERROR_STATUS_CODE"
        at = entry.to_json()["at"]
        return Answer(
            200,
            {
                "success": entry.accepted,
                "timestamp": at,
                "statusCode": entry.status,
                "reason": reason,
                "detail": str(entry.status or reason),
            },
        )

    async def _before(self, fault: Fault, receive: Receive) -> bool:
        if fault.kind == "timeout-before":
            await self._hang(fault.seconds, receive)
            return True
        if fault.kind in {"reset", "refuse"}:
            _break(receive)
            return True
        retry = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
        if fault.kind == "monthly":
            raise Refused(Answer(429, {"message": MONTHLY}, retry))
        if fault.kind == "html":
            raise Refused(Answer(502, _HTML, mime="text/html"))
        if fault.kind.isdecimal():
            message = TOO_FAST if fault.kind == "429" else "Internal server error"
            raise Refused(Answer(int(fault.kind), {"message": message}, retry))
        return False

    async def _after(self, fault: Fault, receive: Receive) -> None:
        if fault.kind == "timeout-after":
            await self._hang(fault.seconds, receive)
        else:
            _break(receive)

    async def _hang(self, seconds: float, receive: Receive) -> None:
        gone = asyncio.ensure_future(receive())
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({gone, stopped}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for waiting in (gone, stopped):
            waiting.cancel()
        _break(receive)


async def _read(receive: Receive, largest: int) -> bytes | None:
    parts, length = [], 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        length += len(part)
        if length <= largest:
            parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts) if length <= largest else None


def _parse(call: Call) -> None:
    name = call.entry.name
    if call.entry.method not in {"POST", "PUT"} or name in routes.BODILESS:
        return
    if not call.raw and name == "test_webhook":
        return
    if call.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise refused(415, "Unsupported Media Type", "The body must be application/json")
    try:
        body = json.loads(call.raw, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise refused(400, "The request body could not be parsed as JSON", "The body is no JSON") from None
    if not isinstance(body, dict):
        raise refused(400, "The request body must be a JSON object", "The body is no JSON object")
    call.body = body


def _no_number(_constant: str) -> None:
    raise ValueError


def _break(receive: Receive) -> None:
    """Cut the connection without a farewell (uvicorn keeps its transport beside the callable it gave us)."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError
    wire = transport.get_extra_info("socket")
    if wire is not None:
        with suppress(OSError):  # whoever called may have gone already
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def _send(send: Send, answer: Answer, request: str, seconds: float) -> None:
    raw = answer.raw()
    headers = [
        (b"content-type", answer.mime.encode()),
        (b"content-length", str(len(raw)).encode()),
        (b"x-line-request-id", request.encode()),
        *((name.encode(), value.encode()) for name, value in answer.headers.items()),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if seconds:
        for at in range(len(raw)):
            await send({"type": "http.response.body", "body": raw[at : at + 1], "more_body": True})
            await asyncio.sleep(seconds / len(raw))
        raw = b""
    await send({"type": "http.response.body", "body": raw})

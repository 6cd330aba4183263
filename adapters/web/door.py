"""The frame around every route: strict headers, refusals in words, no surprises."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bot.errors import MadoguchiError, StoreBusy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import Receive, Scope, Send


log = logging.getLogger(__name__)

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        # No part of the page may turn a text into markup, not even by mistake.
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HSTS = "max-age=31536000"


class Refused(MadoguchiError):  # noqa: N818 - a state, said in the caller's words
    """What was asked is refused: a status for the browser, a phrase for the person."""

    def __init__(
        self, status: int, phrase: str, *, language: str | None = None, retry_after: int = 0, **slots: str
    ) -> None:
        super().__init__(f"{status} {phrase}")
        self.status = status
        self.phrase = phrase
        self.language = language
        self.retry_after = retry_after
        self.slots = slots


class Door:
    """One path of the page: an ASGI app that calls the handler of the method."""

    def __init__(
        self,
        handlers: Mapping[str, Callable[[Request], Awaitable[Response]]],
        explain: Callable[[Request, Refused], str],
        *,
        https: bool,
    ) -> None:
        self._handlers = handlers
        self._explain = explain
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await self._answer(request)
        for name, value in HEADERS.items():
            # What is handed out, and is no page, may be bound more tightly.
            response.headers.setdefault(name, value)
        response.headers.setdefault("cache-control", "no-store")
        if self._https:
            response.headers["strict-transport-security"] = HSTS
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        handler = self._handlers.get(request.method)
        if handler is None:
            refusal = Refused(405, "unreadable")
            return self._refuse(request, refusal, allow=", ".join(self._handlers))
        try:
            return await handler(request)
        except Refused as refusal:
            return self._refuse(request, refusal)
        except StoreBusy as busy:
            return self._refuse(request, Refused(503, "trouble", retry_after=busy.retry_after))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except Exception as error:  # noqa: BLE001 - the person gets words, whatever broke
            # The type only: a message of an error may hold a person's words.
            log.error("the page could not answer: %s", type(error).__name__)  # noqa: TRY400
            return self._refuse(request, Refused(500, "trouble"))

    def _refuse(self, request: Request, refusal: Refused, **headers: str) -> Response:
        if refusal.retry_after:
            headers["retry-after"] = str(refusal.retry_after)
        if refusal.status == 413:  # noqa: PLR2004 - the rest of the body is left unread
            headers["connection"] = "close"
        content = {"error": refusal.phrase, "message": self._explain(request, refusal)}
        return JSONResponse(content, refusal.status, headers)

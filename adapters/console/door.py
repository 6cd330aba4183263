"""The frame around every way into the console: strict headers, no foreign forms, nobody where they may not be.

A handler behind it is only called when the way's rules hold, so none can forget to look.
"""

from __future__ import annotations

import hmac
import logging
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from adapters.console import body
from adapters.console.cookies import new_key, token_of
from adapters.console.guard import viewer
from adapters.console.refusal import Elsewhere, Refused
from adapters.console.visit import Visit
from adapters.console.words import choose
from adapters.roster.accounts import Stage
from adapters.roster.roles import may
from adapters.whence import neighbourhood, ours
from bot.errors import StoreBusy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from starlette.types import Receive, Scope, Send

    from adapters.console.cookies import Cookies
    from adapters.console.guard import Guard
    from adapters.console.view import View
    from adapters.console.visit import Way
    from adapters.console.words import Words

log = logging.getLogger(__name__)

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        # No part of a page may turn a text into markup, not even by mistake.
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
    # Not "no-referrer": under that, browsers send plain forms with an origin of "null".
    "referrer-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
HSTS = "max-age=31536000"
HOME, LOGIN, CODE, SETUP = "/staff", "/staff/login", "/staff/login/code", "/staff/login/setup"
_SAFE = frozenset({"GET", "HEAD"})
_HALFWAY = {Stage.CODE: CODE, Stage.SETUP: SETUP}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every way of one console shares."""

    guard: Guard
    cookies: Cookies
    view: View
    words: Mapping[str, Words]
    public_url: str
    clock: Callable[[], datetime]


class Door:
    """One way into the console, as an ASGI app."""

    def __init__(self, way: Way, frame: Frame) -> None:
        self._way = way
        self._frame = frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        visit = self._visit(request)
        try:
            response = await self._answer(visit)
        finally:
            for files in visit.files.values():
                for file in files:
                    await file.close()
        cookies = self._frame.cookies
        for name, value in visit.crumbs.items():
            cookies.give(response, name, value) if value else cookies.take(response, name)
        for name, value in HEADERS.items():
            # What is handed out, and is no page, may be bound more tightly.
            response.headers.setdefault(name, value)
        response.headers.setdefault("cache-control", "no-store")
        if cookies.https:
            response.headers["strict-transport-security"] = HSTS
        await response(scope, receive, send)

    def _visit(self, request: Request) -> Visit:
        cookies = self._frame.cookies
        tongue = choose(request.cookies.get(cookies.tongue), request.headers.get("accept-language", ""))
        address = neighbourhood(request.client.host if request.client else "")
        return Visit(request, self._frame.clock(), self._frame.words[tongue], address)

    async def _answer(self, visit: Visit) -> Response:
        try:
            return await self._let_in(visit)
        except Elsewhere as elsewhere:
            scripted = visit.scripted
            return JSONResponse({"go": elsewhere.path}, 401) if scripted else RedirectResponse(elsewhere.path, 303)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except Exception as error:  # noqa: BLE001 - the person gets words, whatever broke
            return self._refuse(visit, _refusal(error))

    async def _let_in(self, visit: Visit) -> Response:
        """Refuse for whither, whence, who and what, in this order; then answer."""
        request, way = visit.request, self._way
        if not known(request.headers.get("host", ""), self._frame.public_url):
            raise Refused(421, "door_host")
        handler = way.get if request.method in _SAFE else way.post if request.method == "POST" else None
        if handler is None:
            raise Refused(405, "door_method")
        if request.method == "POST" and not ours(request, self._frame.public_url):
            raise Refused(403, "door_foreign")
        await self._recognise(visit)
        if way.needs is not None:
            self._check(visit)
        if request.method == "POST":
            visit.form, visit.files = body.sorted_out(await body.read(request, way.most))
            if not hmac.compare_digest(visit.one("token").encode(), visit.token.encode()):
                raise Refused(403, "door_stale")
        return await handler(visit)

    async def _recognise(self, visit: Visit) -> None:
        """Find out who it is, and which token their forms carry."""
        frame, request = self._frame, visit.request
        entered = await frame.guard.entered(request, visit.now)
        if entered is not None:
            fresh = await frame.guard.renewed(request, entered)
            if fresh == "":
                entered = None
            elif fresh:
                visit.crumbs[frame.cookies.session] = fresh
        if entered is not None and entered.session.stage is not Stage.DOOR:
            visit.session, visit.token = entered.session, entered.session.token
            visit.asking = viewer(entered, visit.now)
            if not (self._way.quiet or visit.unattended):
                await frame.guard.used(entered, visit.now)
            return
        key = frame.cookies.key(request, frame.cookies.door)
        if key is None:
            key = visit.crumbs[frame.cookies.door] = new_key()
        visit.token = token_of(key)

    def _check(self, visit: Visit) -> None:
        if visit.asking is None:
            if visit.session is not None:
                raise Elsewhere(_HALFWAY[visit.session.stage])
            url = visit.request.url
            back = f"{url.path}?{url.query}" if url.query else url.path
            onward = f"?next={quote(back, safe='/')}" if visit.request.method in _SAFE and back != HOME else ""
            raise Elsewhere(LOGIN + onward)
        if self._way.needs is not None and not may(visit.asking, self._way.needs):
            raise Refused(403, "door_forbidden")

    def _refuse(self, visit: Visit, refusal: Refused) -> Response:
        headers: dict[str, str] = {}
        if refusal.retry_after:
            headers["retry-after"] = str(refusal.retry_after)
        if refusal.status == 405:  # noqa: PLR2004
            headers["allow"] = "POST" if self._way.get is None else "GET, HEAD, POST" if self._way.post else "GET, HEAD"
        if refusal.status == 413:  # noqa: PLR2004 - the rest of the body is left unread
            headers["connection"] = "close"
        message = visit.words.say(refusal.word, **refusal.slots)
        if visit.scripted:
            return JSONResponse({"error": refusal.word, "message": message}, refusal.status, headers)
        response = self._frame.view.page(visit, "refused.html", refusal.status, message=message)
        response.headers.update(headers)
        return response


def _refusal(error: Exception) -> Refused:
    if isinstance(error, Refused):
        return error
    if isinstance(error, StoreBusy):
        return Refused(503, "door_trouble", retry_after=error.retry_after)
    # The type only: a message of an error may hold a person's words.
    log.error("the console could not answer: %s", type(error).__name__)
    return Refused(500, "door_trouble")


def known(host: str, public_url: str) -> bool:
    """Say whether a request is for us: under our public name, or by number, as on this machine.

    Any other name may be somebody else's, made to point here.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
        public = urlsplit(public_url).hostname
    except ValueError:
        return False
    if name == "localhost" or name == public:  # noqa: PLR1714 - two reasons
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True

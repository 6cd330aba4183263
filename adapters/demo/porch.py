"""Before the page's door: strict headers, and nobody from another site gets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from adapters.web.door import HEADERS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OURS = frozenset({"127.0.0.1", "localhost"})
_READING = frozenset({"GET", "HEAD"})


class Porch:
    """Lets in who called this machine by its own name; what changes something must come from this page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request under our headers."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        app = self._app if scope["type"] == "http" and _welcome(scope) else PlainTextResponse("not from here", 403)
        await app(scope, receive, dressed)


def _welcome(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    if headers.get("host", "").rpartition(":")[0] not in _OURS:
        return False  # a foreign name that was made to point at this machine
    return scope["method"] in _READING or headers.get("sec-fetch-site", "same-origin") == "same-origin"


def control(app: ASGIApp) -> ASGIApp:
    """Give only the control routes of an emulator; its platform's API has its own door."""

    async def only(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        found = app if path.startswith("/emulator/") else PlainTextResponse("not here", 404)
        await found(scope, receive, send)

    return only

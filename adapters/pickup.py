"""The pick-up window: gives a file to whoever has a pass for it, and nothing to anybody else.

LINE's servers and telephones come here, and people who tap a link. Nobody signs in: a pass is for one file, ends
after some days, and is worth nothing once the file is gone.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from adapters.media import offered
from adapters.media.offering import HEADERS
from adapters.passes import PATH
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from adapters.media import Enclosure
    from adapters.passes import Passes
    from bot.phrases import Phrasebook


class Drawer(Protocol):
    """Where what was sent is kept."""

    async def sent(self, file: str, *, small: bool = False) -> Enclosure | None:
        """Give what was sent to somebody; None once it is gone."""
        ...


class Pickup:
    """The window. ``router`` goes into the application."""

    def __init__(
        self, passes: Passes, drawer: Drawer, phrases: Phrasebook, clock: Callable[[], float] = time.time
    ) -> None:
        self._passes = passes
        self._drawer = drawer
        self._phrases = phrases
        self._clock = clock
        self.router = APIRouter()
        self.router.add_route(PATH + "/{given:path}", _Way(self), include_in_schema=False)  # type: ignore[arg-type]

    async def answer(self, request: Request) -> Response:
        """Give a file, or say that there is none (404), not any more (410), or not just now (503)."""
        if request.method not in {"GET", "HEAD"}:
            return PlainTextResponse("", 405, {**HEADERS, "allow": "GET, HEAD"})
        shown = self._passes.read(request.path_params["given"])
        if shown is None:
            return PlainTextResponse("", 404, HEADERS)
        if shown.ends <= self._clock():
            return self._gone(request)
        try:
            found = await self._drawer.sent(shown.file, small=shown.small)
        except StoreError:
            return PlainTextResponse("", 503, {**HEADERS, "retry-after": "10"})
        return offered(found, request.headers.get("range", "")) if found is not None else self._gone(request)

    def _gone(self, request: Request) -> Response:
        """Say so in the languages that the telephone asks for, and in English: who reads it cannot be asked."""
        tags = {language.tag.casefold(): language.tag for language in self._phrases.languages}
        wishes = [wish.partition(";")[0].strip().casefold() for wish in _accepted(request).split(",")]
        asked = [tags.get(wish) or tags.get(wish.partition("-")[0]) for wish in wishes]
        languages = dict.fromkeys([*filter(None, asked), "en"])
        said = "\n\n".join(self._phrases.say("file_gone", tag) for tag in [*languages][:3])
        return PlainTextResponse(said + "\n", 410, HEADERS)


def _accepted(request: Request) -> str:
    return request.headers.get("accept-language", "")[:500]


class _Way:
    """The window as an ASGI app, whatever the method."""

    def __init__(self, pickup: Pickup) -> None:
        self._pickup = pickup

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await self._pickup.answer(Request(scope, receive))
        await response(scope, receive, send)

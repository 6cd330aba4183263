"""The page's routes: the page itself, its words, what people post, and their talk, live."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, JSONResponse, Response

from adapters.media import offered
from adapters.shelf import FOR_EVER
from adapters.web import events, parse
from adapters.web.assets import FOLDER, Assets
from adapters.web.door import Door, Refused
from adapters.web.limits import Gate, Limits, Turnstile
from adapters.web.render import FILES, tel
from adapters.web.visitor import Cookies, from_this_page
from adapters.web.words import Words
from adapters.whence import neighbourhood
from bot.message import Message, Tap

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from adapters.media import Enclosure
    from adapters.web.ports import Files, Numbers, Receive, Transcript
    from bot.phrases import Phrasebook

CHANNEL = "web"
ERASE = Tap("entry:talk-erase")
THEMES = ("light", "dark")


async def nothing_kept(conversation: str, file: str) -> Enclosure | None:  # noqa: ARG001 - a ``Files``
    """Have no file of anybody, where no counselor sends any."""
    return None


class Page:
    """The web chat. ``router`` goes into the application, ``stop`` is called when it shuts down."""

    def __init__(  # noqa: PLR0913 - everything is passed in, nothing is reached for
        self,
        receive: Receive,
        transcript: Transcript,
        phrases: Phrasebook,
        numbers: Numbers,
        *,
        files: Files = nothing_kept,
        limits: Limits | None = None,
        public_url: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._receive = receive
        self._transcript = transcript
        self._files = files
        self._limits = limits or Limits()
        self._words = Words(phrases, numbers, self._limits)
        self._numbers = numbers
        self._public_url = public_url
        self._now = now
        https = public_url.startswith("https:")
        self._cookies = Cookies(https)
        self._assets = Assets()
        self._version = sha256(self._words.digestible()).hexdigest()[:16]
        self._stopping = asyncio.Event()
        self._visitors = Gate(self._limits.visitor, clock)
        self._addresses = Gate(self._limits.address, clock)
        self._streams = Turnstile(self._limits.streams_per_visitor)
        self._crowds = Turnstile(self._limits.streams_per_address)
        self._template = Environment(
            loader=FileSystemLoader(FOLDER.parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        ).get_template("page.html")
        self.router = APIRouter()
        for path, handlers in self._paths().items():
            self.router.add_route(path, Door(handlers, self._explain, https=https), include_in_schema=False)  # type: ignore[arg-type]

    def stop(self) -> None:
        """End all live talks, so that the server need not wait for them; browsers come again."""
        self._stopping.set()

    def _paths(self) -> dict[str, dict[str, Callable[[Request], Awaitable[Response]]]]:
        return {
            "/": {"GET": self._page, "HEAD": self._page},
            self._assets.path: {"GET": self._assets.serve, "HEAD": self._assets.serve},
            "/web/words/{language}": {"GET": self._table},
            "/web/messages": {"POST": self._message},
            "/web/events": {"GET": self._events},
            "/web/delete": {"POST": self._delete},
            FILES + "/{file}": {"GET": self._file, "HEAD": self._file},
        }

    async def _page(self, request: Request) -> Response:
        language = self._language(request)
        theme = request.cookies.get("theme")
        html = self._template.render(
            language=language,
            lang=language.removesuffix("-easy"),
            languages=self._words.languages,
            words=self._words.table(language),
            version=self._version,
            assets=self._assets.base,
            theme=theme if theme in THEMES else "",
            numbers=self._numbers,
            tel=tel,
            longest=self._limits.characters,
        )
        response = HTMLResponse(html, headers={"vary": "accept-language, cookie"})
        self._cookies.keep(response, self._cookies.visitor(request))
        return response

    async def _table(self, request: Request) -> Response:
        language = request.path_params["language"]
        if language not in self._words.tags:
            raise Refused(404, "unreadable")
        current = request.query_params.get("v") == self._version
        headers = {"cache-control": FOR_EVER if current else "no-cache"}
        return JSONResponse(self._words.table(language), headers=headers)

    async def _message(self, request: Request) -> Response:
        return await self._take(request, None)

    async def _delete(self, request: Request) -> Response:
        return await self._take(request, ERASE)

    async def _take(self, request: Request, always: Tap | None) -> Response:
        """Take one message: refused for whence, whose, how many, how large, and only then read."""
        from_this_page(request, self._public_url)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Refused(415, "unreadable")
        talk = self._cookies.talk(request)
        address = _address(request)
        wait = max(self._visitors.wait(talk), self._addresses.wait(address))
        if wait:
            raise Refused(429, "too_many", retry_after=wait)
        self._visitors.passed(talk)
        self._addresses.passed(address)
        body = await parse.read(request, self._limits)
        post = parse.post(body, self._words.tags, self._limits.characters)
        content = always or post.content
        if content is None or (always and post.content):
            raise Refused(400, "unreadable", language=post.language)
        await self._receive(Message(CHANNEL, talk, post.event, content, self._now(), post.language))
        return JSONResponse({"event": post.event}, 202)

    async def _file(self, request: Request) -> Response:
        """Give a file to whom a counselor sent it. To everybody else it is not there."""
        if self._cookies.visitor(request) is None:
            raise Refused(404, "unreadable")
        found = await self._files(self._cookies.talk(request), request.path_params["file"])
        if found is None:
            raise Refused(404, "unreadable")
        return offered(found, request.headers.get("range", ""))

    async def _events(self, request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise Refused(403, "unreadable")
        talk, address = self._cookies.talk(request), _address(request)
        if not self._streams.enter(talk):
            raise Refused(429, "too_many", retry_after=10)
        if not self._crowds.enter(address):
            self._streams.leave(talk)
            raise Refused(429, "too_many", retry_after=10)
        position = events.start(request.headers.get("last-event-id"), request.query_params.get("after"))
        live = events.stream(self._transcript, talk, position, self._stopping, self._limits.keep_alive)

        def leave() -> None:
            self._streams.leave(talk)
            self._crowds.leave(address)

        return events.Live(live, leave)

    def _language(self, request: Request) -> str:
        return self._words.choose(request.cookies.get("language"), request.headers.get("accept-language", ""))

    def _explain(self, request: Request, refusal: Refused) -> str:
        return self._words.say(refusal.phrase, refusal.language or self._language(request), **refusal.slots)


def _address(request: Request) -> str:
    return neighbourhood(request.client.host if request.client else "")

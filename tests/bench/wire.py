"""HTTP as light as it can be, so that who measures takes little of the machine: kept connections, read by llhttp."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from httptools import HttpResponseParser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORM = "application/x-www-form-urlencoded"
_IDLE_S = 3.0
"""Shorter than the counter keeps a silent connection: one that was just closed would swallow a request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered. ``cookies`` are those that were given."""

    status: int
    body: bytes
    to: str = ""
    cookies: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Give the page."""
        return self.body.decode()


class Line(asyncio.Protocol):
    """One connection, one request at a time. ``heard`` takes what comes bit by bit, as live events do."""

    def __init__(self, heard: Callable[[bytes], None] | None = None) -> None:
        self._heard = heard
        self._transport: asyncio.WriteTransport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._used = 0.0
        self._begin()

    @property
    def open(self) -> bool:
        """Say whether it can be used again."""
        idle = asyncio.get_running_loop().time() - self._used
        return self._transport is not None and not self._transport.is_closing() and idle < _IDLE_S

    def ask(self, request: bytes) -> asyncio.Future[Answer]:
        """Send a request; the future is its answer."""
        assert self._transport is not None
        self._used = asyncio.get_running_loop().time()
        self._begin()
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._waiting

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionError("the counter hung up"))

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        match name.lower():
            case b"location":
                self._to = value.decode()
            case b"set-cookie":
                key, _, rest = value.decode().partition("=")
                self._cookies[key] = rest.partition(";")[0]
            case _:
                pass

    def on_body(self, body: bytes) -> None:
        if self._heard is not None:
            self._heard(body)
        else:
            self._body += body

    def on_message_complete(self) -> None:
        self._used = asyncio.get_running_loop().time()
        answer = Answer(self._parser.get_status_code(), bytes(self._body), self._to, self._cookies)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(answer)

    def _begin(self) -> None:
        self._parser = HttpResponseParser(self)
        self._body = bytearray()
        self._to = ""
        self._cookies: dict[str, str] = {}


@dataclass
class Exchange:
    """Lines to one port: a free one is used again, or another is opened."""

    port: int
    free: list[Line] = field(default_factory=list)

    @property
    def home(self) -> str:
        """Give the counter's address."""
        return f"http://127.0.0.1:{self.port}"

    async def line(self, heard: Callable[[bytes], None] | None = None) -> Line:
        """Open a line."""
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(lambda: Line(heard), "127.0.0.1", self.port)
        return made

    async def ask(self, request: bytes) -> Answer:
        """Send one request."""
        line = self._free() or await self.line()
        answer = await line.ask(request)
        if line.open:
            self.free.append(line)
        return answer

    def _free(self) -> Line | None:
        while self.free:
            line = self.free.pop()
            if line.open:
                return line
            line.close()
        return None

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
        """Write a request."""
        lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines.append(f"content-length: {len(body)}")
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def close(self) -> None:
        """Hang up everywhere."""
        for line in self.free:
            line.close()


def form(fields: Mapping[str, str]) -> bytes:
    """Write a form as browsers do."""
    return urlencode(fields).encode()


@dataclass
class Events:
    """Puts server-sent events together from bits: ``told`` is called with the id, the kind and the data of each."""

    told: Callable[[str, str, str], None]
    rest: bytes = b""

    def __call__(self, data: bytes) -> None:
        """Take a bit."""
        *blocks, self.rest = (self.rest + data).split(b"\n\n")
        for block in blocks:
            fields = dict(line.split(": ", 1) for line in block.decode().split("\n") if ": " in line)
            if "event" in fields:
                self.told(fields.get("id", ""), fields["event"], fields.get("data", ""))

"""Calls to one host over kept connections: HTTP/1.1, one call at a time on each (docs/decisions/0021-speed.md).

A general client costs four times as much processor time a call, and calls are most of what sending
costs. This one does what a platform's API needs and no more: no redirects (a token goes nowhere else),
no cookies, no compression, nothing repeated. Bytes are read by llhttp, the reader that uvicorn has too.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import deque
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httptools

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 64 * 1024
"""Bytes of an answer's body that are read at most: a platform's own are far smaller, a proxy's page need not be."""
_IDLE_S = 15.0
"""Shorter than any server keeps a silent connection: one that was just closed would swallow a call."""
_MOST = 100


class NotCalledError(Exception):
    """Nothing can have left the house: no connection."""


class UnansweredError(Exception):
    """The call went out, and nobody said what became of it."""


@dataclass(slots=True)
class Answer:
    """What came back; header names in lower case. ``body`` may be cut off, the status counts all the same."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(slots=True)
class _Reading:
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    begun: bool = False


class _Connection(asyncio.Protocol):
    """One connection, and the call on it."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.idle_since = 0.0
        self.open = True
        self._answer: asyncio.Future[Answer] | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._reading = _Reading()

    def call(self, raw: bytes, loop: asyncio.AbstractEventLoop) -> asyncio.Future[Answer]:
        """Send a request."""
        self._answer = loop.create_future()
        self._parser, self._reading = httptools.HttpResponseParser(self), _Reading()
        if self.transport is not None:
            self.transport.write(raw)
        return self._answer

    def close(self) -> None:
        """Hang up."""
        self.open = False
        if self.transport is not None:
            self.transport.abort()

    # What the loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment] # a TCP connection's is one

    def data_received(self, data: bytes) -> None:
        if self._parser is None or self._answer is None or self._answer.done():
            self.close()  # nobody asked for this
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(f"no HTTP ({type(error).__name__})")
            self.close()

    def connection_lost(self, error: Exception | None) -> None:
        self.open = False
        if self._reading.begun:
            self._finish()  # a body without a length ends with its connection
        self._fail(type(error).__name__ if error else "closed")

    # What the reader finds

    def on_header(self, name: bytes, value: bytes) -> None:
        self._reading.headers[name.decode("latin-1").lower()] = value.decode("latin-1")

    def on_headers_complete(self) -> None:
        self._reading.begun = self._status() >= HTTPStatus.OK

    def on_body(self, body: bytes) -> None:
        self._reading.body += body
        if len(self._reading.body) > LARGEST:
            self._finish()
            self.close()

    def on_message_complete(self) -> None:
        if self._status() < HTTPStatus.OK:  # "go on": the answer is still to come
            self._reading = _Reading()
            return
        self.open = self.open and self._parser is not None and self._parser.should_keep_alive()
        self._finish()

    def _status(self) -> int:
        return self._parser.get_status_code() if self._parser is not None else 0

    def _finish(self) -> None:
        if self._answer is not None and not self._answer.done():
            reading = self._reading
            self._answer.set_result(Answer(self._status(), reading.headers, bytes(reading.body[:LARGEST])))

    def cut(self) -> None:
        """End the waiting: with what the answer's head said, if that much has come."""
        if self._reading.begun:
            self._finish()
        elif self._answer is not None and not self._answer.done():
            self._answer.set_exception(TimeoutError())
        self.close()

    def _fail(self, reason: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(UnansweredError(reason))


class Caller:
    """Calls ``base`` (http or https). ``headers`` go with every call; ``trust`` replaces the system's certificates."""

    def __init__(
        self, base: str, headers: Mapping[str, str], *, most: int = _MOST, trust: ssl.SSLContext | None = None
    ) -> None:
        parts = urlsplit(base)
        secure = parts.scheme == "https"
        self._host, self._port = parts.hostname or "", parts.port or (443 if secure else 80)
        self._tls = (trust or ssl.create_default_context()) if secure else None
        self._prefix = parts.path.rstrip("/")
        fixed = {"host": parts.netloc.rpartition("@")[2], **headers}
        self._fixed = "".join(f"{name}: {value}\r\n" for name, value in fixed.items())
        self._idle: deque[_Connection] = deque()
        self._all: set[_Connection] = set()
        self._room = asyncio.Semaphore(most)

    async def call(  # noqa: PLR0913, PLR0917 - what a call is made of
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], seconds: float, connect: float
    ) -> Answer:
        """Make one call. ``path`` and headers are ours, quoted where they hold anything of others.

        TimeoutError after ``seconds`` without an answer; NotCalledError, UnansweredError.
        """
        async with self._room:
            loop = asyncio.get_running_loop()
            end = loop.time() + seconds
            connection = self._kept() or await self._connected(min(connect, seconds))
            more = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            head = f"{method} {self._prefix}{path} HTTP/1.1\r\n{self._fixed}{more}content-length: {len(body)}\r\n\r\n"
            answer = connection.call(head.encode("latin-1") + body, loop)
            clock = loop.call_at(end, connection.cut)
            try:
                return await answer
            except BaseException:
                connection.close()  # whoever stops listening must not leave an answer for the next one
                raise
            finally:
                clock.cancel()
                self._keep(connection)

    async def close(self) -> None:
        """Hang up everywhere."""
        for connection in list(self._all):
            connection.close()
        self._all.clear()
        self._idle.clear()
        await asyncio.sleep(0)

    def _kept(self) -> _Connection | None:
        """Give a connection that is still open, the one used last."""
        long_ago = time.monotonic() - _IDLE_S
        while self._idle:
            connection = self._idle.pop()
            if connection.open and connection.idle_since > long_ago:
                return connection
            self._forget(connection)
        return None

    def _keep(self, connection: _Connection) -> None:
        if connection.open:
            connection.idle_since = time.monotonic()
            self._idle.append(connection)
        else:
            self._forget(connection)

    def _forget(self, connection: _Connection) -> None:
        connection.close()
        self._all.discard(connection)

    async def _connected(self, seconds: float) -> _Connection:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(seconds):
                _, connection = await loop.create_connection(_Connection, self._host, self._port, ssl=self._tls)
        except (TimeoutError, OSError) as error:  # also what TLS refuses
            raise NotCalledError(type(error).__name__) from None
        self._all.add(connection)
        return connection

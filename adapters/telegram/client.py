"""The wire to the Bot API: python-telegram-bot's ``Bot`` over our own aiohttp session.

The addresses hold the token, so no error of the session is passed on: only what kind it was, and
whether the call can have arrived.
"""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
from telegram import Bot
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from adapters import jsons
from adapters.media import Refused, Why

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from adapters.settings import TelegramSettings

CONNECT_S, TOTAL_S, UPLOAD_S = 5.0, 15.0, 25.0
# Shorter than any server keeps a silent connection: one that was just closed would swallow a message.
_KEEP_ALIVE_S = 15.0
_WAIT_S, _A_YEAR = 5.0, 31_536_000
_LARGEST = 16 << 20
_REDIRECT, _REFUSED, _TOO_MANY, _BROKEN = 300, 400, 429, 500
# They log whole calls and answers, a person's words and the token with them.
_TALKATIVE = ("telegram", "aiohttp.client")


class NotSent(NetworkError):  # noqa: N818 - a state, said in the caller's words
    """Nobody can have taken the call: the connection was never made, or ended before Telegram."""


class Unknown(NetworkError):  # noqa: N818
    """The call went out and nobody said what became of it."""


class Slow(NetworkError):  # noqa: N818
    """A 429, surely not taken; ``seconds``: how long to wait. The library's own is changing its type."""

    def __init__(self, seconds: float) -> None:
        super().__init__("429")
        self.seconds = seconds


class Wire(BaseRequest):
    """One session for all calls. ``initialize`` within the loop, ``shutdown`` at the end."""

    def __init__(self, connect: float = CONNECT_S, total: float = TOTAL_S) -> None:
        self._connect = connect
        self._total = total
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Give the time for a whole call, in seconds."""
        return self._total

    async def initialize(self) -> None:
        """Open the session; cookies and proxies of the environment are not ours."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE_S)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 - the library says so
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Make a call for ``Bot``. One limit for all of it (``total``) and one for connecting."""
        del method, read_timeout, write_timeout, connect_timeout, pool_timeout
        if request_data is not None and request_data.contains_files:
            code, answer = await self._post(url, _parts(request_data), {}, UPLOAD_S)
        else:
            code, answer = await self.exchange(url, request_data.parameters if request_data else {}, self._total)
        if code >= _BROKEN:
            # In-flight calls get these as well as new ones: whether this one was done is not said.
            msg = str(code)
            raise Unknown(msg)
        if code == _TOO_MANY:
            raise Slow(_asked(answer))
        return code, answer

    async def exchange(self, url: str, parameters: object, total: float) -> tuple[int, bytes]:
        """Post parameters as JSON; give status and body. ``NotSent`` or ``Unknown`` when there is none."""
        return await self._post(url, jsons.write(parameters), {"content-type": "application/json"}, total)

    async def _post(
        self, url: str, body: bytes | aiohttp.FormData, headers: Mapping[str, str], total: float
    ) -> tuple[int, bytes]:
        if self._session is None:
            msg = "closed"
            raise NotSent(msg)
        timeout = aiohttp.ClientTimeout(total=total, connect=self._connect, sock_connect=self._connect)
        try:
            async with self._session.post(
                url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                if _REDIRECT <= response.status < _REFUSED:
                    msg = str(response.status)
                    raise NotSent(msg)
                answer = await response.content.read(_LARGEST)
                while chunk := await response.content.read(_LARGEST):
                    answer += chunk
                return response.status, answer
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unknown(type(error).__name__) from None

    @asynccontextmanager
    async def stream(self, url: str, seconds: float) -> AsyncIterator[aiohttp.ClientResponse]:
        """Begin to read a file; ``Refused`` when the line does not hold."""
        if self._session is None:
            raise Refused(Why.LATER)
        timeout = aiohttp.ClientTimeout(total=seconds, connect=self._connect, sock_connect=self._connect)
        try:
            async with self._session.get(url, timeout=timeout, allow_redirects=False) as response:
                yield response
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise Refused(Why.LATER) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; unlike the library, without logging one that cannot be read."""
        answer = _json(payload)
        if not isinstance(answer, dict) or ("result" not in answer and answer.get("ok") is not False):
            msg = "no answer of the Bot API"
            raise TelegramError(msg)
        return answer


def connect(settings: TelegramSettings) -> tuple[Bot, Wire]:
    """Give a client; nothing is sent before ``Wire.initialize``."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    wire = Wire()
    base, files = f"{settings.api_base_url}/bot", f"{settings.api_base_url}/file/bot"
    bot = Bot(settings.bot_token, base_url=base, base_file_url=files, request=wire, get_updates_request=wire)
    return bot, wire


def _parts(given: RequestData) -> aiohttp.FormData:
    """Write a call that carries files as a form of several parts."""
    form = aiohttp.FormData(quote_fields=False, charset="utf-8")  # names as they are written, not as in addresses
    for name, value in given.json_parameters.items():
        form.add_field(name, value)
    for name, (file, content, mime) in given.multipart_data.items():
        form.add_field(name, content, filename=file, content_type=mime)
    return form


def _json(payload: bytes) -> object:
    try:
        given: object = jsons.read(payload)
    except (ValueError, RecursionError):
        return None
    return given


def _asked(payload: bytes) -> float:
    """Read how long we are asked to wait (ResponseParameters.retry_after), in seconds."""
    answer = _json(payload)
    parameters = answer.get("parameters") if isinstance(answer, dict) else None
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(seconds) if isinstance(seconds, int) and 0 < seconds < _A_YEAR else _WAIT_S

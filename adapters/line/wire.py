"""One connection pool to LINE for what is called all the time; what can fail becomes one typed error."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from adapters import jsons
from bot.errors import SendError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.settings import LineSettings

CALL_S, CONNECT_S = 10.0, 3.0
LARGEST = 64 * 1024
"""Bytes of an answer that are read at most: LINE's own are far smaller, a proxy's page need not be."""
_POOL = 100
_USUAL = aiohttp.ClientTimeout(total=CALL_S, connect=CONNECT_S)
_CLOSED, _LATE = "closed", "timeout"


@dataclass(frozen=True, slots=True)
class Answer:
    """What LINE said. ``body`` is {} when that was no JSON object; ``request`` is X-Line-Request-Id."""

    status: int
    body: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def request(self) -> str:
        """Give the id by which LINE's support finds this call."""
        return self.headers.get("x-line-request-id", "-")[:80]

    @property
    def message(self) -> str:
        """Give LINE's own words about an error, to be matched, never to be logged."""
        found = self.body.get("message")
        return found if isinstance(found, str) else ""

    @property
    def sent(self) -> tuple[str, ...]:
        """Give the ids of the messages that the person now sees."""
        found = self.body.get("sentMessages")
        rows = found if isinstance(found, list) else []
        return tuple(str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row)


class Wire:
    """Bare calls: the SDK's own call costs several times as much. Nothing is repeated here."""

    def __init__(self, settings: LineSettings) -> None:
        self._base = settings.api_base_url
        self._token = settings.channel_access_token
        self._session: aiohttp.ClientSession | None = None
        self._proxy: str | None = None

    async def start(self) -> None:
        """Open the pool, inside the running loop."""
        self._proxy = _proxy(self._base)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_POOL),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"authorization": f"Bearer {self._token}", "content-type": "application/json"},
            # Said at each call it costs twice as much; nothing is packed that is this short.
            skip_auto_headers=("user-agent", "accept", "accept-encoding"),
            auto_decompress=False,
        )

    async def stop(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None, seconds: float = CALL_S
    ) -> Answer:
        """Make one call. SendError when nothing was answered: ``unsure`` unless it never left the house."""
        if self._session is None:
            raise SendError(_CLOSED, retry=True)
        timeout = _USUAL if seconds == CALL_S else aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT_S, seconds))
        try:
            async with self._session.request(
                method,
                self._base + path,
                data=body.encode() or None,
                headers=headers,
                timeout=timeout,
                proxy=self._proxy,
                allow_redirects=False,  # the token goes nowhere else
            ) as response:
                return Answer(response.status, _object(await _read(response)), response.headers)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise SendError(type(error).__name__, retry=True) from None
        except TimeoutError:
            raise SendError(_LATE, retry=True, unsure=True) from None
        except (aiohttp.ClientError, OSError) as error:
            raise SendError(type(error).__name__, retry=True, unsure=True) from None


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Read an answer as far as agreed. Its status counts even when the rest of it never comes."""
    found = bytearray()
    try:
        if (response.content_length or LARGEST + 1) <= LARGEST:
            return await response.read()
        async for chunk in response.content.iter_chunked(LARGEST):
            found += chunk
            if len(found) > LARGEST:
                response.close()
                break
    except (aiohttp.ClientError, TimeoutError, OSError):
        response.close()
    return bytes(found[:LARGEST])


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = jsons.read(raw)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _proxy(base: str) -> str | None:
    """Give the proxy that the machine's environment asks for, looked up once."""
    parts = urlsplit(base)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)

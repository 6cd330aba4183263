"""One connection pool to LINE for what is called all the time; what can fail becomes one typed error."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from adapters import jsons
from adapters.caller import Caller, NotCalledError, UnansweredError
from adapters.media import Refused, Why
from adapters.proxied import Proxied
from bot.errors import SendError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from adapters.settings import LineSettings

CALL_S, CONNECT_S = 10.0, 3.0
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
        self._headers = {
            "authorization": f"Bearer {settings.channel_access_token}",
            "content-type": "application/json",
            "user-agent": "Madoguchi",  # who says nothing of itself is turned away by some doors
        }
        self._caller: Caller | Proxied | None = None

    async def start(self) -> None:
        """Be ready to call, inside the running loop; by the machine's proxy where it has one."""
        proxy = _proxy(self._base)
        self._caller = Proxied(self._base, self._headers, proxy) if proxy else Caller(self._base, self._headers)

    async def stop(self) -> None:
        """Close the connections."""
        if self._caller is not None:
            await self._caller.close()
            self._caller = None

    @asynccontextmanager
    async def stream(self, url: str, seconds: float) -> AsyncIterator[aiohttp.ClientResponse]:
        """Begin to read something large of LINE's own; ``Refused`` when the line does not hold."""
        timeout = aiohttp.ClientTimeout(total=seconds, connect=CONNECT_S)
        jar, headers = aiohttp.DummyCookieJar(), {"authorization": self._headers["authorization"]}
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, cookie_jar=jar, headers=headers) as session,
                session.get(url, proxy=_proxy(url), allow_redirects=False) as response,
            ):
                yield response
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise Refused(Why.LATER) from None

    async def call(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None, seconds: float = CALL_S
    ) -> Answer:
        """Make one call. SendError when nothing was answered: ``unsure`` unless it never left the house."""
        if self._caller is None:
            raise SendError(_CLOSED, retry=True)
        try:
            said = await self._caller.call(method, path, body.encode(), headers or {}, seconds, CONNECT_S)
        except NotCalledError as error:
            raise SendError(str(error), retry=True) from None
        except TimeoutError:
            raise SendError(_LATE, retry=True, unsure=True) from None
        except UnansweredError as error:
            raise SendError(str(error), retry=True, unsure=True) from None
        return Answer(said.status, _object(said.body), said.headers)


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

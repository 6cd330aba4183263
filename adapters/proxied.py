"""Calls to one host by the machine's proxy: as ``Caller``, through aiohttp, which knows how to ask a proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

from adapters.caller import LARGEST, Answer, NotCalledError, UnansweredError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 100


class Proxied:
    """Calls ``base`` by ``proxy``; ``headers`` go with every call. To be made inside the running loop."""

    def __init__(self, base: str, headers: Mapping[str, str], proxy: str) -> None:
        self._base = base
        self._proxy = proxy
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=_MOST),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=headers,
            auto_decompress=False,
        )

    async def call(  # noqa: PLR0913, PLR0917 - what a call is made of
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], seconds: float, connect: float
    ) -> Answer:
        """Make one call, as ``Caller.call`` does."""
        try:
            async with self._session.request(
                method,
                self._base + path,
                data=body or None,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=seconds, connect=min(connect, seconds)),
                proxy=self._proxy,
                allow_redirects=False,  # the token goes nowhere else
            ) as response:
                said = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status, said, await _read(response))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError) as error:
            raise NotCalledError(type(error).__name__) from None
        except (aiohttp.ClientError, OSError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise UnansweredError(type(error).__name__) from None

    async def close(self) -> None:
        """Hang up everywhere."""
        await self._session.close()


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """Read an answer as far as agreed. Its status counts even when the rest of it never comes."""
    found = bytearray()
    try:
        async for chunk in response.content.iter_chunked(LARGEST):
            found += chunk
            if len(found) > LARGEST:
                response.close()
                break
    except (aiohttp.ClientError, TimeoutError, OSError):
        response.close()
    return bytes(found[:LARGEST])

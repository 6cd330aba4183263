"""A LibreTranslate server, or one that speaks the same: the texts go there, so it should be the operator's own."""

from __future__ import annotations

import asyncio
import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp

from adapters.translate.codes import PIVOT, route
from bot.errors import TranslationError
from bot.translation import Translation, Trouble, Way

if TYPE_CHECKING:
    from adapters.translate.codes import Pair

LONGEST = 4000
_PATIENCE_S = 30.0
_LARGEST = 1 << 20
_FRESH_S = 600.0
_ANEW_S = 30.0
_WAITING = 64
_TROUBLES: dict[int, Trouble] = {
    HTTPStatus.TOO_MANY_REQUESTS: Trouble.BUSY,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Trouble.TOO_LONG,
    HTTPStatus.BAD_REQUEST: Trouble.BROKEN,
}


class Libre:
    """A Translator. What the server can is asked now and then, beside everything else; before that it is nothing."""

    def __init__(self, url: str, key: str = "", *, patience_s: float = _PATIENCE_S) -> None:
        self._url, self._key = url.rstrip("/"), key
        self._patience = aiohttp.ClientTimeout(total=patience_s)
        self._session: aiohttp.ClientSession | None = None
        self._pairs: frozenset[Pair] = frozenset()
        self._ask_again = 0.0
        self._asking: asyncio.Task[None] | None = None
        self._waiting = 0

    @property
    def engine(self) -> str:
        """Give its name."""
        return "libretranslate"

    def way(self, source: str, target: str) -> Way:
        """Say what the server said last. It goes over English by itself where neither side is English."""
        self._refresh()
        return self._way(source, target)

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Have a text translated there."""
        asking = self._refresh()
        if not self._pairs and asking is not None:
            await asyncio.shield(asking)
            if not self._pairs:
                raise TranslationError(Trouble.DOWN)
        if len(text) > LONGEST:
            raise TranslationError(Trouble.TOO_LONG)
        pairs = route(source, target, self._pairs)
        if len(pairs) != 1:
            raise TranslationError(Trouble.DOWN if not self._pairs else Trouble.NO_PAIR)
        if self._waiting >= _WAITING:
            raise TranslationError(Trouble.BUSY)
        self._waiting += 1
        try:
            start, end = pairs[0]
            body = {"q": text, "source": start, "target": end, "format": "text"}
            answer = await self._call("POST", "/translate", body | ({"api_key": self._key} if self._key else {}))
        finally:
            self._waiting -= 1
        said = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(said, str) or (text.strip() and not said.strip()):
            raise TranslationError(Trouble.BROKEN)
        return Translation(said, source, target, self._way(source, target), self.engine)

    async def close(self) -> None:
        """Hang up."""
        if self._asking is not None:
            self._asking.cancel()
        if self._session is not None:
            await self._session.close()

    def _way(self, source: str, target: str) -> Way:
        pairs = route(source, target, self._pairs)
        if len(pairs) != 1:  # what the server does not offer itself it cannot do in two steps either
            return Way.NONE
        return Way.DIRECT if PIVOT in pairs[0] else Way.PIVOTED

    def _refresh(self) -> asyncio.Task[None] | None:
        """Ask what the server can, if that is due; gives the asking while it lasts."""
        if self._asking is not None and not self._asking.done():
            return self._asking
        if time.monotonic() >= self._ask_again:
            try:
                self._asking = asyncio.get_running_loop().create_task(self._languages())
            except RuntimeError:  # outside of the loop nobody can wait
                return None
            return self._asking
        return None

    async def _languages(self) -> None:
        self._ask_again = time.monotonic() + _ANEW_S
        try:
            rows = await self._call("GET", "/languages", None)
        except TranslationError:
            return  # what it said before still holds; it is asked again
        if isinstance(rows, list):
            self._pairs = frozenset(_pairs(rows))
            self._ask_again = time.monotonic() + _FRESH_S

    async def _call(self, method: str, path: str, body: dict[str, str] | None) -> Any:  # noqa: ANN401 - JSON
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._patience)
        try:
            async with self._session.request(method, self._url + path, json=body, allow_redirects=False) as answer:
                if answer.status != HTTPStatus.OK:
                    raise TranslationError(_TROUBLES.get(answer.status, Trouble.DOWN))
                raw = bytearray()
                async for block in answer.content.iter_chunked(1 << 16):
                    raw += block
                    if len(raw) > _LARGEST:
                        raise TranslationError(Trouble.BROKEN)
                return json.loads(raw)
        except TimeoutError as error:
            raise TranslationError(Trouble.LATE) from error
        except (aiohttp.ClientError, OSError) as error:
            raise TranslationError(Trouble.DOWN) from error
        except (ValueError, RecursionError) as error:
            raise TranslationError(Trouble.BROKEN) from error


def _pairs(rows: list[Any]) -> set[Pair]:
    """Read /languages: each has "targets", or translates into all the others (old servers)."""
    known = {str(row["code"]): row for row in rows if isinstance(row, dict) and isinstance(row.get("code"), str)}
    found: set[Pair] = set()
    for code, row in known.items():
        targets = row.get("targets")
        found |= {(code, str(each)) for each in (targets if isinstance(targets, list) else known) if each != code}
    return found

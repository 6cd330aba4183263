"""A platform's door as bare ASGI: what is called most has the shortest way in (docs/decisions/0021-speed.md).

The framework's own way (routing, request and response objects, middleware) costs more than the rest of
taking a message. Nothing of it is needed: one method, one header, one body, a status.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters import body
from bot.errors import StoreBusy, StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.types import Receive, Scope, Send

_log = logging.getLogger(__name__)

AGAIN_S = 5
_EMPTY = (b"content-length", b"0")
_DONE = {"type": "http.response.body", "body": b""}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a platform: its header lines, names in lower case, and a way to its body."""

    headers: Sequence[tuple[bytes, bytes]]
    receive: Receive

    def header(self, name: bytes) -> bytes | None:
        """Give a header that was sent exactly once."""
        found = [value for each, value in self.headers if each == name]
        return found[0] if len(found) == 1 else None

    async def body(self) -> bytes:
        """Read the body, no further than agreed."""
        return await body.read(self.headers, self.receive)


class Hook:
    """Answers calls: ``take`` gives the status, 200 when all is kept.

    503 with Retry-After when it could not be kept; a body that is no good has its own status. Nothing that
    somebody sends gives a 500, and nothing of it stands in a log.
    """

    def __init__(self, platform: str, take: Callable[[Call], Awaitable[int]]) -> None:
        self._platform = platform
        self._take = take

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        status, more = await self._answer(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": [_EMPTY, *more]})
        await send(_DONE)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, Sequence[tuple[bytes, bytes]]]:
        if scope["method"] != "POST":
            return 405, ((b"allow", b"POST"),)
        try:
            return await self._take(Call(scope["headers"], receive)), ()
        except body.BadBody as bad:
            # The rest of a body that is too large is left unread.
            return bad.status, ((b"connection", b"close"),)
        except StoreBusy as busy:
            return _later(busy.retry_after)
        except StoreError as error:
            _log.warning("events of %s could not be kept: %s", self._platform, type(error).__name__)
            return _later(AGAIN_S)
        except Exception as error:  # noqa: BLE001 - what is not kept, the platform has to bring again
            # The type alone: an exception's text may hold what a person wrote.
            _log.error("events of %s could not be taken: %s", self._platform, type(error).__name__)
            return _later(AGAIN_S)


def _later(seconds: int) -> tuple[int, Sequence[tuple[bytes, bytes]]]:
    return 503, ((b"retry-after", b"%d" % seconds),)

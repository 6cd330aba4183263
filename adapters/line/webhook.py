"""The door for LINE's events: the signature first, on the raw bytes; kept before it is answered with 200."""

from __future__ import annotations

import base64
import hmac
import logging
from collections import Counter
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect
from starlette.responses import Response

from adapters import body
from adapters.line import parse
from bot.errors import StoreBusy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request

    from bot.message import Message

    Take = Callable[[Sequence[Message]], Awaitable[Sequence[Message]]]

PATH = "/webhooks/line"

_log = logging.getLogger(__name__)
_RETRY_S = 5


class Webhook:
    """Takes webhook bodies.

    take   keeps messages and gives those not seen before
    kept   is told of these; it must not wait for anything
    bot    gives our own user id, None while it is not known
    """

    def __init__(
        self,
        secret: str,
        take: Take,
        kept: Callable[[Sequence[Message]], None],
        bot: Callable[[], str | None],
        clock: Callable[[], float],
    ) -> None:
        self._secret = secret.encode()
        self._take = take
        self._kept = kept
        self._bot = bot
        self._clock = clock

    async def post(self, request: Request) -> Response:
        """Answer one delivery: 200 kept, 401 not signed by LINE, 400 or 413 unreadable, 503 come again."""
        try:
            raw = await body.read(request)
            if not signed(self._secret, raw, request.headers.get("x-line-signature", "")):
                _log.warning("a webhook call without a good signature was refused")
                return Response(status_code=401)
            found = parse.messages(body.parse(raw), self._clock(), self._bot())
            if found:
                self._kept(await self._take(found))
        except body.BadBody as bad:
            # The rest of a body that is too large is left unread.
            return Response(status_code=bad.status, headers={"connection": "close"})
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except StoreBusy as busy:
            return _later(busy.retry_after)
        except Exception as error:  # noqa: BLE001 - LINE comes again with what was not kept
            # The type alone: an exception's text may hold what a person wrote.
            _log.error("events of LINE could not be kept: %s", type(error).__name__)
            return _later(_RETRY_S)
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug("events of LINE: %s", dict(Counter(type(each.content).__name__ for each in found)))
        return Response(status_code=200)


def signed(secret: bytes, raw: bytes, signature: str) -> bool:
    """Say whether LINE signed these bytes: base64 of HMAC-SHA256 (verify-webhook-signature, read 2026-11-23).

    In constant time. The SDK's validator wants text and a header that is there; bytes need be neither.
    """
    expected = base64.b64encode(hmac.digest(secret, raw, "sha256"))
    return hmac.compare_digest(expected, signature.encode("latin-1", "replace"))


def _later(seconds: int) -> Response:
    return Response(status_code=503, headers={"retry-after": str(seconds)})

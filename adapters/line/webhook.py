"""The door for LINE's events: the signature first, on the raw bytes; kept before it is answered with 200."""

from __future__ import annotations

import base64
import hmac
import logging
from collections import Counter
from typing import TYPE_CHECKING

from adapters import body
from adapters.line import parse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from adapters.hook import Call
    from bot.message import Message

    Take = Callable[[Sequence[Message]], Awaitable[Sequence[Message]]]

PATH = "/webhooks/line"
_SIGNATURE = b"x-line-signature"

_log = logging.getLogger(__name__)


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

    async def take(self, call: Call) -> int:
        """Answer one delivery: 200 kept, 401 not signed by LINE; the rest is ``Hook``'s."""
        raw = await call.body()
        if not signed(self._secret, raw, call.header(_SIGNATURE) or b""):
            _log.warning("a webhook call without a good signature was refused")
            return 401
        found = parse.messages(body.parse(raw), self._clock(), self._bot())
        if found:
            self._kept(await self._take(found))
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug("events of LINE: %s", dict(Counter(type(each.content).__name__ for each in found)))
        return 200


def signed(secret: bytes, raw: bytes, signature: bytes) -> bool:
    """Say whether LINE signed these bytes: base64 of HMAC-SHA256 (verify-webhook-signature, read 2026-11-23).

    In constant time. The SDK's validator wants text and a header that is there; bytes need be neither.
    """
    expected = base64.b64encode(hmac.digest(secret, raw, "sha256"))
    return hmac.compare_digest(expected, signature)

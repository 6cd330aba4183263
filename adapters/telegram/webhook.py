"""The door Telegram posts updates to: verified before it is read, kept before it is answered."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from adapters import body

if TYPE_CHECKING:
    from adapters.hook import Call
    from adapters.telegram.intake import Intake

PATH = "/webhooks/telegram"
_SECRET = b"x-telegram-bot-api-secret-token"


class Webhook:
    """Takes updates. Whoever does not show the secret is turned away unread."""

    def __init__(self, secret: str, intake: Intake) -> None:
        self._secret = secret.encode()
        self._intake = intake

    async def take(self, call: Call) -> int:
        """Answer one update: 200 kept, 401 not from Telegram; the rest is ``Hook``'s."""
        # Compared as bytes and in constant time.
        if not self._secret or not hmac.compare_digest(call.header(_SECRET) or b"", self._secret):
            return 401
        await self._intake.take([body.parse(await call.body())])
        return 200

"""What Telegram's server does to a webhook, without a socket."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram.conftest import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram

HEADER = b"x-telegram-bot-api-secret-token"


@dataclass
class Posted:
    """The answer to one post, and whether the body was asked for."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    read: bool = False


async def begun(channel: Callable[..., Telegram]) -> Telegram:
    telegram = channel()
    await telegram.start()
    return telegram


async def post(
    channel: Telegram,
    update: object = None,
    *,
    raw: bytes | None = None,
    headers: list[tuple[bytes, bytes]] | None = None,
) -> Posted:
    """Post an update with the secret, or with other headers, or another body."""
    posted = Posted()
    body = json.dumps(update).encode() if raw is None else raw
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/webhooks/telegram",
        "query_string": b"",
        "headers": [(HEADER, SECRET.encode())] if headers is None else headers,
    }

    async def receive() -> dict[str, Any]:
        posted.read = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            posted.status = message["status"]
            posted.headers = {name.decode(): value.decode() for name, value in message["headers"]}

    await channel.hooks["/webhooks/telegram"](scope, receive, send)
    return posted

"""A bot that fetches its updates, and a wait for what it keeps."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Inbox


async def kept(inbox: Inbox, number: int) -> list[str]:
    """Wait until so many messages are kept, and give their events."""
    async with asyncio.timeout(3):
        while len(inbox.kept) < number:  # noqa: ASYNC110 - a test may look
            await asyncio.sleep(0.005)
    return [said.event for said in inbox.kept]


async def polling(channel: Callable[..., Telegram], **more: Any) -> Telegram:
    telegram = channel(polling=True, **more)
    await telegram.start()
    return telegram

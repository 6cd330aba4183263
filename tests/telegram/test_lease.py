"""Long polling by one process: who holds the lease fetches, and who stops loses nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import StoreError
from tests.telegram.people import message
from tests.telegram.polling import kept, polling
from tests.telegram.wire import Answer, Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Inbox

pytestmark = pytest.mark.anyio


async def test_only_who_holds_the_lease_fetches(channel: Callable[..., Telegram], wire: Wire, inbox: Inbox) -> None:
    mine = False

    async def hold() -> bool:
        return mine

    wire.updates = [message(5, text="a")]
    await polling(channel, hold=hold)
    await asyncio.sleep(0.12)
    assert wire.calls == []
    mine = True
    await kept(inbox, 1)
    mine = False
    await asyncio.sleep(0.15)
    fetched = len(wire.of("getUpdates"))
    wire.updates = [message(6, text="b")]
    await asyncio.sleep(0.15)
    assert len(wire.of("getUpdates")) == fetched
    assert len(inbox.kept) == 1


async def test_a_lease_that_cannot_be_asked_for_is_not_held(channel: Callable[..., Telegram], wire: Wire) -> None:
    async def hold() -> bool:
        msg = "the store is away"
        raise StoreError(msg)

    await polling(channel, hold=hold)
    await asyncio.sleep(0.12)
    assert wire.calls == []


async def test_stopping_ends_a_long_poll_at_once(channel: Callable[..., Telegram], wire: Wire) -> None:
    wire.script["getUpdates"] = [Answer(wait=5)]
    telegram = await polling(channel)
    await wire.until("getUpdates")
    loop = asyncio.get_running_loop()
    begin = loop.time()
    await telegram.stop()
    assert loop.time() - begin < 0.2


async def test_what_is_being_kept_is_kept_to_the_end(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()
    take = inbox.take

    async def slowly(messages: Any) -> Any:
        begun.set()
        await asyncio.sleep(0.1)
        return await take(messages)

    monkeypatch.setattr(inbox, "take", slowly)
    wire.updates = [message(5, text="a")]
    telegram = await polling(channel)
    await begun.wait()
    await telegram.stop()
    assert [said.event for said in inbox.kept] == ["5"]

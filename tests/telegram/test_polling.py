"""Long polling: kept before confirmed, and one bad update blocks no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreBusy, StoreError
from tests.telegram.people import message
from tests.telegram.polling import kept, polling
from tests.telegram.wire import Answer, Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Inbox

pytestmark = pytest.mark.anyio


async def test_updates_are_kept_and_then_confirmed(channel: Callable[..., Telegram], wire: Wire, inbox: Inbox) -> None:
    wire.updates = [message(5, text="a"), message(6, text="b")]
    await polling(channel)
    assert await kept(inbox, 2) == ["5", "6"]
    first, second = await wire.until("getUpdates", 2)
    assert "offset" not in first
    assert second["offset"] == 7
    assert first["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]


@pytest.mark.parametrize("fault", [StoreBusy(0), StoreError("disk")])
async def test_what_is_not_kept_is_fetched_again(
    fault: Exception, channel: Callable[..., Telegram], wire: Wire, inbox: Inbox
) -> None:
    inbox.faults = [fault]
    wire.updates = [message(5, text="a")]
    await polling(channel)
    assert await kept(inbox, 1) == ["5"]
    calls = await wire.until("getUpdates", 3)
    assert [each.get("offset") for each in calls[:3]] == [None, None, 6]


async def test_a_webhook_is_taken_away_first_and_what_waits_stays(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox
) -> None:
    wire.webhook = "https://elsewhere.example/"
    wire.updates = [message(5, text="a")]
    await polling(channel)
    assert await kept(inbox, 1) == ["5"]
    assert wire.of("deleteWebhook") == [{"drop_pending_updates": False}]


async def test_without_a_webhook_none_is_taken_away(channel: Callable[..., Telegram], wire: Wire) -> None:
    await polling(channel)
    await wire.until("getUpdates")
    assert wire.of("deleteWebhook") == []


async def test_a_malformed_update_blocks_no_other(channel: Callable[..., Telegram], wire: Wire, inbox: Inbox) -> None:
    wire.updates = [message(5, text="a"), {"update_id": 6, "message": {"chat": 5}}, message(7, text="b")]
    await polling(channel)
    assert await kept(inbox, 2) == ["5", "7"]
    assert (await wire.until("getUpdates", 2))[1]["offset"] == 8


async def test_a_message_that_breaks_the_store_blocks_no_other(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox
) -> None:
    inbox.faults = [RuntimeError("all"), RuntimeError("the first")]
    wire.updates = [message(5, text="a"), message(6, text="b")]
    await polling(channel)
    assert await kept(inbox, 1) == ["6"]


async def test_after_a_day_of_silence_any_number_may_come(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.updates = [message(900_000, text="a")]
    await polling(channel)
    await kept(inbox, 1)
    monkeypatch.setattr("adapters.telegram.polling._CLEAR_EVERY", 0)
    wire.script["getUpdates"] = [Answer(body={"ok": True, "result": [message(5, text="b")]})]
    assert await kept(inbox, 2) == ["900000", "5"]
    assert any("offset" not in asked for asked in wire.of("getUpdates")[1:])

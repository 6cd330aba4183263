"""Long polling: kept before confirmed, by one process, and no storm when something is wrong."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import StoreBusy, StoreError
from tests.telegram.people import message
from tests.telegram.wire import TOKEN, Answer, Wire, error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Inbox

pytestmark = pytest.mark.anyio


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


@pytest.mark.parametrize(
    "answer",
    [
        Answer(502, raw=b"<html>"),
        Answer(torn=True),
        Answer(200, raw=b"<html>"),
        Answer(200, body={"ok": True, "result": 5}),
        Answer(200, body=[]),
        error(429, "Too Many Requests", retry_after=0),
    ],
    ids=["502", "torn", "html", "no list", "no object", "429"],
)
async def test_it_goes_on_after_a_fault(
    answer: Answer, channel: Callable[..., Telegram], wire: Wire, inbox: Inbox
) -> None:
    wire.script["getUpdates"] = [answer, answer]
    wire.updates = [message(5, text="a")]
    await polling(channel)
    assert await kept(inbox, 1) == ["5"]


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("Conflict: terminated by other getUpdates request", "another program fetches"),
        ("Conflict: can't use getUpdates method while webhook is active", "a webhook was set"),
    ],
)
async def test_a_conflict_is_said_once(
    said: str, advice: str, channel: Callable[..., Telegram], wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    wire.script["getUpdates"] = [error(409, said)] * 3
    await polling(channel)
    await wire.until("getUpdates", 4)
    assert caplog.text.count(advice) == 1


async def test_an_unknown_token_makes_no_storm(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    wire.script["getWebhookInfo"] = [error(401, "Unauthorized")]
    wire.script["getUpdates"] = [error(401, "Unauthorized")]
    wire.updates = [message(5, text="a")]
    telegram = await polling(channel)
    await asyncio.sleep(0.15)
    seen = telegram.unauthorised
    assert seen
    assert len(wire.calls) == 1
    await kept(inbox, 1)
    await wire.until("getUpdates", 3)
    assert not telegram.unauthorised
    assert TOKEN not in caplog.text


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


async def test_after_a_day_of_silence_any_number_may_come(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.updates = [message(900_000, text="a")]
    await polling(channel)
    await kept(inbox, 1)
    monkeypatch.setattr("adapters.telegram.polling._CLEAR_EVERY", 0)
    wire.script["getUpdates"] = [Answer(body={"ok": True, "result": [message(5, text="b")]})]
    assert await kept(inbox, 2) == ["900000", "5"]
    assert "offset" not in wire.of("getUpdates")[-1]


async def test_nothing_written_is_in_the_log(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wire.updates = [{"update_id": 5, "message": {"text": "secret words"}}, message(6, text="secret words")]
    await polling(channel)
    await kept(inbox, 1)
    assert "secret words" not in caplog.text
    assert TOKEN not in caplog.text

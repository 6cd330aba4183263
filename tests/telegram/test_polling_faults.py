"""Long polling when something is wrong: it goes on, says so once, and makes no storm."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from tests.telegram.people import message
from tests.telegram.polling import kept, polling
from tests.telegram.wire import TOKEN, Answer, Wire, error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Inbox

pytestmark = pytest.mark.anyio


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


async def test_nothing_written_is_in_the_log(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wire.updates = [{"update_id": 5, "message": {"text": "secret words"}}, message(6, text="secret words")]
    await polling(channel)
    await kept(inbox, 1)
    assert "secret words" not in caplog.text
    assert TOKEN not in caplog.text

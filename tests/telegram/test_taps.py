"""Taps are answered first and once; an album is one attachment, and groups are left."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreError
from bot.message import Attachment, Tap
from tests.telegram.people import member, message, tap
from tests.telegram.posting import begun, post
from tests.telegram.wire import Answer, Wire, error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Inbox

pytestmark = pytest.mark.anyio


async def test_a_tap_is_answered_once_however_often_it_comes(channel: Callable[..., Telegram], wire: Wire) -> None:
    telegram = await begun(channel)
    for _ in range(3):
        await post(telegram, tap(1, callback="c1"))
    await wire.until("answerCallbackQuery")
    await asyncio.sleep(0.02)
    assert wire.of("answerCallbackQuery") == [{"callback_query_id": "c1"}]


async def test_a_tap_that_is_too_old_to_answer_is_done(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox
) -> None:
    wire.script["answerCallbackQuery"] = [error(400, "Bad Request: query is too old and response timeout expired")]
    await post(await begun(channel), tap())
    await wire.until("answerCallbackQuery")
    assert [said.content for said in inbox.kept] == [Tap("yes")]


async def test_a_tap_that_was_not_kept_is_not_answered(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox
) -> None:
    inbox.faults = [StoreError("disk")]
    telegram = await begun(channel)
    await post(telegram, tap())
    await asyncio.sleep(0.02)
    assert wire.calls == []
    await post(telegram, tap())
    assert len(inbox.kept) == len(await wire.until("answerCallbackQuery")) == 1


async def test_an_album_is_one_attachment(channel: Callable[..., Telegram], inbox: Inbox) -> None:
    telegram = await begun(channel)
    for number in (1, 2, 3):
        await post(telegram, message(number, number, photo=[], media_group_id="g"))
    assert [said.content for said in inbox.kept] == [Attachment("photo"), *[Attachment("photo", more=True)] * 2]


async def test_a_group_is_left_once_and_nothing_of_it_is_kept(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox
) -> None:
    wire.script["leaveChat"] = [Answer(status=500, body={"ok": False})]
    telegram = await begun(channel)
    await post(telegram, member("member", 1, number=-100, kind="supergroup"))
    update = message(2, text="hi")
    update["message"]["chat"] = {"id": -100, "type": "supergroup", "title": "G"}
    await post(telegram, update)
    assert await wire.until("leaveChat") == [{"chat_id": -100}]
    assert inbox.kept == []

"""Taps are answered first and once; typing is shown only to who waits; groups are left."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreError
from bot.message import Attachment, Other, Tap
from bot.parcel import Dispatch, Parcel
from tests.telegram.people import member, message, tap
from tests.telegram.posting import post
from tests.telegram.wire import Answer, Wire, error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Clock, Inbox

pytestmark = pytest.mark.anyio


async def begun(channel: Callable[..., Telegram]) -> Telegram:
    telegram = channel()
    await telegram.start()
    return telegram


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


async def test_a_second_tap_counts_when_the_first_was_not_kept(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox
) -> None:
    inbox.faults = [StoreError("disk")]
    telegram = await begun(channel)
    await post(telegram, tap(1, callback="c1"))
    await post(telegram, tap(2, callback="c2"))
    assert [said.event for said in inbox.kept] == ["2"]
    await post(telegram, tap(1, callback="c1"))
    assert len(inbox.kept) == 1
    assert len(await wire.until("answerCallbackQuery", 2)) == 2


async def test_a_double_tap_is_one_and_both_are_answered(
    channel: Callable[..., Telegram], wire: Wire, inbox: Inbox, clock: Clock
) -> None:
    telegram = await begun(channel)
    await post(telegram, tap(1, "1:person", callback="c1"))
    clock.turn(1.4)
    await post(telegram, tap(2, "1:person", callback="c2"))
    assert {each["callback_query_id"] for each in await wire.until("answerCallbackQuery", 2)} == {"c1", "c2"}
    assert len(inbox.kept) == 1


async def test_a_double_tap_that_comes_again_is_answered_no_more(channel: Callable[..., Telegram], wire: Wire) -> None:
    telegram = await begun(channel)
    await post(telegram, tap(1, callback="c1"))
    for _ in range(2):
        await post(telegram, tap(2, callback="c2"))
    await wire.until("answerCallbackQuery", 2)
    await asyncio.sleep(0.02)
    assert len(wire.calls) == 2


@pytest.mark.parametrize(
    "second", [tap(2, "1:no", callback="c2"), tap(2, callback="c2", held=10), tap(2, callback="c2", who=43)],
    ids=["another button", "another message", "another person"],
)  # fmt: skip
async def test_two_taps_on_different_things_are_two(
    second: dict[str, object], channel: Callable[..., Telegram], inbox: Inbox
) -> None:
    telegram = await begun(channel)
    await post(telegram, tap(1))
    await post(telegram, second)
    assert len(inbox.kept) == 2


async def test_the_same_button_a_while_later_is_a_tap_of_its_own(
    channel: Callable[..., Telegram], inbox: Inbox, clock: Clock
) -> None:
    telegram = await begun(channel)
    await post(telegram, tap(1, callback="c1"))
    clock.turn(1.6)
    await post(telegram, tap(2, callback="c2"))
    assert len(inbox.kept) == 2


async def test_an_album_is_one_attachment(channel: Callable[..., Telegram], inbox: Inbox) -> None:
    telegram = await begun(channel)
    for number in (1, 2, 3):
        await post(telegram, message(number, number, photo=[], media_group_id="g"))
    assert [said.content for said in inbox.kept] == [Attachment("photo"), Other("album"), Other("album")]


async def test_typing_is_shown_to_who_waits_and_ends_with_the_answer(
    channel: Callable[..., Telegram], wire: Wire
) -> None:
    telegram = await begun(channel)
    telegram._errands._patience, telegram._errands._again = 0.02, 0.02
    await post(telegram, message(text="hi"))
    assert await wire.until("sendChatAction", 2) == [{"chat_id": 42, "action": "typing"}] * 2
    await telegram.send(Dispatch(1, "telegram", "42", "1", 1, Parcel(json.dumps({"text": "a"}), "text")))
    shown = len(wire.of("sendChatAction"))
    await asyncio.sleep(0.05)
    assert len(wire.of("sendChatAction")) == shown


async def test_typing_ends_by_itself(channel: Callable[..., Telegram], wire: Wire) -> None:
    telegram = await begun(channel)
    telegram._errands._patience = telegram._errands._again = 0.01
    await post(telegram, message(text="hi"))
    await wire.until("sendChatAction", 3)
    await asyncio.sleep(0.05)
    assert len(wire.of("sendChatAction")) == 3
    assert telegram._errands._typing == {}


async def test_a_quick_answer_shows_no_typing(channel: Callable[..., Telegram], wire: Wire) -> None:
    telegram = await begun(channel)
    telegram._errands._patience = 0.03
    await post(telegram, message(text="hi"))
    await telegram.send(Dispatch(1, "telegram", "42", "1", 1, Parcel(json.dumps({"text": "a"}), "text")))
    await asyncio.sleep(0.06)
    assert wire.of("sendChatAction") == []


async def test_in_a_crowd_nobody_is_shown_typing(channel: Callable[..., Telegram], wire: Wire) -> None:
    telegram = await begun(channel)
    for number in range(40):
        await post(telegram, message(number, who=100 + number, text="hi"))
    assert len(telegram._errands._typing) == 32
    assert wire.calls == []


async def test_who_blocked_us_is_shown_nothing(channel: Callable[..., Telegram], inbox: Inbox) -> None:
    telegram = await begun(channel)
    await post(telegram, member("kicked"))
    assert len(inbox.kept) == 1
    assert telegram._errands._typing == {}


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

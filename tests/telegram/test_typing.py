"""Typing is shown only to who waits, and ends with the answer."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.parcel import Dispatch, Parcel
from tests.telegram.people import member, message
from tests.telegram.posting import begun, post

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Inbox
    from tests.telegram.wire import Wire

pytestmark = pytest.mark.anyio


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

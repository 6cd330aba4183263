"""A tap made twice: one thing is meant, and every one is answered."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreError
from tests.telegram.people import tap
from tests.telegram.posting import begun, post

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram
    from tests.telegram.conftest import Clock, Inbox
    from tests.telegram.wire import Wire

pytestmark = pytest.mark.anyio


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

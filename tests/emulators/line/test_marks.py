"""Typing dots and the mark of having read: when they show, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.emulators.line import Rules

from .bot import at_work

if TYPE_CHECKING:
    from .bot import Bot, Clock

pytestmark = pytest.mark.anyio


async def test_typing_dots_last_until_the_message(bot: Bot, clock: Clock) -> None:
    person = bot.emulator.add_person("Olena").id
    assert (await bot.call("chat/loading/start", {"chatId": person, "loadingSeconds": 5})).status == 202
    assert bot.emulator.screen(person)["typing"]
    clock.now += 5
    assert not bot.emulator.screen(person)["typing"]
    await bot.call("chat/loading/start", {"chatId": person})
    await bot.push(person)
    assert not bot.emulator.screen(person)["typing"]


@pytest.mark.parametrize("seconds", [0, 7, 65, "5"])
async def test_typing_dots_come_in_steps_of_five(bot: Bot, seconds: object) -> None:
    person = bot.emulator.add_person("Olena").id
    assert (await bot.call("chat/loading/start", {"chatId": person, "loadingSeconds": seconds})).status == 400


async def test_groups_get_no_typing_dots(bot: Bot) -> None:
    group = bot.emulator.add_place("family", [bot.emulator.add_person("Olena").id]).id
    assert (await bot.call("chat/loading/start", {"chatId": group})).status == 400
    assert bot.emulator.problems()


async def test_messages_are_read_when_they_are_delivered(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    await bot.told(person)
    assert [item.read for item in bot.emulator.items(person)] == [True]


async def test_with_the_chat_on_the_bot_says_when() -> None:
    async with at_work(Rules(chat=True)) as bot:
        person = bot.emulator.add_person("Olena").id
        first, second = await bot.told(person), await bot.told(person)
        token = first["message"]["markAsReadToken"]
        assert (await bot.call("chat/markAsRead", {"markAsReadToken": token})).status == 200
        assert [item.read for item in bot.emulator.items(person)] == [True, False]
        assert second["message"]["markAsReadToken"] != token
        assert (await bot.call("chat/markAsRead", {"markAsReadToken": "x"})).status == 400
        assert (await bot.call("info", method="GET")).body["markAsReadMode"] == "manual"

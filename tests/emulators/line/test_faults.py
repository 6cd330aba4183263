"""What goes wrong on demand, and whether the message had been taken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest

from adapters.emulators.line import Fault, Rules

from .bot import Clock, at_work

if TYPE_CHECKING:
    from .bot import Bot

pytestmark = pytest.mark.anyio
KEY = "123e4567-e89b-12d3-a456-426614174000"


async def test_429_with_and_without_a_time_to_wait(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.fault("push", "429", retry_after=7)
    bot.emulator.fault("push", "429")
    first, second, third = [await bot.push(person) for _ in range(3)]
    assert (first.status, first.headers.get("retry-after")) == (429, "7")
    assert (second.status, second.headers.get("retry-after")) == (429, None)
    assert third.status == 200


async def test_the_month_may_be_over_on_demand(bot: Bot) -> None:
    bot.emulator.fault("push", "monthly")
    answer = await bot.push(bot.emulator.add_person("Olena").id)
    assert answer.body == {"message": "You have reached your monthly limit."}


async def test_a_proxy_page_is_no_utf8(bot: Bot) -> None:
    bot.emulator.fault("*", "html")
    answer = await bot.call("info", method="GET")
    assert answer.status == 502
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode()


@pytest.mark.parametrize(("kind", "shown"), [("timeout-before", 0), ("timeout-after", 1)])
async def test_no_answer_comes(bot: Bot, kind: str, shown: int) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.fault("push", kind)
    with pytest.raises(TimeoutError):
        await bot.call("message/push", {"to": person, "messages": [{"type": "text", "text": "a"}]}, limit=0.1, key=KEY)
    assert len(bot.emulator.bubbles(person)) == shown
    again = await bot.call("message/push", {"to": person, "messages": [{"type": "text", "text": "a"}]}, key=KEY)
    assert again.status == (409 if shown else 200)
    assert len(bot.emulator.bubbles(person)) == 1
    entry = bot.emulator.journal.calls("push")[0]
    assert (entry.status, entry.accepted, entry.fault) == (0, bool(shown), kind)


@pytest.mark.parametrize(("kind", "shown"), [("reset", 0), ("refuse", 0), ("reset-after", 1)])
async def test_the_connection_breaks(bot: Bot, kind: str, shown: int) -> None:
    person = bot.emulator.add_person("Olena").id
    token = (await bot.told(person))["replyToken"]
    bot.emulator.fault("reply", kind)
    with pytest.raises((aiohttp.ClientConnectionError, ConnectionResetError)):
        await bot.reply(token)
    assert len(bot.emulator.bubbles(person)) == shown
    assert (await bot.reply(token)).status == (400 if shown else 200)


async def test_a_slow_answer_comes_in_drops(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.fault("push", "slow", seconds=0.2)
    began = asyncio.get_running_loop().time()
    assert (await bot.push(person)).status == 200
    assert asyncio.get_running_loop().time() - began > 0.1


async def test_a_fault_is_for_one_person_and_one_call(bot: Bot) -> None:
    olena, ivan = (bot.emulator.add_person(name).id for name in ("Olena", "Ivan"))
    bot.emulator.fault("push", "500", times=None, person=ivan)
    assert [(await bot.push(one)).status for one in (olena, ivan, ivan)] == [200, 500, 500]
    assert (await bot.reply((await bot.told(ivan))["replyToken"])).status == 200
    bot.emulator.clear_faults()
    assert (await bot.push(ivan)).status == 200


async def test_chance_follows_from_the_seed() -> None:
    async def run() -> list[int]:
        async with at_work(Rules(seed=7), Clock()) as bot:
            person = bot.emulator.add_person("Olena").id
            bot.emulator.fault("push", "500", times=None, chance=0.5)
            return [(await bot.push(person)).status for _ in range(20)]

    once, again = await run(), await run()
    assert once == again
    assert set(once) == {200, 500}


def test_there_is_no_such_fault() -> None:
    with pytest.raises(ValueError, match="no such fault"):
        Fault("push", "flood")

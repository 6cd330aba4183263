"""Pushes: what they cost, whom they reach, and what a retry key does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.emulators.line import Rules

from .bot import at_work, text

if TYPE_CHECKING:
    from .bot import Bot, Clock

pytestmark = pytest.mark.anyio
KEY, OTHER = "123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-42661417400F"


async def test_a_push_counts_one_for_each_person(bot: Bot) -> None:
    people = [bot.emulator.add_person(name).id for name in ("Olena", "Ivan", "Mai")]
    group = bot.emulator.add_place("family", people).id
    assert (await bot.push(people[0], text("a"), text("b"))).status == 200
    assert bot.emulator.pushed() == 1
    assert (await bot.push(group)).status == 200
    assert bot.emulator.pushed() == 4
    assert (await bot.call("message/quota/consumption", method="GET")).body == {"totalUsage": 4}


async def test_beyond_the_month_only_replies_go(clock: Clock) -> None:
    async with at_work(Rules(monthly_limit=1), clock) as bot:
        person = bot.emulator.add_person("Olena").id
        assert (await bot.push(person)).status == 200
        over = await bot.push(person)
        assert (over.status, over.body) == (429, {"message": "You have reached your monthly limit."})
        assert (await bot.reply((await bot.told(person))["replyToken"])).status == 200
        clock.now += 32 * 86400
        assert (await bot.push(person)).status == 200
        assert (await bot.call("message/quota", method="GET")).body == {"type": "limited", "value": 1}


async def test_a_push_to_a_blocker_is_taken_and_not_shown(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.unfollow(person)
    assert (await bot.push(person)).status == 200
    assert bot.emulator.bubbles(person) == []
    assert bot.emulator.pushed() == 0


async def test_strangers_are_reached_for_seven_days_after_they_wrote(bot: Bot, clock: Clock) -> None:
    stranger = bot.emulator.add_person("Ivan", friend=False).id
    assert (await bot.push(stranger)).status == 400
    await bot.told(stranger)
    assert (await bot.push(stranger)).status == 200
    clock.now += 7 * 86400 + 1
    assert (await bot.push(stranger)).status == 400


async def test_the_same_key_is_taken_once(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    first = await bot.push(person, key=KEY)
    second = await bot.push(person, key=KEY)
    assert (first.status, second.status) == (200, 409)
    assert second.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert second.body == {
        "message": "The retry key is already accepted",
        "sentMessages": first.body["sentMessages"],
    }
    assert len(bot.emulator.bubbles(person)) == 1
    assert bot.emulator.pushed() == 1
    assert bot.emulator.problems() == []


async def test_another_key_is_another_message(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    assert [(await bot.push(person, key=key)).status for key in (KEY, OTHER)] == [200, 200]
    assert len(bot.emulator.bubbles(person)) == 2


async def test_a_key_is_forgotten_after_a_day(bot: Bot, clock: Clock) -> None:
    person = bot.emulator.add_person("Olena").id
    await bot.push(person, key=KEY)
    clock.now += 86401
    assert (await bot.push(person, key=KEY)).status == 200


async def test_the_same_key_with_another_body_is_a_problem(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    await bot.push(person, text("a"), key=KEY)
    assert (await bot.push(person, text("b"), key=KEY)).status == 409
    assert [one["problem"] for one in bot.emulator.problems()] == ["The same retry key with another body"]


async def test_trying_again_after_a_refusal_is_a_problem(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    await bot.push(person, text(""), key=KEY)
    await bot.push(person, text(""), key=KEY)
    assert "Tried again after 400, which does not change" in [one["problem"] for one in bot.emulator.problems()]


async def test_trying_again_after_500_is_none(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.fault("push", "500")
    assert [(await bot.push(person, key=KEY)).status for _ in range(3)] == [500, 200, 409]
    assert bot.emulator.problems() == []


@pytest.mark.parametrize("key", ["once", "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g"])
async def test_a_key_is_a_hexadecimal_uuid(bot: Bot, key: str) -> None:
    assert (await bot.push(bot.emulator.add_person("Olena").id, key=key)).status == 400


async def test_each_call_has_its_own_bucket(clock: Clock) -> None:
    async with at_work(replace(Rules(), rates={"push": (2, 1.0)}), clock) as bot:
        person = bot.emulator.add_person("Olena").id
        assert [(await bot.push(person)).status for _ in range(3)] == [200, 200, 429]
        assert (await bot.call("info", method="GET")).status == 200
        clock.now += 0.5
        assert [(await bot.push(person)).status for _ in range(2)] == [200, 429]


async def test_multicast_and_broadcast_reach_friends(bot: Bot) -> None:
    olena, ivan = (bot.emulator.add_person(name).id for name in ("Olena", "Ivan"))
    answer = await bot.call("message/multicast", {"to": [olena, ivan, olena], "messages": [text("a")]}, key=KEY)
    assert answer.status == 200
    bot.emulator.unfollow(ivan)
    assert (await bot.call("message/broadcast", {"messages": [text("b")]})).status == 200
    assert [len(bot.emulator.bubbles(one)) for one in (olena, ivan)] == [2, 1]
    assert bot.emulator.pushed() == 3


async def test_validation_sends_nothing(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    assert (await bot.call("message/validate/push", {"messages": [text("a")]})).status == 200
    assert (await bot.call("message/validate/reply", {"messages": [text("")]})).status == 400
    assert bot.emulator.bubbles(person) == []


async def test_nothing_may_be_sent_while_standing_by(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.state.standby = True
    event = await bot.told(person)
    assert event["mode"] == "standby"
    assert "replyToken" not in event
    await bot.push(person)
    assert bot.emulator.problems()[0]["problem"] == "Something was sent while the channel stands by"

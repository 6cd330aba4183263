"""Reply tokens: once, within a minute, again after a redelivery, and never with a retry key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .bot import TOKEN, text

if TYPE_CHECKING:
    from .bot import Bot, Clock

pytestmark = pytest.mark.anyio
KEY = "123e4567-e89b-12d3-a456-426614174000"


async def test_a_reply_is_shown_and_costs_nothing(bot: Bot) -> None:
    olena = bot.emulator.add_person("Olena", "uk").id
    event = await bot.told(olena)
    answer = await bot.reply(event["replyToken"], text("вітаю"), text("ще"))
    assert answer.status == 200
    assert [one["text"] for one in bot.emulator.bubbles(olena)] == ["вітаю", "ще"]
    assert [one["id"] for one in answer.body["sentMessages"]] == [item.id for item in bot.emulator.items(olena)[1:]]
    assert bot.emulator.pushed() == 0
    assert bot.emulator.problems() == []


async def test_a_token_is_good_once(bot: Bot) -> None:
    token = (await bot.told(bot.emulator.add_person("Olena").id))["replyToken"]
    assert (await bot.reply(token)).status == 200
    again = await bot.reply(token)
    assert (again.status, again.body) == (400, {"message": "Invalid reply token"})


async def test_a_token_is_good_for_a_minute(bot: Bot, clock: Clock) -> None:
    person = bot.emulator.add_person("Olena").id
    first, second = await bot.told(person), await bot.told(person)
    clock.now += 59.9
    assert (await bot.reply(first["replyToken"])).status == 200
    clock.now += 0.1
    assert (await bot.reply(second["replyToken"])).body == {"message": "Invalid reply token"}


async def test_a_redelivery_gives_an_unused_token_another_minute(bot: Bot, clock: Clock) -> None:
    event = await bot.told(bot.emulator.add_person("Olena").id)
    clock.now += 100
    await bot.emulator.again(event["webhookEventId"])
    assert bot.events[-1]["deliveryContext"] == {"isRedelivery": True}
    assert bot.events[-1]["replyToken"] == event["replyToken"]
    clock.now += 59
    assert (await bot.reply(event["replyToken"])).status == 200


async def test_a_redelivery_after_twenty_minutes_gives_nothing(bot: Bot, clock: Clock) -> None:
    event = await bot.told(bot.emulator.add_person("Olena").id)
    clock.now += 1201
    await bot.emulator.again(event["webhookEventId"])
    assert (await bot.reply(event["replyToken"])).status == 400


async def test_a_redelivery_does_not_bring_a_used_token_back(bot: Bot) -> None:
    event = await bot.told(bot.emulator.add_person("Olena").id)
    await bot.reply(event["replyToken"])
    await bot.emulator.again(event["webhookEventId"])
    assert (await bot.reply(event["replyToken"])).status == 400
    assert bot.emulator.problems() == []


async def test_an_invalid_body_does_not_spend_the_token(bot: Bot) -> None:
    token = (await bot.told(bot.emulator.add_person("Olena").id))["replyToken"]
    refused = await bot.reply(token, text("a" * 5001))
    assert refused.status == 400
    assert refused.body["details"] == [{"message": "Length must be between 1 and 5000", "property": "messages[0].text"}]
    assert [one["problem"] for one in bot.emulator.problems()] == [
        "messages[0].text: Length must be between 1 and 5000"
    ]
    assert (await bot.reply(token)).status == 200


async def test_a_token_nobody_gave_out_is_a_problem(bot: Bot) -> None:
    assert (await bot.reply("0" * 32)).status == 400
    assert bot.emulator.problems()[0]["problem"] == "A reply token that was never given out"


async def test_a_reply_takes_no_retry_key(bot: Bot) -> None:
    token = (await bot.told(bot.emulator.add_person("Olena").id))["replyToken"]
    answer = await bot.call("message/reply", {"replyToken": token, "messages": [text("a")]}, key=KEY)
    assert answer.status == 400
    assert bot.emulator.problems()[0]["problem"] == "A retry key on a call that takes none"
    assert (await bot.reply(token)).status == 200


async def test_a_wrong_token_opens_nothing(bot: Bot) -> None:
    assert (await bot.call("info", method="GET", bearer="stolen")).status == 401
    assert (await bot.call("info", method="GET", bearer=TOKEN)).status == 200


async def test_every_answer_has_a_request_id(bot: Bot) -> None:
    answers = [await bot.call("info", method="GET"), await bot.call("poem"), await bot.call("info", bearer="x")]
    assert [one.status for one in answers] == [200, 404, 404]
    assert len({one.headers["x-line-request-id"] for one in answers}) == 3


async def test_quick_replies_come_from_the_last_message_and_go_with_the_next(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    item = {"type": "action", "action": {"type": "postback", "label": "yes", "data": "y"}}
    token = (await bot.told(person))["replyToken"]
    await bot.reply(token, {**text("a"), "quickReply": {"items": [item]}}, text("b"))
    assert bot.emulator.screen(person)["quick_replies"] == []
    assert bot.emulator.problems()[0]["problem"] == "Quick replies are shown from the last message only"
    token = (await bot.told(person))["replyToken"]
    await bot.reply(token, text("b"), {**text("a"), "quickReply": {"items": [item]}})
    assert bot.emulator.screen(person)["quick_replies"] == [item]
    bot.emulator.say(person, "no")
    assert bot.emulator.screen(person)["quick_replies"] == []


async def test_a_quote_needs_a_token_of_the_same_talk(bot: Bot) -> None:
    olena, ivan = (bot.emulator.add_person(name).id for name in ("Olena", "Ivan"))
    said, other = await bot.told(olena), await bot.told(ivan)
    wrong = await bot.reply(said["replyToken"], {**text("a"), "quoteToken": other["message"]["quoteToken"]})
    assert wrong.status == 400
    right = await bot.reply(said["replyToken"], {**text("a"), "quoteToken": said["message"]["quoteToken"]})
    assert right.status == 200

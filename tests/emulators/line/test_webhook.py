"""How events reach the bot: signed, in order, on time, again if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.emulators.line import Rules
from adapters.emulators.line.events import sign

from .bot import Clock, at_work

if TYPE_CHECKING:
    from .bot import Bot

pytestmark = pytest.mark.anyio


def test_the_signature_is_lines_own() -> None:
    raw = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert sign("8c570fa6dd201bb328f1c1eac23a96d8", raw) == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


async def test_an_event_has_the_platforms_shape(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    event = await bot.told(person, "привіт")
    assert bot.signed_rightly == [True]
    assert bot.bodies[0]["destination"] == bot.emulator.state.bot_id
    message = event.pop("message")
    assert message.keys() == {"id", "type", "text", "quoteToken", "markAsReadToken"}
    assert len(event.pop("webhookEventId")) == 26
    assert len(event.pop("replyToken")) == 32
    assert event == {
        "type": "message",
        "mode": "active",
        "timestamp": 1_790_000_000_000,
        "deliveryContext": {"isRedelivery": False},
        "source": {"type": "user", "userId": person},
    }


async def test_one_persons_events_come_in_order(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    for number in range(20):
        bot.emulator.say(person, str(number))
    await bot.emulator.settled()
    assert [event["message"]["text"] for event in bot.events] == [str(number) for number in range(20)]


async def test_several_peoples_events_may_come_together(bot: Bot) -> None:
    people = [bot.emulator.add_person(name).id for name in ("Olena", "Ivan")]
    with bot.emulator.together():
        for person in people:
            bot.emulator.say(person, "hi")
    await bot.emulator.settled()
    assert [event["source"]["userId"] for event in bot.bodies[0]["events"]] == people
    assert len(bot.bodies) == 1


async def test_a_late_answer_is_a_problem() -> None:
    async with at_work(Rules(answer_limit=0.05)) as bot:
        bot.pause = 0.2
        await bot.told(bot.emulator.add_person("Olena").id)
        assert bot.emulator.problems()[0]["problem"] == "No answer to a webhook within 0.05 s"


@pytest.mark.parametrize(("status", "problems"), [(200, 0), (204, 0), (503, 0), (500, 1), (403, 1), (302, 1)])
async def test_only_2xx_will_do(bot: Bot, status: int, problems: int) -> None:
    bot.status = status
    await bot.told(bot.emulator.add_person("Olena").id)
    assert len(bot.emulator.problems()) == problems
    assert bot.emulator.journal.deliveries()[0].accepted == (status < 300)


async def test_without_redelivery_an_event_is_lost(bot: Bot) -> None:
    bot.status = 503
    await bot.told(bot.emulator.add_person("Olena").id)
    assert len(bot.events) == 1


async def test_with_redelivery_it_comes_again_until_taken() -> None:
    async with at_work(Rules(redelivery=(0.01, 0.01, 0.01))) as bot:
        bot.statuses = [503, 503]
        await bot.told(bot.emulator.add_person("Olena").id)
        assert [event["deliveryContext"]["isRedelivery"] for event in bot.events] == [False, True, True]
        assert len({event["webhookEventId"] for event in bot.events}) == 1
        assert len({event["replyToken"] for event in bot.events}) == 1


async def test_duplicates_come_even_without_redelivery() -> None:
    async with at_work(Rules(duplicates=1.0)) as bot:
        await bot.told(bot.emulator.add_person("Olena").id)
        assert bot.events[0] == bot.events[1]
        await bot.emulator.again(bot.events[0]["webhookEventId"], redelivery=False)
        assert bot.events[2] == bot.events[0]


async def test_verify_delivers_nothing(bot: Bot) -> None:
    assert (await bot.emulator.verify()).status == 200
    assert bot.bodies == [{"destination": bot.emulator.state.bot_id, "events": []}]


async def test_a_forged_body_must_be_refused(bot: Bot) -> None:
    assert (await bot.emulator.post_raw(b'{"events":[]}', "forged")).status == 403
    assert bot.emulator.problems() == []


async def test_taking_a_forged_body_is_a_problem(bot: Bot) -> None:
    bot.trusting = True
    await bot.emulator.post_raw(b'{"events":[]}', "forged")
    assert bot.emulator.problems()[0]["problem"] == "A forged webhook was accepted"


async def test_any_bytes_can_be_posted(bot: Bot) -> None:
    entry = await bot.emulator.post_raw(b'{"events":[{"type":"hoge"}],"destination":"x"}')
    assert entry.status == 200
    assert bot.events == [{"type": "hoge"}]


async def test_a_bot_that_is_not_there_is_no_problem(bot: Bot) -> None:
    bot.emulator.webhook = "http://127.0.0.1:9/line"
    bot.emulator.say(bot.emulator.add_person("Olena").id, "hi")
    await bot.emulator.settled()
    entry = bot.emulator.journal.deliveries()[0]
    assert (entry.status, entry.accepted, entry.problems) == (0, False, [])
    assert entry.fault == "ClientConnectorError"


async def test_the_webhooks_address_can_be_asked_set_and_tried(bot: Bot) -> None:
    good = bot.emulator.webhook
    assert (await bot.call("channel/webhook/endpoint", {"endpoint": "ftp://x"}, "PUT")).status == 400
    assert (await bot.call("channel/webhook/endpoint", {"endpoint": good + "2"}, "PUT")).status == 200
    assert (await bot.call("channel/webhook/endpoint", method="GET")).body == {"endpoint": good + "2", "active": True}
    failed = (await bot.call("channel/webhook/test", {})).body
    assert (failed["success"], failed["statusCode"], failed["reason"]) == (False, 404, "ERROR_STATUS_CODE")
    worked = (await bot.call("channel/webhook/test", {"endpoint": good})).body
    assert (worked["success"], worked["statusCode"], worked["reason"]) == (True, 200, "OK")


async def test_ids_and_tokens_follow_from_the_seed() -> None:
    async def run() -> str:
        async with at_work(Rules(seed=3), Clock()) as bot:
            event = await bot.told(bot.emulator.add_person("Olena").id)
            return str(event["webhookEventId"] + event["replyToken"])

    assert await run() == await run()

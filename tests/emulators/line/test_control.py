"""The same over HTTP: /emulator moves people and shows what they see."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.line import Rules

from .bot import at_work, text

if TYPE_CHECKING:
    from .bot import Bot

pytestmark = pytest.mark.anyio


async def ask(bot: Bot, path: str, body: Any = None, method: str | None = None, status: int = 200) -> Any:
    method = method or ("GET" if body is None else "POST")
    async with bot.session.request(method, f"{bot.url}/emulator/{path}", json=body) as answer:
        assert answer.status == status
        return await answer.json()


async def test_somebody_comes_and_writes(bot: Bot) -> None:
    person = (await ask(bot, "people", {"name": "Olena", "language": "uk"}))["id"]
    listed = {"id": person, "name": "Olena", "language": "uk", "blocked": False, "friend": True}
    assert await ask(bot, "people") == [listed]
    event = (await ask(bot, f"people/{person}/say", {"text": "hi"}))["event"]
    await bot.emulator.settled()
    assert bot.events[0]["webhookEventId"] == event
    await bot.reply(bot.events[0]["replyToken"], text("yes"))
    screen = await ask(bot, f"people/{person}/screen")
    assert [(item["mine"], item["object"]["text"]) for item in screen["items"]] == [(True, "hi"), (False, "yes")]


@pytest.mark.parametrize(
    ("deed", "said", "kind"),
    [
        ("tap", {"data": "d", "display_text": "shown"}, "postback"),
        ("tap", {"action": {"type": "message", "label": "a", "text": "a"}}, "message"),
        ("location", {"latitude": 35.4, "longitude": 139.6}, "message"),
        ("send", {"kind": "sticker"}, "message"),
        ("follow", {}, "follow"),
        ("unfollow", {}, "unfollow"),
    ],
)
async def test_each_deed_becomes_an_event(bot: Bot, deed: str, said: dict[str, Any], kind: str) -> None:
    person = bot.emulator.add_person("Olena").id
    await ask(bot, f"people/{person}/{deed}", said)
    await bot.emulator.settled()
    assert [event["type"] for event in bot.events] == [kind]


async def test_a_group_over_http(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    group = (await ask(bot, "places", {"name": "family", "members": [person]}))["id"]
    await ask(bot, f"people/{person}/say", {"text": "helo", "place": group})
    item = (await ask(bot, f"places/{group}/screen"))["items"][0]["id"]
    await ask(bot, f"people/{person}/edit", {"item": item, "text": "hello", "place": group})
    await ask(bot, f"people/{person}/unsend", {"item": item, "place": group})
    await ask(bot, f"places/{group}/leave", {})
    await bot.emulator.settled()
    assert [event["type"] for event in bot.events] == ["join", "message", "messageEdited", "unsend", "leave"]


async def test_the_journal_and_the_problems(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    await bot.push(person, text(""))
    entry = (await ask(bot, "journal"))[0]
    assert (entry["n"], entry["name"], entry["person"], entry["status"]) == (1, "push", person, 400)
    assert await ask(bot, "journal?after=1") == []
    assert [one["problem"] for one in await ask(bot, "problems")] == ["messages[0].text: May not be empty"]


async def test_faults_over_http(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    await ask(bot, "faults", {"match": "push", "times": None, "kind": "429", "retry_after": 3, "person": person})
    assert (await bot.push(person)).headers["retry-after"] == "3"
    await ask(bot, "faults", method="DELETE")
    assert (await bot.push(person)).status == 200
    await ask(bot, "faults", {"match": "push", "kind": "flood"}, status=400)


async def test_what_is_not_there(bot: Bot) -> None:
    await ask(bot, "people/nobody/screen", status=404)
    await ask(bot, "people/nobody/say", {"text": "hi"}, status=404)
    await ask(bot, f"people/{bot.emulator.add_person('Olena').id}/dance", {}, status=404)


async def test_deliveries_of_their_own_kind(bot: Bot) -> None:
    assert (await ask(bot, "deliver/verify", {}))["status"] == 200
    assert (await ask(bot, "deliver/raw", {"body": "{}", "signature": "forged"}))["status"] == 403
    event = await bot.told(bot.emulator.add_person("Olena").id)
    await ask(bot, "deliver/again", {"event": event["webhookEventId"], "redelivery": True})
    assert bot.events[-1]["deliveryContext"] == {"isRedelivery": True}
    assert (await ask(bot, "channel", {"standby": True}))["standby"]
    assert (await bot.told(bot.emulator.add_person("Ivan").id))["mode"] == "standby"


async def test_screens_tell_when_they_change(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    async with bot.session.get(f"{bot.url}/emulator/people/{person}/events") as stream:
        assert stream.content_type == "text/event-stream"
        seen = json.loads((await stream.content.readline()).removeprefix(b"data: "))
        bot.emulator.say(person, "hi")
        await stream.content.readline()
        async with asyncio.timeout(2):
            now = json.loads((await stream.content.readline()).removeprefix(b"data: "))
        assert now["version"] > seen["version"]


async def test_lean_keeps_the_wire_and_forgets_the_rest() -> None:
    async with at_work(Rules(lean=True)) as bot:
        person = bot.emulator.add_person("Olena").id
        event = await bot.told(person)
        assert (await bot.reply(event["replyToken"], {"type": "text", "text": "a" * 6000})).status == 200
        assert (await bot.reply(event["replyToken"])).status == 400
        assert (await bot.call("message/push", {"to": person, "messages": "a"})).status == 400
        assert bot.emulator.bubbles(person) == []
        entry = bot.emulator.journal.calls("reply")[0]
        assert (entry.body, entry.said, entry.events) == (None, ("a" * 6000,), (event["webhookEventId"],))

"""Buttons on the screen: a tap does what its button says, and shows what it is to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .bot import heard

if TYPE_CHECKING:
    from .bot import Bot

pytestmark = pytest.mark.anyio


async def test_a_tap_shows_its_display_text_and_sends_no_message(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.tap(person, "entry:1", "Garbage")
    event = await heard(bot)
    assert (event["type"], event["postback"]) == ("postback", {"data": "entry:1"})
    assert [item["object"]["text"] for item in bot.emulator.screen(person)["items"]] == ["Garbage"]
    assert len(bot.events) == 1


async def test_buttons_on_the_screen_do_what_they_say(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    one = {"type": "button", "action": {"type": "postback", "label": "a", "data": "A", "displayText": "aa"}}
    two = {"type": "button", "action": {"type": "message", "label": "b", "text": "B"}}
    link = {"type": "button", "action": {"type": "uri", "label": "c", "uri": "https://example.com"}}
    body = {"type": "box", "layout": "vertical", "contents": [one, two, link]}
    quick = {"items": [{"type": "action", "action": {"type": "postback", "label": "q", "data": "Q"}}]}
    flex = {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": body}, "quickReply": quick}
    sent = await bot.push(person, flex)
    item = sent.body["sentMessages"][0]["id"]
    assert bot.emulator.press(person, item, 0)
    assert (await heard(bot))["postback"]["data"] == "A"
    bot.emulator.press(person, item, 1)
    assert (await heard(bot))["message"]["text"] == "B"
    assert bot.emulator.press(person, item, 2) is None
    bot.emulator.press(person, item, 3)
    assert (await heard(bot))["postback"]["data"] == "Q"

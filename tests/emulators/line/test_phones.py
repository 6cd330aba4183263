"""What people do on their phones, what the bot hears of it, and what their screens show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .bot import heard

if TYPE_CHECKING:
    from .bot import Bot

pytestmark = pytest.mark.anyio


async def test_follow_and_unfollow(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena", friend=False).id
    bot.emulator.follow(person)
    assert (await heard(bot))["follow"] == {"isUnblocked": False}
    bot.emulator.unfollow(person)
    gone = await heard(bot)
    assert gone["type"] == "unfollow"
    assert "replyToken" not in gone
    bot.emulator.follow(person)
    assert (await heard(bot))["follow"] == {"isUnblocked": True}


async def test_a_reply_to_somebody_who_blocked_meanwhile_is_not_shown(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    event = await bot.told(person)
    bot.emulator.unfollow(person)
    assert (await bot.reply(event["replyToken"])).status == 200
    assert bot.emulator.bubbles(person) == []


async def test_a_location_may_have_no_name(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.location(person, 35.45, 139)
    message = (await heard(bot))["message"]
    assert (message["latitude"], message["longitude"], "title" in message) == (35.45, 139, False)
    bot.emulator.location(person, 35.45, 139, "home", "Naka-ku")
    message = (await heard(bot))["message"]
    assert (message["title"], message["address"]) == ("home", "Naka-ku")


@pytest.mark.parametrize("kind", ["sticker", "image", "audio", "video", "file"])
async def test_stickers_and_files(bot: Bot, kind: str) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.send(person, kind)
    message = (await heard(bot))["message"]
    assert message["type"] == kind
    assert (await bot.call(f"message/{message['id']}/content", method="GET")).status == (
        404 if kind == "sticker" else 200
    )


async def test_a_file_is_prepared_first_and_gone_after_an_unsend(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.send(person, "video")
    key = (await heard(bot))["message"]["id"]
    bot.emulator.state.contents[key].ready = False
    assert (await bot.call(f"message/{key}/content", method="GET")).status == 202
    assert (await bot.call(f"message/{key}/content/transcoding", method="GET")).body == {"status": "processing"}
    bot.emulator.unsend(person, key)
    event = await heard(bot)
    assert event["unsend"] == {"messageId": key}
    assert "replyToken" not in event
    assert (await bot.call(f"message/{key}/content", method="GET")).status == 410
    shown = bot.emulator.screen(person)["items"][0]
    assert (shown["deleted"], shown["object"]) == (True, {})

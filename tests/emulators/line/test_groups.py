"""Groups and rooms: who is in them, what is said there, and what the bot may know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.emulators.line import Rules

from .bot import at_work, heard

if TYPE_CHECKING:
    from .bot import Bot

pytestmark = pytest.mark.anyio


async def test_a_group_hears_and_is_heard(bot: Bot) -> None:
    olena, ivan = (bot.emulator.add_person(name).id for name in ("Olena", "Ivan"))
    group = bot.emulator.add_place("family", [olena, ivan]).id
    assert (await heard(bot))["source"] == {"type": "group", "groupId": group}
    bot.emulator.say(olena, "😀 @Madoguchi and @Ivan", group)
    event = await heard(bot)
    assert event["source"] == {"type": "group", "groupId": group, "userId": olena}
    assert event["message"]["mention"] == {
        "mentionees": [
            {"index": 3, "length": 10, "type": "user", "isSelf": True, "userId": bot.emulator.state.bot_id},
            {"index": 18, "length": 5, "type": "user", "isSelf": False, "userId": ivan},
        ]
    }
    named = {"type": "mention", "mentionee": {"type": "user", "userId": ivan}}
    answer = {"type": "textV2", "text": "hi {who}", "substitution": {"who": named}}
    assert (await bot.reply(event["replyToken"], answer)).status == 200
    assert bot.emulator.bubbles(group) == [answer]
    assert (await bot.push(olena, answer)).status == 400


async def test_people_come_and_go_and_the_bot_is_put_out(bot: Bot) -> None:
    olena, ivan = (bot.emulator.add_person(name).id for name in ("Olena", "Ivan"))
    room = bot.emulator.add_place("", [olena], "room").id
    bot.emulator.come(room, [ivan])
    assert (await heard(bot))["joined"] == {"members": [{"type": "user", "userId": ivan}]}
    assert (await bot.call(f"room/{room}/members/count", method="GET")).body == {"count": 2}
    bot.emulator.go(room, [ivan])
    assert (await heard(bot))["left"] == {"members": [{"type": "user", "userId": ivan}]}
    bot.emulator.leave(room)
    event = await heard(bot)
    assert (event["type"], event["source"]) == ("leave", {"type": "room", "roomId": room})
    assert (await bot.push(room)).status == 400


async def test_an_edit_in_a_group_brings_the_same_message_with_a_new_token(bot: Bot) -> None:
    olena = bot.emulator.add_person("Olena").id
    group = bot.emulator.add_place("family", [olena]).id
    bot.emulator.say(olena, "helo", group)
    said = await heard(bot)
    bot.emulator.edit(olena, said["message"]["id"], "hello @Madoguchi", group)
    event = await heard(bot)
    assert (event["type"], event["message"]["id"]) == ("messageEdited", said["message"]["id"])
    assert event["message"]["mention"]["mentionees"][0]["isSelf"]
    assert event["replyToken"] != said["replyToken"]
    shown = bot.emulator.screen(group)["items"][0]
    assert (shown["edited"], shown["object"]["text"]) == (True, "hello @Madoguchi")


async def test_members_may_stay_unnamed() -> None:
    async with at_work(Rules(hide_ids=True)) as bot:
        olena = bot.emulator.add_person("Olena").id
        group = bot.emulator.add_place("family", [olena]).id
        bot.emulator.say(olena, "hi @Olena", group)
        event = await heard(bot)
        assert "userId" not in event["source"]
        assert "userId" not in event["message"]["mention"]["mentionees"][0]


async def test_profiles(bot: Bot) -> None:
    olena, ivan = bot.emulator.add_person("Olena", "uk"), bot.emulator.add_person("Ivan", friend=False)
    asked = await bot.call(f"profile/{olena.id}", method="GET")
    assert asked.body == {"userId": olena.id, "displayName": "Olena", "language": "uk"}
    assert (await bot.call(f"profile/{ivan.id}", method="GET")).status == 404
    group = bot.emulator.add_place("family", [ivan.id]).id
    member = await bot.call(f"group/{group}/member/{ivan.id}", method="GET")
    assert member.body == {"userId": ivan.id, "displayName": "Ivan"}
    assert (await bot.call(f"group/{group}/member/{olena.id}", method="GET")).status == 404
    assert (await bot.call(f"group/{group}/summary", method="GET")).body["groupName"] == "family"
    bot.emulator.unfollow(olena.id)
    assert (await bot.call(f"profile/{olena.id}", method="GET")).status == 404
    assert bot.emulator.problems() == []

"""What people do on their phones, what the bot hears of it, and what their screens show."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.line import Rules

from .bot import at_work, text

if TYPE_CHECKING:
    from .bot import Bot, Clock

pytestmark = pytest.mark.anyio


async def heard(bot: Bot) -> dict[str, Any]:
    await bot.emulator.settled()
    return bot.events[-1]


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


async def test_a_body_must_be_a_json_object(bot: Bot) -> None:
    headers = {"Authorization": "Bearer a-token"}
    url = f"{bot.url}/v2/bot/message/push"
    for raw, kind, status in (
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"to":NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b" " * (2 * 1024 * 1024 + 1), "application/json", 413),
    ):
        async with bot.session.post(url, data=io.BytesIO(raw), headers={**headers, "Content-Type": kind}) as answer:
            assert answer.status == status
    boxes: dict[str, Any] = text("a")
    for _ in range(400):
        boxes = {"type": "box", "layout": "vertical", "contents": [boxes]}
    deep = {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": boxes}}
    assert (await bot.push(bot.emulator.add_person("Olena").id, deep)).status == 400

"""A client that keeps to the rules: line-bot-sdk, whose answers and errors must be what it expects of LINE."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

import pytest
from linebot.v3 import WebhookParser
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    AsyncMessagingApiBlob,
    Configuration,
    MessageAction,
    PushMessageRequest,
    QuickReply,
    QuickReplyItem,
    ReplyMessageRequest,
    RichMenuArea,
    RichMenuBounds,
    RichMenuRequest,
    RichMenuSize,
    ShowLoadingAnimationRequest,
    TextMessage,
)
from linebot.v3.webhooks import FollowEvent, MessageEditedEvent, MessageEvent, PostbackEvent, UnsendEvent

from adapters.emulators.line.events import sign

from .bot import SECRET, TOKEN
from .test_menus import picture

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from .bot import Bot

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(bot: Bot) -> AsyncIterator[AsyncApiClient]:
    client = AsyncApiClient(Configuration(host=bot.url, access_token=TOKEN))
    yield client
    await client.close()


async def test_it_replies_and_pushes(bot: Bot, client: AsyncApiClient) -> None:
    api = AsyncMessagingApi(client)
    person = bot.emulator.add_person("Olena", "uk").id
    event = await bot.told(person)
    quick = QuickReply(items=[QuickReplyItem(action=MessageAction(label="yes", text="yes"))])
    words = TextMessage(text="hi", quickReply=quick)
    replied = await api.reply_message(ReplyMessageRequest(replyToken=event["replyToken"], messages=[words]))
    assert replied.sent_messages[0].id == bot.emulator.items(person)[-1].id
    await api.show_loading_animation(ShowLoadingAnimationRequest(chatId=person, loadingSeconds=5))
    key, request = str(uuid.uuid4()), PushMessageRequest(to=person, messages=[TextMessage(text="again")])
    await api.push_message(request, x_line_retry_key=key)
    with pytest.raises(ApiException) as caught:
        await api.push_message(request, x_line_retry_key=key)
    assert caught.value.status == 409
    assert json.loads(caught.value.body)["sentMessages"][0]["id"] == bot.emulator.items(person)[-1].id
    assert (await api.get_profile(person)).language == "uk"
    assert (await api.get_message_quota_consumption()).total_usage == 1
    assert (await api.get_bot_info()).user_id == bot.emulator.state.bot_id
    assert bot.emulator.problems() == []


async def test_it_makes_a_menu(bot: Bot, client: AsyncApiClient) -> None:
    api, blob = AsyncMessagingApi(client), AsyncMessagingApiBlob(client)
    person = bot.emulator.add_person("Olena").id
    area = RichMenuArea(bounds=RichMenuBounds(x=0, y=0, width=9, height=9), action=MessageAction(text="a", label="a"))
    asked = RichMenuRequest(
        size=RichMenuSize(width=1200, height=405), selected=True, name="m", chatBarText="Menu", areas=[area]
    )
    key = (await api.create_rich_menu(asked)).rich_menu_id
    await blob.set_rich_menu_image(key, picture(), _headers={"Content-Type": "image/png"})
    await api.link_rich_menu_id_to_user(person, key)
    assert bot.emulator.screen(person)["menu"]["richMenuId"] == key
    assert bot.emulator.problems() == []


async def test_it_reads_every_event(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    group = bot.emulator.add_place("family", [person]).id
    bot.emulator.follow(person)
    bot.emulator.say(person, "hi @Madoguchi", group)
    for kind in ("sticker", "image", "audio", "video", "file"):
        bot.emulator.send(person, kind)
    bot.emulator.location(person, 35.4, 139.6)
    bot.emulator.tap(person, "d", params={"date": "2026-11-23"})
    said = bot.emulator.items(group)[0].id
    bot.emulator.edit(person, said, "hello", group)
    bot.emulator.unsend(person, said, group)
    await bot.emulator.settled()
    parser, kinds = WebhookParser(SECRET), []
    for body in bot.bodies:
        raw = json.dumps(body)
        kinds += [type(event) for event in parser.parse(raw, sign(SECRET, raw.encode()))]
    assert kinds.count(MessageEvent) == 7
    assert {FollowEvent, MessageEditedEvent, PostbackEvent, UnsendEvent} <= set(kinds)

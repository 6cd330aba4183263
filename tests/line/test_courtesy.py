"""Dots, the mark of having read, profiles and menus: shown where they help, missed by nobody where they fail."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.line import courtesy
from adapters.line.channel import Line
from adapters.line.courtesy import LOADING, READ
from bot.message import Joined, Tap, Text
from bot.parcel import Parcel, Receipt
from tests.line.people import ANN, GROUP, PHRASES, body, dispatch, event, message, reply, settings, step, talk

if TYPE_CHECKING:
    from tests.line.conftest import House
    from tests.line.wire import Wire

pytestmark = pytest.mark.anyio

PROFILE = f"/v2/bot/profile/{ANN}"
ALIAS, LINK = "/v2/bot/richmenu/alias/madoguchi-zh-hans", f"/v2/bot/user/{ANN}/richmenu/richmenu-1"
MENU = Parcel(f'{{"to": "{ANN}", "language": "zh-Hans"}}', "menu")
IN_GROUP = {"type": "group", "groupId": GROUP, "userId": ANN}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "PATIENCE_S", 0.05)


async def test_whoever_waits_sees_that_somebody_writes(house: House) -> None:
    await house.post(body(event()))
    await asyncio.sleep(0.15)
    (call,) = house.wire.to(LOADING)
    assert call.body == {"chatId": ANN, "loadingSeconds": 5}


async def test_a_quick_answer_is_the_only_call(house: House) -> None:
    await house.post(body(event()))
    (parcel,) = house.line.pack(house.inbox.kept[0], talk(), step(reply("a")))
    await house.line.send(dispatch(parcel))
    await asyncio.sleep(0.15)
    assert len(house.wire.beside) == 1


async def test_nobody_seems_to_write_where_nothing_will_be_said(house: House) -> None:
    await house.post(body(event()))
    house.line.pack(house.inbox.kept[0], talk(), step())
    await asyncio.sleep(0.15)
    assert house.wire.beside == []


@pytest.mark.parametrize(
    "other",
    [
        {"source": IN_GROUP, "type": "postback", "postback": {"data": "v1:none"}},
        {"message": {"id": "1", "type": "sticker", "packageId": "1", "stickerId": "1"}},
        {"message": {"id": "1", "type": "image", "contentProvider": {"originalContentUrl": "http://x.example/"}}},
        {"type": "follow"},
        {"type": "unfollow"},
        {"type": "unsend", "unsend": {"messageId": "1"}},
    ],
)
async def test_groups_and_other_events_show_and_fetch_nothing(house: House, other: dict[str, Any]) -> None:
    await house.post(body(event(**other)))
    await asyncio.sleep(0.15)
    assert len(house.inbox.kept) == 1
    assert house.wire.beside == []


async def test_what_was_seen_before_shows_nothing(house: House) -> None:
    house.inbox.kept.append(message(Text("x")))
    await house.post(body(event(webhookEventId="01KX")))
    await asyncio.sleep(0.15)
    assert house.wire.beside == []


async def test_in_a_rush_courtesies_are_left_out(house: House) -> None:
    house.wire.told(LOADING, *["stall"] * 100)
    people = [f"U{number:032x}" for number in range(80)]
    rush = [event(source={"type": "user", "userId": who}, webhookEventId=f"01{who[-6:]}") for who in people]
    await house.post(body(*rush))
    await asyncio.sleep(0.4)
    assert 0 < len(house.wire.to(LOADING)) <= courtesy.MOST


@pytest.mark.parametrize("house", [True], indirect=True)
async def test_messages_are_marked_as_read_where_that_is_wished(house: House) -> None:
    await house.post(body(event()))
    await asyncio.sleep(0.03)
    (call,) = house.wire.to(READ)
    assert call.body == {"markAsReadToken": "read-me"}


async def test_messages_are_not_marked_as_read_otherwise(house: House) -> None:
    await house.post(body(event()))
    await asyncio.sleep(0.15)
    assert house.wire.to(READ) == []


async def test_the_dots_can_be_switched_off(wire: Wire) -> None:
    async def take(messages: Any) -> Any:
        return messages

    line = Line(settings(wire.base), PHRASES, take, animated=False)
    await line.start()
    line._courtesy.kept([message()])
    await asyncio.sleep(0.15)
    await line.stop()
    assert wire.to(LOADING) == []


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("uk", "uk"),
        ("zh-TW", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("en-GB", "en"),
        ("fil", "tl"),
        ("tlh", None),
        (None, None),
    ],
)
async def test_a_new_friend_is_greeted_in_the_language_of_their_profile(
    house: House, said: str | None, tag: str | None
) -> None:
    profile = {"userId": ANN, "displayName": "Ann"} | ({"language": said} if said else {})
    house.wire.told(PROFILE, (200, profile))
    assert await house.line.profile(message(Joined())) == tag


@pytest.mark.parametrize("fault", [(404, {"message": "Not found"}), (502, b"\xff<html>"), (200, {"x": 1}), "reset"])
async def test_who_has_no_profile_is_greeted_all_the_same(house: House, fault: Any) -> None:
    house.wire.told(PROFILE, fault)
    assert await house.line.profile(message(Joined())) is None


async def test_only_a_new_friend_is_looked_up(house: House) -> None:
    assert await house.line.profile(message(Text("hi"))) is None
    assert await house.line.profile(message(Joined(), public=True, language="vi")) == "vi"
    assert house.wire.beside == []


async def test_a_menu_is_found_by_its_alias_and_linked(house: House) -> None:
    house.wire.told(ALIAS, (200, {"richMenuAliasId": "madoguchi-zh-hans", "richMenuId": "richmenu-1"}))
    for _ in range(2):
        assert await house.line.send(dispatch(MENU)) == Receipt()
    assert [len(house.wire.to(path)) for path in (ALIAS, LINK)] == [1, 2]
    house.clock.now += 601
    await house.line.send(dispatch(MENU))
    assert len(house.wire.to(ALIAS)) == 2


async def test_a_menu_that_is_not_there_is_not_asked_for_again_and_again(house: House) -> None:
    house.wire.told(ALIAS, (404, {"message": "richmenu alias not found"}))
    for _ in range(3):
        assert await house.line.send(dispatch(MENU)) == Receipt()
    assert len(house.wire.beside) == 1


@pytest.mark.parametrize("fault", [(500, {}), (401, {}), "reset"])
async def test_a_menu_that_fails_holds_nothing_up(house: House, fault: Any) -> None:
    house.wire.told(ALIAS, fault)
    assert await house.line.send(dispatch(MENU)) == Receipt()


async def test_a_menu_that_has_gone_is_looked_for_anew(house: House) -> None:
    house.wire.told(ALIAS, *[(200, {"richMenuAliasId": "madoguchi-zh-hans", "richMenuId": "richmenu-1"})] * 2)
    house.wire.told(LINK, (404, {}))
    for _ in range(2):
        await house.line.send(dispatch(MENU))
    assert len(house.wire.to(ALIAS)) == 2


@pytest.mark.parametrize(
    ("before", "after", "content", "public", "linked"),
    [
        ("en", "uk", Text("українською"), False, "uk"),
        ("en", "zh-Hans", Tap("lang:zh-Hans"), False, "zh-Hans"),
        (None, "en", Text("hi"), False, "en"),
        ("en", "en", Text("hi"), False, None),
        ("en", "en", Joined(), False, "en"),
        ("en", "uk", Text("hi"), True, None),
    ],
)
async def test_a_new_language_brings_its_menu_once(  # noqa: PLR0913, PLR0917 - a row of a table
    house: House,
    before: str | None,
    after: str,
    content: Any,
    public: Any,
    linked: str | None,
) -> None:
    given = message(content, public=public, conversation=GROUP if public else ANN)
    parcels = house.line.pack(given, talk(before), step(reply("a"), language=after))
    menus = [json.loads(parcel.body) for parcel in parcels if parcel.route == "menu"]
    assert menus == ([{"to": ANN, "language": linked}] if linked else [])
    assert parcels[0].route == "reply"

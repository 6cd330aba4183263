"""Each talk gets the rich menu of its language, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.line.letter import Letter
from bot.message import Joined, Tap, Text
from bot.parcel import Parcel, Receipt
from tests.line.people import ANN, GROUP, NOW, dispatch, message, reply, step, talk

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

ALIAS, LINK = "/v2/bot/richmenu/alias/madoguchi-zh-hans", f"/v2/bot/user/{ANN}/richmenu/richmenu-1"
CHINESE = Parcel(Letter.of(ANN, "", NOW, [{"type": "text", "text": "你好"}], "zh-Hans").body, "push")
PUSH = "/v2/bot/message/push"
SENT = Receipt(("461230966842064897",))


async def test_a_menu_is_found_by_its_alias_and_linked(house: House) -> None:
    house.wire.told(ALIAS, (200, {"richMenuAliasId": "madoguchi-zh-hans", "richMenuId": "richmenu-1"}))
    for _ in range(2):
        assert await house.line.send(dispatch(CHINESE)) == SENT
    assert [len(house.wire.to(path)) for path in (ALIAS, LINK)] == [1, 2]
    house.clock.now += 601
    await house.line.send(dispatch(CHINESE))
    assert len(house.wire.to(ALIAS)) == 2


async def test_a_menu_that_is_not_there_is_not_asked_for_again_and_again(house: House) -> None:
    house.wire.told(ALIAS, (404, {"message": "richmenu alias not found"}))
    for _ in range(3):
        assert await house.line.send(dispatch(CHINESE)) == SENT
    assert [call.path for call in house.wire.beside] == [PUSH, ALIAS, PUSH, PUSH]


@pytest.mark.parametrize("fault", [(500, {}), (401, {}), "reset"])
async def test_a_menu_that_fails_holds_nothing_up(house: House, fault: Any) -> None:
    house.wire.told(ALIAS, fault)
    assert await house.line.send(dispatch(CHINESE)) == SENT


async def test_a_menu_that_has_gone_is_looked_for_anew(house: House) -> None:
    house.wire.told(ALIAS, *[(200, {"richMenuAliasId": "madoguchi-zh-hans", "richMenuId": "richmenu-1"})] * 2)
    house.wire.told(LINK, (404, {}))
    for _ in range(2):
        await house.line.send(dispatch(CHINESE))
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
    letters = [Letter.read(parcel.body) for parcel in parcels]
    assert [(letter.to, letter.menu) for letter in letters] == [(given.conversation, linked or "")]
    assert parcels[0].route == "reply"


async def test_the_menu_comes_with_the_last_part_of_a_long_answer(house: House) -> None:
    long = step(*(reply("x" * 4999) for _ in range(7)), language="uk")
    letters = [Letter.read(each.body) for each in house.line.pack(message(Text("hi")), talk("en"), long)]
    assert [letter.menu for letter in letters] == ["", "uk"]


async def test_an_answer_that_had_arrived_before_a_crash_brings_the_menu_after_it(house: House) -> None:
    house.wire.told("/v2/bot/message/reply", (400, {"message": "Invalid reply token"}))
    house.wire.told(ALIAS, (200, {"richMenuAliasId": "madoguchi-zh-hans", "richMenuId": "richmenu-1"}))
    letter = Letter.of(ANN, "token", house.clock.now, [{"type": "text", "text": "你好"}], "zh-Hans")
    assert await house.line.send(dispatch(Parcel(letter.body, "reply"), unsure=True)) == Receipt()
    assert len(house.wire.to(LINK)) == 1

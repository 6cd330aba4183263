"""Rich menus: made, pictured, linked, switched."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

if TYPE_CHECKING:
    from .bot import Bot

pytestmark = pytest.mark.anyio

AREA = {"bounds": {"x": 0, "y": 0, "width": 100, "height": 100}, "action": {"type": "postback", "data": "d"}}


def menu(**fields: Any) -> dict[str, Any]:
    size = {"width": 1200, "height": 405}
    return {"size": size, "selected": True, "name": "m", "chatBarText": "Menu", "areas": [AREA], **fields}


def picture(width: int = 1200, height: int = 405, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, kind)
    return file.getvalue()


async def upload(bot: Bot, key: str, raw: bytes, mime: str = "image/png") -> int:
    headers = {"Authorization": "Bearer a-token", "Content-Type": mime}
    async with bot.session.post(
        f"{bot.url}/v2/bot/richmenu/{key}/content", data=io.BytesIO(raw), headers=headers
    ) as answer:
        return answer.status


async def made(bot: Bot) -> str:
    key = str((await bot.call("richmenu", menu())).body["richMenuId"])
    assert await upload(bot, key, picture()) == 200
    return key


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (menu(areas=[AREA] * 20), menu(areas=[AREA] * 21)),
        (menu(chatBarText="m" * 14), menu(chatBarText="m" * 15)),
        (menu(name="n" * 300), menu(name="n" * 301)),
        (menu(size={"width": 2500, "height": 1686}), menu(size={"width": 2501, "height": 1686})),
        (menu(selected=False), menu(selected="no")),
    ],
)
async def test_a_menu_object(bot: Bot, good: dict[str, Any], bad: dict[str, Any]) -> None:
    assert (await bot.call("richmenu/validate", good)).status == 200
    assert (await bot.call("richmenu/validate", bad)).status == 400
    assert (await bot.call("richmenu", bad)).status == 400


async def test_a_picture_is_of_a_certain_kind_and_uploaded_once(bot: Bot) -> None:
    key = (await bot.call("richmenu", menu())).body["richMenuId"]
    assert await upload(bot, key, picture(799, 300)) == 400
    assert await upload(bot, key, picture(1200, 1200)) == 400
    assert await upload(bot, key, b"GIF89a", "image/gif") == 415
    assert await upload(bot, key, b"not a picture") == 400
    assert await upload(bot, key, picture() + b"\0" * 1024 * 1024) == 413
    assert await upload(bot, key, picture(kind="JPEG"), "image/jpeg") == 200
    assert await upload(bot, key, picture()) == 400
    shown = await bot.call(f"richmenu/{key}/content", method="GET")
    assert shown.body == picture(kind="JPEG")


async def test_a_menu_without_a_picture_can_not_be_linked(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    key = (await bot.call("richmenu", menu())).body["richMenuId"]
    assert (await bot.call(f"user/{person}/richmenu/{key}")).status == 400
    assert (await bot.call(f"user/all/richmenu/{key}")).status == 400


async def test_a_persons_own_menu_comes_before_everybodys(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    common, own = await made(bot), await made(bot)
    assert bot.emulator.screen(person)["menu"] is None
    await bot.call(f"user/all/richmenu/{common}")
    assert bot.emulator.screen(person)["menu"]["richMenuId"] == common
    await bot.call(f"user/{person}/richmenu/{own}")
    assert bot.emulator.screen(person)["menu"]["richMenuId"] == own
    assert (await bot.call(f"user/{person}/richmenu", method="GET")).body == {"richMenuId": own}
    await bot.call(f"user/{person}/richmenu", method="DELETE")
    assert bot.emulator.screen(person)["menu"]["richMenuId"] == common
    assert (await bot.call(f"user/{person}/richmenu", method="GET")).status == 404
    await bot.call(f"richmenu/{common}", method="DELETE")
    assert bot.emulator.screen(person)["menu"] is None
    assert (await bot.call("user/all/richmenu", method="GET")).status == 404
    assert [one["richMenuId"] for one in (await bot.call("richmenu/list", method="GET")).body["richmenus"]] == [own]


async def test_linking_for_a_blocker_has_no_effect(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    bot.emulator.unfollow(person)
    assert (await bot.call(f"user/{person}/richmenu/{await made(bot)}")).status == 200
    assert bot.emulator.screen(person)["menu"] is None


async def test_many_people_at_once(bot: Bot) -> None:
    people = [bot.emulator.add_person(name).id for name in ("Olena", "Ivan")]
    key = await made(bot)
    assert (await bot.call("richmenu/bulk/link", {"richMenuId": key, "userIds": people})).status == 202
    assert [bot.emulator.person(one).menu for one in people] == [key, key]
    assert (await bot.call("richmenu/bulk/unlink", {"userIds": people[:1]})).status == 202
    assert [bot.emulator.person(one).menu for one in people] == [None, key]


async def test_a_tap_switches_to_an_alias(bot: Bot) -> None:
    person = bot.emulator.add_person("Olena").id
    key = await made(bot)
    alias = {"richMenuAliasId": "menu-en", "richMenuId": key}
    assert (await bot.call("richmenu/alias", {**alias, "richMenuAliasId": "Menu EN"})).status == 400
    assert (await bot.call("richmenu/alias", alias)).status == 200
    assert (await bot.call("richmenu/alias", alias)).status == 400
    assert (await bot.call("richmenu/alias/list", method="GET")).body == {"aliases": [alias]}
    switch = {"type": "richmenuswitch", "richMenuAliasId": "menu-en", "data": "lang:en"}
    bot.emulator.do(person, switch)
    await bot.emulator.settled()
    assert bot.events[-1]["postback"] == {
        "data": "lang:en",
        "params": {"newRichMenuAliasId": "menu-en", "status": "SUCCESS"},
    }
    assert bot.emulator.screen(person)["menu"]["richMenuId"] == key
    other = await made(bot)
    assert (await bot.call("richmenu/alias/menu-en", {"richMenuId": other})).status == 200
    assert (await bot.call("richmenu/alias/menu-en", method="GET")).body["richMenuId"] == other
    assert (await bot.call("richmenu/alias/menu-en", method="DELETE")).status == 200
    bot.emulator.do(person, switch)
    await bot.emulator.settled()
    assert bot.events[-1]["postback"]["params"]["status"] == "RICHMENU_ALIAS_ID_NOTFOUND"

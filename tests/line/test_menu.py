"""The rich menus: drawn from today's words, brought to LINE once, and everybody moved over."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from linebot.v3.messaging import RichMenuRequest
from PIL import Image

from adapters.line.client import Client
from adapters.line.menu.areas import AREAS, HEIGHT, WIDTH, Numbers, alias_of, image_of, menu
from adapters.line.menu.make import DRAWN_FROM, digest, page
from adapters.line.sync import Changes, sync
from bot.errors import SendError
from tests.line.menus import ALIAS, Menus
from tests.line.people import PHRASES, TAGS, settings
from tests.line.rules import units

if TYPE_CHECKING:
    from tests.line.wire import Wire

NUMBERS = Numbers("119", "110")


@pytest.mark.parametrize("tag", TAGS)
def test_a_picture_shows_the_words_of_today(tag: str) -> None:
    png = image_of(tag)
    with Image.open(BytesIO(png)) as image:
        assert image.size == (WIDTH, HEIGHT)
        assert image.format == "PNG"
        drawn_from = image.info[DRAWN_FROM]
    assert len(png) < 1_000_000
    assert drawn_from == digest(page(tag, PHRASES, NUMBERS)), "draw it anew: python -m adapters.line.menu.make"


@pytest.mark.parametrize("tag", TAGS)
def test_a_menu_is_within_the_limits_and_says_what_it_does(tag: str) -> None:
    request = menu(tag, PHRASES, NUMBERS, b"").request
    assert RichMenuRequest.from_dict(request).to_dict() == request
    assert 0 < units(request["chatBarText"]) <= 14
    assert ALIAS.fullmatch(alias_of(tag))
    for area, given in zip(AREAS, request["areas"], strict=True):
        assert given["action"]["data"] == f"v1:{area.data}"
        assert 0 < units(given["action"]["label"]) <= 20
        assert given["action"]["displayText"]


def test_the_areas_cover_the_picture_without_overlap() -> None:
    boxes = [area["bounds"] for area in menu("en", PHRASES, NUMBERS, b"").request["areas"]]
    assert sum(box["width"] * box["height"] for box in boxes) == WIDTH * HEIGHT
    assert max(box["x"] + box["width"] for box in boxes) == WIDTH
    assert max(box["y"] + box["height"] for box in boxes) == HEIGHT


def test_a_menu_has_another_name_when_its_picture_or_a_word_changes() -> None:
    names = {
        menu("en", PHRASES, NUMBERS, b"a").name,
        menu("en", PHRASES, NUMBERS, b"b").name,
        menu("en", PHRASES, Numbers("112", "110"), b"a").name,
        menu("uk", PHRASES, NUMBERS, b"a").name,
    }
    assert len(names) == 4
    assert menu("en", PHRASES, NUMBERS, b"a").name in names


@pytest.fixture
def menus(wire: Wire) -> Menus:
    wire.menus = Menus()
    return wire.menus


@dataclass
class Desk:
    """Runs syncs; ``said`` is what was reported."""

    wire: Wire
    said: list[str]

    async def sync(self, picture: bytes = b"png") -> Changes:
        return await sync(settings(self.wire.base), PHRASES, NUMBERS, self.said.append, lambda _: picture)


@pytest.fixture
def desk(wire: Wire) -> Desk:
    return Desk(wire, [])


@pytest.mark.anyio
async def test_a_sync_brings_all_menus_and_a_second_one_changes_nothing(desk: Desk, menus: Menus) -> None:
    changes = await desk.sync()
    assert set(menus.aliases) == {alias_of(tag) for tag in TAGS}
    assert set(menus.pictures.values()) == {b"png"}
    assert menus.default == menus.aliases["madoguchi-en"]
    assert (len(changes.made), len(changes.named), len(changes.default), changes.deleted) == (15, 15, 1, [])
    uploads = [call for call in desk.wire.calls if call.path.endswith("/content")]
    assert {call.headers["content-type"] for call in uploads} == {"image/png"}
    menus.changes.clear()
    assert not await desk.sync()
    assert menus.changes == []


@pytest.mark.anyio
async def test_new_pictures_replace_the_old_and_nobody_loses_their_menu(desk: Desk, menus: Menus) -> None:
    menus.menus["richmenu-x"] = {**menu("en", PHRASES, NUMBERS, b"").request, "name": "somebody else's"}
    await desk.sync()
    menus.linked = {"Ann": menus.aliases["madoguchi-uk"]}
    changes = await desk.sync(b"new")
    assert menus.linked == {"Ann": menus.aliases["madoguchi-uk"]}
    assert len(changes.deleted) == 15
    assert len(menus.menus) == 16
    assert menus.default == menus.aliases["madoguchi-en"]
    assert not await desk.sync(b"new")


@pytest.mark.anyio
async def test_a_sync_that_broke_off_is_finished_by_the_next(desk: Desk, menus: Menus) -> None:
    desk.wire.told("/v2/bot/richmenu/richmenu-3/content", (500, {}))
    with pytest.raises(SendError):
        await desk.sync()
    changes = await desk.sync()
    assert len(changes.made) == 13
    assert len(changes.deleted) == 1
    assert set(menus.menus) == set(menus.aliases.values()) == set(menus.pictures)
    assert not await desk.sync()


@pytest.mark.anyio
@pytest.mark.parametrize("fault", [(429, {}), (500, {}), "reset"])
async def test_old_menus_stay_while_people_cannot_be_moved(desk: Desk, menus: Menus, fault: Any) -> None:
    await desk.sync()
    menus.linked = {"Ann": menus.aliases["madoguchi-uk"]}
    desk.wire.told("/v2/bot/richmenu/batch", fault)
    changes = await desk.sync(b"new")
    assert changes.deleted == []
    assert menus.linked["Ann"] in menus.menus
    assert "stay" in desk.said[-1]
    assert len((await desk.sync(b"new")).deleted) == 15
    assert menus.linked == {"Ann": menus.aliases["madoguchi-uk"]}


@pytest.mark.anyio
async def test_the_doctor_can_ask_everything(wire: Wire) -> None:
    wire.told("/v2/bot/message/quota", (200, {"type": "none"}))
    wire.told("/v2/bot/message/quota/consumption", (200, {"totalUsage": 12}))
    hook = "https://counter.example/webhooks/line"
    wire.told("/v2/bot/channel/webhook/endpoint", (200, {"endpoint": hook, "active": True}))
    seen = {"success": False, "timestamp": "2026-11-23T00:00:00Z", "statusCode": 401, "reason": "ERROR", "detail": "x"}
    wire.told("/v2/bot/channel/webhook/test", (200, seen))
    async with Client(settings(wire.base)) as client:
        assert (await client.bot_info()).basic_id == "@m"
        quota = await client.quota()
        assert (quota.limit, quota.used, quota.used_up) == (None, 12, False)
        info = await client.webhook_info()
        assert (info.url, info.active) == (hook, True)
        tested = await client.test_webhook()
        assert (tested.good, tested.status, tested.reason) == (False, 401, "ERROR")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("fault", "reason", "retry"),
    [
        ((401, {}), "401", False),
        ((429, {}), "429", True),
        ((502, b"\xff"), None, True),
        ((200, {}), "unreadable", True),
    ],
)
async def test_whatever_goes_wrong_in_the_sdk_is_one_error(
    wire: Wire, fault: Any, reason: str | None, retry: object
) -> None:
    wire.told("/v2/bot/info", fault)
    async with Client(settings(wire.base)) as client:
        with pytest.raises(SendError) as caught:
            await client.bot_info()
    assert caught.value.retry is retry
    assert reason in {None, caught.value.reason}

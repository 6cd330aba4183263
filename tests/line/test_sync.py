"""The rich menus are brought to LINE once, and everybody is moved over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from adapters.line.menu.areas import alias_of, menu
from adapters.line.sync import Changes, sync
from bot.errors import SendError
from tests.line.menus import NUMBERS, Menus
from tests.line.people import PHRASES, TAGS, settings

if TYPE_CHECKING:
    from tests.line.wire import Wire


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

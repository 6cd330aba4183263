"""How a bot asks, what it then hears, and the routes by which people act."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession

if TYPE_CHECKING:
    from adapters.emulators.telegram import Emulator

    from .conftest import Clock

pytestmark = pytest.mark.anyio


async def ask(emulator: Emulator, **more: Any) -> list[int]:
    return [update["update_id"] for update in (await emulator.call("getUpdates", **more))["result"]]


async def test_an_offset_confirms_what_lies_before_it(emulator: Emulator, anna: int) -> None:
    first = (await ask(emulator))[0]
    emulator.people.say(anna, "a")
    assert await ask(emulator) == [first, first + 1]
    assert await ask(emulator, limit=1) == [first]
    assert await ask(emulator, offset=first + 1) == [first + 1]
    assert await ask(emulator, offset=first) == [first + 1]
    emulator.people.say(anna, "b")
    assert await ask(emulator, offset=-1) == [first + 2]
    assert await ask(emulator) == [first + 2]


async def test_old_updates_are_forgotten(emulator: Emulator, anna: int, clock: Clock) -> None:
    message = await emulator.call(
        "sendMessage", chat_id=anna, text="x", reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    )
    emulator.people.tap(anna, message["result"]["message_id"], "a")
    assert len(await ask(emulator)) == 2
    clock.now += 151
    assert len(await ask(emulator)) == 1
    clock.now += 86400
    assert await ask(emulator) == []


async def test_a_long_poll_ends_with_news_or_with_another(emulator: Emulator, anna: int) -> None:
    await ask(emulator, offset=emulator.state.first_update + 1)
    waiting = asyncio.ensure_future(emulator.call("getUpdates", timeout=5))
    await asyncio.sleep(0.01)
    other = asyncio.ensure_future(emulator.call("getUpdates", timeout=5))
    assert (await waiting)["description"].startswith("Conflict: terminated by other getUpdates request")
    emulator.people.say(anna, "now")
    assert (await other)["result"][0]["message"]["text"] == "now"


async def test_kinds_not_asked_for_do_not_come(emulator: Emulator, anna: int) -> None:
    await ask(emulator, allowed_updates=["message"], offset=emulator.state.first_update + 1)
    assert emulator.people.block(anna) is None
    assert emulator.problems() == []
    await ask(emulator, allowed_updates=["mesage"])
    assert emulator.problems()


async def test_confirmed_updates_come_again_on_demand(emulator: Emulator, anna: int) -> None:
    first = emulator.state.first_update
    await ask(emulator, offset=first + 1)
    await emulator.again(first)
    assert await ask(emulator, offset=first + 1) == [first], anna
    emulator.restart_updates(5)
    assert emulator.people.say(anna, "restarted") == 5


async def test_the_routes_move_people(emulator: Emulator, url: str) -> None:
    async with ClientSession(f"{url}/emulator/") as session:
        async with session.post("people", json={"name": "Cy", "language": "en"}) as answer:
            person = (await answer.json())["id"]
        async with session.get(f"people/{person}/events") as events:
            await session.post(f"people/{person}/start", json={"payload": "l-1_en"})
            assert (await events.content.readline()).startswith(b'data: {"version":')
        async with session.get(f"people/{person}/screen") as answer:
            assert (await answer.json())["items"][0]["object"]["text"] == "/start l-1_en"
        async with session.post(f"people/{person}/press", json={"text": "nothing"}) as answer:
            assert answer.status == 409
        async with session.post(f"people/{person}/fly") as answer:
            assert answer.status == 404
        async with session.get("people") as answer:
            assert [one["name"] for one in await answer.json()] == ["Cy"], emulator

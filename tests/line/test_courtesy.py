"""Dots while somebody waits: shown where they help, missed by nobody where they fail."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from adapters.line import courtesy
from adapters.line.channel import Line
from adapters.line.courtesy import LOADING
from bot.message import Text
from tests.line.people import ANN, GROUP, PHRASES, body, dispatch, event, message, reply, settings, step, talk

if TYPE_CHECKING:
    from tests.line.conftest import House
    from tests.line.wire import Wire

pytestmark = pytest.mark.anyio

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


async def test_the_dots_can_be_switched_off(wire: Wire) -> None:
    async def take(messages: Any) -> Any:
        return messages

    line = Line(settings(wire.base), PHRASES, take, animated=False)
    await line.start()
    line._courtesy.kept([message()])
    await asyncio.sleep(0.15)
    await line.stop()
    assert wire.to(LOADING) == []

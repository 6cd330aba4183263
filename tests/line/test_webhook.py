"""The door: kept before it is acknowledged, once, and never a word of anybody's in a log."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import StoreBusy, StoreError
from bot.message import Text
from tests.line.people import BOT, body, event

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio


async def test_what_is_signed_is_kept_and_acknowledged_with_an_empty_body(house: House) -> None:
    answer = await house.post(body(event("hello")))
    assert (answer.status_code, answer.content) == (200, b"")
    assert [each.content for each in house.inbox.kept] == [Text("hello")]


async def test_the_console_check_has_no_effect(house: House) -> None:
    dummy = event(replyToken="0" * 32, source={"type": "user", "userId": "Udeadbeefdeadbeefdeadbeefdeadbeef"})
    for raw in (body(), body(dummy), body({**dummy, "replyToken": "f" * 32})):
        assert (await house.post(raw)).status_code == 200
    await asyncio.sleep(0.4)
    assert (house.inbox.kept, house.wire.beside) == ([], [])


async def test_events_for_another_account_and_in_standby_have_no_effect(house: House) -> None:
    await asyncio.sleep(0.2)
    assert [call.path for call in house.wire.calls] == ["/v2/bot/info"]
    for raw in (body(event(), destination="U" + "a" * 32), body(event(mode="standby")), body(event(mode="x"))):
        assert (await house.post(raw)).status_code == 200
    await asyncio.sleep(0.4)
    assert (house.inbox.kept, house.wire.beside) == ([], [])
    await house.post(body(event(), destination=BOT))
    assert len(house.inbox.kept) == 1


async def test_an_event_told_three_times_is_kept_once(house: House) -> None:
    again = event(deliveryContext={"isRedelivery": True})
    for raw in (body(event(), event()), body(again)):
        assert (await house.post(raw)).status_code == 200
    assert len(house.inbox.kept) == 1


async def test_a_redelivered_event_never_seen_is_kept(house: House) -> None:
    await house.post(body(event(deliveryContext={"isRedelivery": True})))
    assert len(house.inbox.kept) == 1


@pytest.mark.parametrize(
    ("fault", "wait"), [(StoreBusy(7), "7"), (StoreError("disk"), "5"), (RuntimeError("a secret word"), "5")]
)
async def test_what_cannot_be_kept_is_to_come_again(
    house: House, fault: Exception, wait: str, caplog: pytest.LogCaptureFixture
) -> None:
    house.inbox.fault = fault
    answer = await house.post(body(event()))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, wait)
    assert "secret word" not in caplog.text


async def test_no_log_holds_what_people_write_or_who_they_are(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    spot = {"id": "9", "type": "location", "title": "My flat", "address": "横浜市", "latitude": 35.4, "longitude": 139}
    given: list[Any] = [event("a secret word"), event(message=spot, webhookEventId="01KXB"), event(type=3)]
    await house.post(body(*given))
    await asyncio.sleep(0.4)
    ours = " ".join(each.getMessage() for each in caplog.records if each.name.startswith("adapters"))
    assert "Text" in ours
    for word in ("secret word", "My flat", "横浜", "35.4", *json.dumps(given[0]).split('"')[31::4]):
        assert len(word) < 4 or word not in ours


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_other_methods_are_not_taken(house: House, method: str) -> None:
    assert (await house.web.request(method, "/webhooks/line")).status_code == 405


async def test_the_door_does_not_wait_for_line(house: House) -> None:
    house.wire.told("/v2/bot/chat/loading/start", "stall")
    async with asyncio.timeout(1):
        assert (await house.post(body(event()))).status_code == 200
        await asyncio.sleep(0.4)
        assert (await house.post(body(event("b", webhookEventId="01KXB")))).status_code == 200

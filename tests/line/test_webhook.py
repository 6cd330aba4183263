"""The door: only what LINE signed, kept before it is acknowledged, never a word of anybody's in a log."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from typing import TYPE_CHECKING, Any

import pytest

from adapters.line.webhook import signed
from bot.errors import StoreBusy, StoreError
from bot.message import Text
from tests.line.people import BOT, body, event, signature

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

# The vector that LINE publishes ("Verify webhook signature", read 2026-11-23).
VECTOR_SECRET = b"8c570fa6dd201bb328f1c1eac23a96d8"
VECTOR_BODY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
VECTOR = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_the_published_signature_is_good() -> None:
    assert signed(VECTOR_SECRET, VECTOR_BODY, VECTOR)


@pytest.mark.parametrize(
    ("raw", "sign"),
    [
        (VECTOR_BODY + b" ", VECTOR),
        (VECTOR_BODY, VECTOR.lower()),
        (VECTOR_BODY, VECTOR[:-1]),
        (VECTOR_BODY, ""),
        (VECTOR_BODY, "é" * 44),
        (VECTOR_BODY, "窓口"),
        (b"\xff\xfe", VECTOR),
    ],
)
def test_another_signature_is_not(raw: bytes, sign: str) -> None:
    assert not signed(VECTOR_SECRET, raw, sign)


def test_bytes_that_are_no_text_can_be_signed() -> None:
    raw = b"\xff\x00"
    assert signed(b"secret", raw, signature(raw, "secret"))


@pytest.mark.parametrize("sign", [None, "x", "é", VECTOR, signature(b"other")])
async def test_what_is_not_signed_has_no_effect_and_no_echo(
    house: House, sign: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = await house.post(body(event("a secret word")), sign)
    assert (answer.status_code, answer.content) == (401, b"")
    assert house.inbox.kept == []
    assert house.wire.beside == []
    assert "secret word" not in caplog.text


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
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe{}", 400),
        (b'{"events":[NaN]}', 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 40 + b"1" + b"}" * 40, 400),
        (b'{"events":[' + b" " * (1 << 20) + b"]}", 413),
        (b"[]", 200),
        (b'"x"', 200),
        (b"{}", 200),
    ],
)
async def test_a_signed_body_that_is_no_webhook_is_refused_quietly(house: House, raw: bytes, status: int) -> None:
    assert (await house.post(raw)).status_code == status
    assert house.inbox.kept == []


async def test_mutilated_bodies_never_give_a_server_error(house: House) -> None:
    chance = random.Random(3)  # noqa: S311 - the same every time
    whole = body(event(), event("b", webhookEventId="01KXB"))
    for _ in range(200):
        raw = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        cut = bytes(raw[: chance.randrange(len(raw))]) if chance.random() < 0.3 else bytes(raw)
        assert (await house.post(cut)).status_code in {200, 400}


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

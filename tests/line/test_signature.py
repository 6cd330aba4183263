"""Only what LINE signed gets in, and a body it signed still has to be a webhook."""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING

import pytest

from adapters.line.webhook import signed
from tests.line.people import body, event, signature

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

# The vector that LINE publishes ("Verify webhook signature", read 2026-11-23).
VECTOR_SECRET = b"8c570fa6dd201bb328f1c1eac23a96d8"
VECTOR_BODY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
VECTOR = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


def test_the_published_signature_is_good() -> None:
    assert signed(VECTOR_SECRET, VECTOR_BODY, VECTOR.encode())


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
    assert not signed(VECTOR_SECRET, raw, sign.encode())


def test_bytes_that_are_no_text_can_be_signed() -> None:
    raw = b"\xff\x00"
    assert signed(b"secret", raw, signature(raw, "secret").encode())


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

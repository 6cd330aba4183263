"""The webhook: who may post, what is kept, and what Telegram is told to bring again."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreBusy, StoreError
from bot.message import Text
from tests.telegram.conftest import SECRET, Inbox
from tests.telegram.people import message, tap
from tests.telegram.posting import HEADER, post
from tests.telegram.wire import TOKEN, Answer, Wire, error

if TYPE_CHECKING:
    from collections.abc import Callable

    from adapters.telegram.channel import Telegram

pytestmark = pytest.mark.anyio

MALFORMED = json.loads((Path(__file__).parents[1] / "payloads/telegram/malformed.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(HEADER, b"")],
        [(HEADER, SECRET[:-1].encode())],
        [(HEADER, SECRET.encode() + b"x")],
        [(HEADER, SECRET.upper().encode())],
        [(HEADER, "s3cret_–é".encode())],
        [(HEADER, b"\xff\xfe")],
        [(HEADER, SECRET.encode()), (HEADER, SECRET.encode())],
        [(b"authorization", SECRET.encode())],
    ],
    ids=["none", "empty", "prefix", "longer", "case", "non-ascii", "bytes", "twice", "elsewhere"],
)
async def test_who_does_not_know_the_secret_is_not_read(
    headers: list[tuple[bytes, bytes]], channel: Callable[..., Telegram], inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    posted = await post(channel(), message(text="hi"), headers=headers)
    assert (posted.status, posted.read, inbox.kept) == (401, False, [])
    assert SECRET not in caplog.text


async def test_an_update_is_kept_when_it_is_answered(channel: Callable[..., Telegram], inbox: Inbox) -> None:
    posted = await post(channel(), message(text="hi"))
    assert posted.status == 200
    assert [said.content for said in inbox.kept] == [Text("hi")]


async def test_a_replay_has_one_effect(channel: Callable[..., Telegram], inbox: Inbox) -> None:
    telegram = channel()
    posted = await asyncio.gather(*(post(telegram, message(text="hi")) for _ in range(10)))
    again = await post(channel(), message(text="hi"))
    assert {each.status for each in (*posted, again)} == {200}
    assert len(inbox.kept) == 1


async def test_a_lower_number_after_a_quiet_week_is_taken(channel: Callable[..., Telegram], inbox: Inbox) -> None:
    telegram = channel()
    for number in (900_000, 17, 900_001, 5):
        await post(telegram, message(number, text="hi"))
    assert [said.event for said in inbox.kept] == ["900000", "17", "900001", "5"]


@pytest.mark.parametrize("update", MALFORMED, ids=json.dumps)
async def test_an_odd_update_is_taken_and_the_next_one_works(
    update: object, channel: Callable[..., Telegram], inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = channel()
    assert (await post(telegram, update)).status == 200
    assert (await post(telegram, message(99, text="hi"))).status == 200
    assert [said.event for said in inbox.kept] == ["99"]
    assert "words" not in caplog.text


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b'{"update_id": NaN}', 400),
        (b"\xff\xfe{}", 400),
        (b"[" * 5000 + b"]" * 5000, 400),
        (b'{"update_id": ' + b"9" * 5000 + b"}", 400),
        (b" " * ((1 << 20) + 1), 413),
    ],
    ids=["empty", "torn", "not a number", "not UTF-8", "deep", "huge number", "huge"],
)
async def test_what_is_no_json_is_refused(raw: bytes, status: int, channel: Callable[..., Telegram]) -> None:
    assert (await post(channel(), raw=raw)).status == status


@pytest.mark.parametrize(
    ("fault", "wait"),
    [(StoreBusy(7), "7"), (StoreError("disk"), "5"), (RuntimeError("bug"), "5")],
    ids=["busy", "down", "bug"],
)
async def test_what_is_not_kept_comes_again(
    fault: Exception, wait: str, channel: Callable[..., Telegram], inbox: Inbox
) -> None:
    inbox.faults = [fault]
    telegram = channel()
    posted = await post(telegram, message(text="hi"))
    assert (posted.status, posted.headers["retry-after"], inbox.kept) == (503, wait, [])
    assert (await post(telegram, message(text="hi"))).status == 200
    assert len(inbox.kept) == 1


async def test_a_slow_telegram_delays_no_answer(channel: Callable[..., Telegram], inbox: Inbox, wire: Wire) -> None:
    wire.script["answerCallbackQuery"] = [Answer(wait=5)]
    telegram = channel()
    await telegram.start()
    loop = asyncio.get_running_loop()
    begin = loop.time()
    await post(telegram, tap(1))
    await post(telegram, message(2, text="hi"))
    assert loop.time() - begin < 0.2
    assert len(inbox.kept) == 2


async def test_there_is_no_door_while_polling(channel: Callable[..., Telegram]) -> None:
    assert channel(polling=True).hooks == {}


async def test_telegram_is_told_where_to_post(channel: Callable[..., Telegram], wire: Wire) -> None:
    wire.script["setWebhook"] = [error(500, "restart")]
    telegram = channel(public_url="https://counter.example")
    await telegram.start()
    _, body = await wire.until("setWebhook", 2)
    assert body == {
        "url": "https://counter.example/webhooks/telegram",
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        "drop_pending_updates": False,
        "secret_token": SECRET,
    }
    assert TOKEN not in body["url"]


async def test_a_wrong_token_is_seen_at_the_start(channel: Callable[..., Telegram], wire: Wire) -> None:
    wire.script["setWebhook"] = [error(401, "Unauthorized")]
    telegram = channel(public_url="https://counter.example")
    await telegram.start()
    await wire.until("setWebhook")
    await asyncio.sleep(0.05)
    assert telegram.unauthorised
    assert len(wire.calls) == 1

"""The wire: bodies, refusals, misfortunes, and a well-behaved client of another make."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import aiohttp
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, RetryAfter

from adapters.emulators.telegram import Emulator, Fault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.anyio


@pytest.fixture
async def session(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(url) as session:
        yield session


def fault(emulator: Emulator, kind: str, **more: int) -> None:
    emulator.faults.add(Fault(kind, "sendMessage", **more))


async def test_tokens_and_methods_are_checked(emulator: Emulator, session: aiohttp.ClientSession) -> None:
    async with session.get("/bot1:wrong/getMe") as answer:
        assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
    async with session.get(f"/bot{emulator.token}/getNothing") as answer:
        assert (answer.status, (await answer.json())["description"]) == (404, "Not Found: method not found")
    async with session.get(f"/bot{emulator.token}/getme") as answer:
        assert (await answer.json())["result"]["is_bot"]


@pytest.mark.parametrize("shape", ["json", "form", "multipart", "query"])
async def test_every_shape_of_body_is_read(
    emulator: Emulator, anna: int, session: aiohttp.ClientSession, shape: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "é", "callback_data": "a"}]]}
    fields = {"chat_id": str(anna), "text": "日本", "reply_markup": json.dumps(markup)}
    address = f"/bot{emulator.token}/sendMessage"
    if shape == "json":
        sent = session.post(address, json={"chat_id": anna, "text": "日本", "reply_markup": markup})
    elif shape == "query":
        sent = session.get(address, params=fields)
    else:
        form = aiohttp.FormData(fields, default_to_multipart=shape == "multipart")
        sent = session.post(address, data=form)
    async with sent as answer:
        result = (await answer.json())["result"]
    assert (result["text"], result["reply_markup"]) == ("日本", markup)


@pytest.mark.parametrize(("kind", "status"), [("429", 429), ("500", 500), ("502", 502), ("html", 502)])
async def test_refusals_can_be_ordered(
    emulator: Emulator, anna: int, session: aiohttp.ClientSession, kind: str, status: int
) -> None:
    fault(emulator, kind, retry_after=7)
    body = {"chat_id": anna, "text": "x"}
    async with session.post(f"/bot{emulator.token}/sendMessage", json=body) as answer:
        assert answer.status == status
        raw = await answer.read()
    assert (b"\xff" in raw) == (kind == "html")
    assert (b'"retry_after": 7' in raw) == (kind == "429")
    async with session.post(f"/bot{emulator.token}/sendMessage", json=body) as answer:
        assert answer.status == 200
    assert len(emulator.screen(anna)["items"]) == 2


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("timeout-before", 0), ("timeout-after", 1), ("reset-before", 0), ("reset-after", 1), ("refuse", 0), ("slow", 1)],
)
async def test_lines_break_before_or_after_the_message_is_shown(
    emulator: Emulator, anna: int, session: aiohttp.ClientSession, kind: str, shown: int
) -> None:
    fault(emulator, kind, person=anna)
    with pytest.raises((aiohttp.ClientError, TimeoutError, ConnectionError)):
        async with (
            asyncio.timeout(0.15),
            session.post(f"/bot{emulator.token}/sendMessage", json={"chat_id": anna, "text": "x"}) as answer,
        ):
            await answer.read()
    assert len(emulator.screen(anna)["items"]) == 1 + shown
    entry = emulator.journal.calls("sendMessage")[0]
    assert (entry.fault, entry.accepted) == (kind, bool(shown))


async def test_a_misspelt_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="tiemout"):
        Fault("tiemout")


async def test_chance_is_the_same_at_every_run() -> None:
    def struck(seed: int) -> list[bool]:
        emulator = Emulator(seed=seed)
        emulator.faults.add(Fault("500", times=None, chance=0.5))
        return [emulator.faults.strike("sendMessage", 1) is not None for _ in range(40)]

    assert struck(1) == struck(1) != struck(2)
    assert 5 < sum(struck(1)) < 35


async def test_a_bot_of_another_make_gets_along(
    emulator: Emulator, anna: int, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    async with Bot(emulator.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        assert bot.username == "counter_bot"
        updates = await bot.get_updates(timeout=1)
        assert updates[0].message is not None
        assert updates[0].message.text == "/start"
        message = await bot.send_message(anna, "<b>hi</b>", parse_mode="HTML", reply_markup=markup)
        tap = emulator.people.tap(anna, message.message_id, "go")
        query = (await bot.get_updates(offset=updates[0].update_id + 1))[0].callback_query
        assert query is not None
        assert query.id == tap
        await query.answer("ok")
        await query.edit_message_text("done")
        await bot.send_venue(anna, 35.4, 139.6, "Lounge", "横浜市")
        await bot.send_photo(anna, b"\x89PNG", caption="a map")
        await bot.set_my_commands([BotCommand("start", "Start")], language_code="uk")
        assert (await bot.get_my_commands(language_code="uk"))[0].command == "start"
        await bot.set_my_description("About")
        assert (await bot.get_my_description()).description == "About"
        assert (await bot.get_chat(anna)).first_name == "Anna"
        assert (await bot.get_webhook_info()).url == ""
        with pytest.raises(BadRequest, match="too long"):
            await bot.send_message(anna, "x" * 4097)
        fault(emulator, "429", retry_after=9)
        with pytest.raises(RetryAfter):
            await bot.send_message(anna, "x")
        emulator.people.block(anna)
        with pytest.raises(Forbidden, match="blocked"):
            await bot.send_message(anna, "x")
    assert [problem["problem"] for problem in emulator.problems()] == ["Bad Request: message is too long"]

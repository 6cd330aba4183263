"""How a bot hears: asking and being told."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession, web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.emulators.telegram import Emulator

    from .conftest import Clock

pytestmark = pytest.mark.anyio
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105


async def ask(emulator: Emulator, **more: Any) -> list[int]:
    return [update["update_id"] for update in (await emulator.call("getUpdates", **more))["result"]]


class Hook:
    """A bot's webhook; answers as told, at last 200."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.bodies: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.came = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.most = self.now = 0

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.json())
        self.came.set()
        self.secrets.append(request.headers.get(SECRET))
        self.now += 1
        self.most = max(self.most, self.now)
        await self.gate.wait()
        self.now -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    async def heard(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.bodies) < count:
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def listening(hook: Hook) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


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


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"secret_token": "ä"}, "secret token contains unallowed characters"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
        ({"url": "http://bot.example/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://bot.example:8080/"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ],
)
async def test_webhooks_are_checked(emulator: Emulator, more: dict[str, Any], error: str) -> None:
    answer = await emulator.call("setWebhook", **{"url": "https://bot.example/", **more})
    assert answer["description"] == f"Bad Request: {error}"


async def test_a_webhook_excludes_asking(emulator: Emulator, clock: Clock) -> None:
    hook = {"url": "https://bot.example/", "secret_token": "s"}
    assert (await emulator.call("setWebhook", **hook))["description"] == "Webhook was set"
    assert (await emulator.call("setWebhook", **hook))["error_code"] == 429
    clock.now += 1
    assert (await emulator.call("setWebhook", **hook))["description"] == "Webhook is already set"
    assert (await emulator.call("getWebhookInfo"))["result"]["url"] == hook["url"]
    assert (await emulator.call("getUpdates"))["error_code"] == 409
    assert (await emulator.call("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await emulator.call("getUpdates"))["ok"]


async def test_one_update_of_a_chat_is_in_flight_and_others_flow(emulator: Emulator, anna: int, url: str) -> None:
    other, hook = emulator.people.add("Bo"), Hook()
    async with listening(hook) as address:
        hook.gate.clear()
        emulator.set_webhook(address, "s3cret")
        emulator.people.say(anna, "2")
        emulator.people.say(other, "other")
        await hook.heard(2)
        await asyncio.sleep(0.02)
        assert (len(hook.bodies), hook.most) == (2, 2), url
        hook.gate.set()
        await hook.heard(3)
        assert [body["message"]["text"] for body in hook.bodies if body["message"]["chat"]["id"] == anna] == [
            "/start",
            "2",
        ]
        assert set(hook.secrets) == {"s3cret"}


async def test_an_update_is_repeated_until_it_is_taken(emulator: Emulator, anna: int, url: str) -> None:
    hook = Hook()
    hook.answers = [web.Response(status=500), web.Response(status=503, headers={"Retry-After": "1"}), web.Response()]
    async with listening(hook) as address:
        emulator.set_webhook(address)
        emulator.people.say(anna, "2")
        await hook.heard(4)
        await asyncio.sleep(0.01)
    ids = [body["update_id"] for body in hook.bodies]
    assert ids == [ids[0]] * 3 + [ids[0] + 1], url
    assert [entry.status for entry in emulator.journal.deliveries()] == [500, 503, 200, 200]


async def test_a_method_in_the_answer_is_carried_out(emulator: Emulator, anna: int, url: str) -> None:
    hook = Hook()
    hook.answers = [web.json_response({"method": "sendMessage", "chat_id": anna, "text": "by answer"})]
    async with listening(hook) as address:
        emulator.set_webhook(address)
        await hook.heard(1)
        await asyncio.sleep(0.05)
    assert emulator.screen(anna)["items"][-1]["object"]["text"] == "by answer", url


async def test_forged_and_repeated_deliveries_can_be_made(emulator: Emulator, anna: int, url: str) -> None:
    hook = Hook()
    async with listening(hook) as address:
        emulator.set_webhook(address, "right")
        await hook.heard(1)
        await emulator.again(emulator.state.first_update)
        await emulator.deliver(b'{"update_id": 1}', secret="wrong")  # noqa: S106
        await emulator.deliver(b'{"update_id": 2}', secret=None)
    assert hook.secrets == ["right", "right", "wrong", None], (url, anna)


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

"""How a bot is told: one at a time for each chat, until it has taken it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from .hook import Hook, listening

if TYPE_CHECKING:
    from adapters.emulators.telegram import Emulator

    from .conftest import Clock

pytestmark = pytest.mark.anyio


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

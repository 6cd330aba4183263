"""What the doctor asks LINE through the SDK, and what goes wrong there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.line.client import Client
from bot.errors import SendError
from tests.line.people import settings

if TYPE_CHECKING:
    from tests.line.wire import Wire


@pytest.mark.anyio
async def test_the_doctor_can_ask_everything(wire: Wire) -> None:
    wire.told("/v2/bot/message/quota", (200, {"type": "none"}))
    wire.told("/v2/bot/message/quota/consumption", (200, {"totalUsage": 12}))
    hook = "https://counter.example/webhooks/line"
    wire.told("/v2/bot/channel/webhook/endpoint", (200, {"endpoint": hook, "active": True}))
    seen = {"success": False, "timestamp": "2026-11-23T00:00:00Z", "statusCode": 401, "reason": "ERROR", "detail": "x"}
    wire.told("/v2/bot/channel/webhook/test", (200, seen))
    async with Client(settings(wire.base)) as client:
        assert (await client.bot_info()).basic_id == "@m"
        quota = await client.quota()
        assert (quota.limit, quota.used, quota.used_up) == (None, 12, False)
        info = await client.webhook_info()
        assert (info.url, info.active) == (hook, True)
        tested = await client.test_webhook()
        assert (tested.good, tested.status, tested.reason) == (False, 401, "ERROR")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("fault", "reason", "retry"),
    [
        ((401, {}), "401", False),
        ((429, {}), "429", True),
        ((502, b"\xff"), None, True),
        ((200, {}), "unreadable", True),
    ],
)
async def test_whatever_goes_wrong_in_the_sdk_is_one_error(
    wire: Wire, fault: Any, reason: str | None, retry: object
) -> None:
    wire.told("/v2/bot/info", fault)
    async with Client(settings(wire.base)) as client:
        with pytest.raises(SendError) as caught:
            await client.bot_info()
    assert caught.value.retry is retry
    assert reason in {None, caught.value.reason}

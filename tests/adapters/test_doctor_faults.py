"""Each fault on the way to people is seen, and named with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.adapters.findings import found
from tests.adapters.platforms import BOT, NOW, Platforms, with_channels

if TYPE_CHECKING:
    from adapters.settings import Settings

pytestmark = pytest.mark.anyio

FAULTS = [
    ("/livez", (503, ""), "public address", "warning"),
    ("/livez", (200, "<html>"), "public address", "wrong"),
    ("/v2/bot/info", (401, {}), "LINE token", "wrong"),
    ("/v2/bot/info", (500, "<html>"), "LINE token", "wrong"),
    ("/v2/bot/info", (200, {"basicId": "@m", "chatMode": "chat"}), "LINE chat", "warning"),
    ("/v2/bot/channel/webhook/endpoint", (404, {}), "LINE webhook", "wrong"),
    ("/v2/bot/channel/webhook/endpoint", (200, {"endpoint": "https://x", "active": True}), "LINE webhook", "wrong"),
    ("/v2/bot/channel/webhook/endpoint", (502, {}), "LINE webhook", "warning"),
    ("/v2/bot/channel/webhook/test", (429, {}), "LINE reaches us", "warning"),
    ("/v2/bot/channel/webhook/test", (200, {"success": False, "statusCode": 401}), "LINE reaches us", "wrong"),
    ("/v2/bot/channel/webhook/test", (200, {"success": False, "statusCode": 0}), "LINE reaches us", "wrong"),
    ("/v2/bot/message/quota", (200, {"type": "limited", "value": 7}), "LINE quota", "wrong"),
    ("/v2/bot/message/quota/consumption", (200, {"totalUsage": 190}), "LINE quota", "warning"),
    ("/v2/bot/message/quota/consumption", (200, "[]"), "LINE quota", "warning"),
    ("/v2/bot/richmenu/list", (200, {"richmenus": []}), "LINE menu", "warning"),
    ("/v2/bot/user/all/richmenu", (404, {}), "LINE menu", "warning"),
    (f"/bot{BOT}/getMe", (404, {"ok": False}), "Telegram token", "wrong"),
    (f"/bot{BOT}/getMe", (502, "<html>"), "Telegram token", "wrong"),
    (f"/bot{BOT}/getWebhookInfo", (500, ""), "Telegram webhook", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "answer", "check", "verdict"), FAULTS)
async def test_each_fault_is_seen_and_named(  # noqa: PLR0913, PLR0917 - one row of the table
    settings: Settings, platforms: Platforms, path: str, answer: tuple[int, Any], check: str, verdict: str
) -> None:
    platforms.answers[path] = answer
    seen = await found(with_channels(settings, platforms.url))
    assert seen[check].verdict == verdict, seen[check]


async def test_a_webhook_that_is_registered_but_not_in_use_is_wrong(settings: Settings, platforms: Platforms) -> None:
    body = {"endpoint": f"{platforms.url}/webhooks/line", "active": False}
    platforms.answers["/v2/bot/channel/webhook/endpoint"] = (200, body)
    assert "Use webhook" in (await found(with_channels(settings, platforms.url)))["LINE webhook"].do


@pytest.mark.parametrize(
    ("polling", "url", "verdict"),
    [
        (True, "", "ok"),
        (True, "set", "warning"),
        (False, "", "wrong"),
        (False, "https://x", "wrong"),
        (False, "set", "ok"),
    ],
)
async def test_telegrams_webhook_has_to_fit_the_mode(
    settings: Settings, platforms: Platforms, *, polling: bool, url: str, verdict: str
) -> None:
    url = f"{platforms.url}/webhooks/telegram" if url == "set" else url
    late = int(NOW.timestamp()) - 60
    info = {"url": url, "pending_update_count": 3, "last_error_date": late, "last_error_message": "Wrong\n401 \x1b[1m"}
    platforms.answers[f"/bot{BOT}/getWebhookInfo"] = (200, {"ok": True, "result": info})
    seen = await found(with_channels(settings, platforms.url, polling=polling))
    assert seen["Telegram mode"].verdict == verdict
    assert seen["Telegram waiting"].verdict == "warning"
    assert "Wrong401 [1m" in seen["Telegram reaches us"].says

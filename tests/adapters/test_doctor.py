"""The doctor says in plain words what is wrong and what to do, disturbs nobody, and tells no secret."""

from __future__ import annotations

import asyncio
import io
import json
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web

from adapters.doctor import Finding, examine, tell
from adapters.doctor.examine import examine_ways
from adapters.emulators.line.emulator import Emulator as LineEmulator
from adapters.emulators.line.serving import serve as serve_line
from adapters.emulators.telegram.emulator import Emulator as TelegramEmulator
from adapters.emulators.telegram.serving import serve as serve_telegram
from adapters.emulators.telegram.state import Bot
from adapters.settings import LineSettings, Settings, TelegramSettings, read_settings
from bot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET, TOKEN, BOT = "canary-secret", "canary-line-token", "123456:canary-telegram"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(read_settings({}, tmp_path / ".env"), data_dir=tmp_path / "data")


class Platforms:
    """Both platforms and the proxy at one address: answers by path, changed by each test."""

    def __init__(self) -> None:
        self.url = ""
        self.slow = 0.0
        self.asked: list[tuple[str, str]] = []
        self.date = NOW
        self.answers: dict[str, tuple[int, Any]] = {}

    def well(self) -> None:
        """Let everything be as it should."""
        self.answers = {
            "/livez": (200, "ok"),
            "/v2/bot/info": (200, {"basicId": "@madoguchi", "displayName": "M", "chatMode": "bot"}),
            "/v2/bot/channel/webhook/endpoint": (200, {"endpoint": f"{self.url}/webhooks/line", "active": True}),
            "/v2/bot/channel/webhook/test": (200, {"success": True, "statusCode": 200, "reason": "OK"}),
            "/v2/bot/message/quota": (200, {"type": "limited", "value": 200}),
            "/v2/bot/message/quota/consumption": (200, {"totalUsage": 7}),
            "/v2/bot/richmenu/list": (200, {"richmenus": [{"richMenuId": "a"}, {"richMenuId": "b"}]}),
            "/v2/bot/user/all/richmenu": (200, {"richMenuId": "a"}),
            f"/bot{BOT}/getMe": (200, {"ok": True, "result": {"username": "madoguchi_bot"}}),
            f"/bot{BOT}/getWebhookInfo": (200, {"ok": True, "result": {"url": "", "pending_update_count": 0}}),
        }

    async def answer(self, request: web.Request) -> web.Response:
        """Answer as the test wants it; LINE and Telegram refuse who does not show the right token."""
        self.asked.append((request.method, request.path))
        await asyncio.sleep(self.slow)
        headers = {"Date": format_datetime(self.date, usegmt=True)}
        if request.path.startswith("/v2/") and request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"message": "no"}, status=401, headers=headers)
        status, body = self.answers.get(request.path, (404, {}))
        if status == 302:
            headers["Location"] = f"{self.url}/v2/bot/elsewhere"
        return web.Response(status=status, text=body if isinstance(body, str) else json.dumps(body), headers=headers)


@pytest.fixture
async def platforms() -> AsyncIterator[Platforms]:
    async with standing() as here:
        yield here


@asynccontextmanager
async def standing() -> AsyncIterator[Platforms]:
    here = Platforms()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", here.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    here.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    here.well()
    yield here
    await runner.cleanup()


def with_channels(settings: Settings, url: str, *, polling: bool = True) -> Settings:
    return replace(
        settings,
        public_url=url,
        line=LineSettings(SECRET, TOKEN, url, mark_as_read=False),
        telegram=TelegramSettings(BOT, "canary-hook", url, polling),
    )


async def found(settings: Settings, now: datetime = NOW) -> dict[str, Finding]:
    """Give the worst finding of each check on the way to people."""
    return await worst(examine_ways(settings, now))


async def worst(findings: AsyncIterator[Finding]) -> dict[str, Finding]:
    """Give the worst finding of each check."""
    order = ("ok", "warning", "wrong")
    seen: dict[str, Finding] = {}
    async for finding in findings:
        before = seen.get(finding.check)
        if before is None or order.index(finding.verdict) > order.index(before.verdict):
            seen[finding.check] = finding
        assert finding.verdict == "ok" or finding.do, finding
        assert "canary" not in f"{finding}", finding
    return seen


async def test_a_counter_that_is_well_gets_an_ok_on_every_line(settings: Settings, platforms: Platforms) -> None:
    seen = await worst(examine(with_channels(settings, platforms.url), lambda: NOW))
    # The fakes speak plain HTTP; and whoever is at work on the library has not published it yet.
    assert {check for check, finding in seen.items() if finding.verdict != "ok"} <= {"settings", "knowledge"}
    assert set(seen) >= {
        "knowledge", "disk", "key", "database", "clock", "public address", "LINE token", "LINE chat",
        "LINE webhook", "LINE reaches us", "LINE quota", "LINE menu", "Telegram token", "Telegram mode",
        "Telegram waiting",
    }  # fmt: skip


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


async def test_platforms_that_do_not_answer_are_said_to_be_out_of_reach(settings: Settings) -> None:
    seen = await found(with_channels(settings, "http://127.0.0.1:9"))
    for check in ("LINE token", "Telegram token", "public address"):
        assert seen[check].verdict == "wrong"
    assert "ClientConnectorError" in seen["LINE token"].says


async def test_a_platform_that_hangs_does_not_hang_the_doctor(
    settings: Settings, platforms: Platforms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "adapters.doctor.asking.Asker.ask.__kwdefaults__",
        {"method": "GET", "bearer": "", "body": None, "patience": 0.1},
    )
    platforms.slow = 30
    begun = time.monotonic()
    seen = await found(replace(with_channels(settings, platforms.url), telegram=None))
    assert "TimeoutError" in seen["LINE token"].says
    assert time.monotonic() - begun < 15


async def test_the_token_follows_no_redirect(settings: Settings, platforms: Platforms) -> None:
    platforms.answers["/v2/bot/info"] = (302, "")
    await found(with_channels(settings, platforms.url))
    assert {path for _, path in platforms.asked if path.startswith("/v2/")} == {"/v2/bot/info"}


async def test_the_doctor_keeps_to_the_rules_of_both_platforms(settings: Settings) -> None:
    """The strict stand-ins of both platforms have nothing to object to any question of the doctor's."""
    line, telegram = LineEmulator(TOKEN, SECRET), TelegramEmulator(Bot(BOT))
    async with serve_line(line) as line_url, serve_telegram(telegram) as telegram_url:
        ours = with_channels(settings, "http://127.0.0.1:9")
        assert ours.line is not None
        assert ours.telegram is not None
        line_side = replace(ours.line, api_base_url=line_url)
        seen = await found(
            replace(ours, line=line_side, telegram=replace(ours.telegram, api_base_url=telegram_url)), datetime.now(UTC)
        )
    for check in ("clock", "LINE token", "LINE chat", "LINE quota", "Telegram token", "Telegram mode"):
        assert seen[check].verdict == "ok", seen[check]
    assert seen["LINE webhook"].verdict == seen["LINE reaches us"].verdict == "wrong"
    assert line.problems() == []
    assert telegram.journal.problems() == []


def test_settings_that_cannot_be_read_are_told_one_by_one() -> None:
    def read() -> Settings:
        raise SettingsError(("PORT: write a number", "DATA_KEY: make one"))

    out = io.StringIO()
    assert tell(read, out) == 1
    assert out.getvalue().count("-> ") == 2
    assert "0 ok, 0 warnings, 2 wrong" in out.getvalue()


def test_people_get_lines_and_programs_get_json(settings: Settings) -> None:
    lines, rows = io.StringIO(), io.StringIO()
    assert tell(lambda: settings, lines) == 0
    assert tell(lambda: settings, rows, as_json=True) == 0
    told = json.loads(rows.getvalue())
    assert told["healthy"] is True
    assert {row["check"] for row in told["findings"]} >= {"settings", "knowledge", "disk", "key", "database", "clock"}
    assert lines.getvalue().count("\nok ") >= 4

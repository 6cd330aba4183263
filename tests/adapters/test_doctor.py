"""The doctor says in plain words what is wrong and what to do, disturbs nobody, and tells no secret."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.doctor import examine
from adapters.emulators.line.emulator import Emulator as LineEmulator
from adapters.emulators.line.serving import serve as serve_line
from adapters.emulators.telegram.emulator import Emulator as TelegramEmulator
from adapters.emulators.telegram.serving import serve as serve_telegram
from adapters.emulators.telegram.state import Bot
from tests.adapters.findings import found, worst
from tests.adapters.platforms import BOT, NOW, SECRET, TOKEN, Platforms, with_channels

if TYPE_CHECKING:
    from adapters.settings import Settings

pytestmark = pytest.mark.anyio


async def test_a_counter_that_is_well_gets_an_ok_on_every_line(settings: Settings, platforms: Platforms) -> None:
    seen = await worst(examine(with_channels(settings, platforms.url), lambda: NOW))
    # The fakes speak plain HTTP; and whoever is at work on the library has not published it yet.
    assert {check for check, finding in seen.items() if finding.verdict != "ok"} <= {"settings", "knowledge"}
    assert set(seen) >= {
        "knowledge", "disk", "key", "database", "clock", "public address", "LINE token", "LINE chat",
        "LINE webhook", "LINE reaches us", "LINE quota", "LINE menu", "Telegram token", "Telegram mode",
        "Telegram waiting",
    }  # fmt: skip


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

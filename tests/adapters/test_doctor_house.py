"""What the doctor finds in the house itself: settings, disk, key, clock, and the database, undisturbed."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.doctor.database import data_exists, database_is_well
from adapters.doctor.house import clock_is_right, disk_has_room, key_is_kept, settings_read
from adapters.settings import LineSettings, Settings, TelegramSettings
from adapters.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adapters.doctor import Finding

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECRET, TOKEN, BOT = "canary-secret", "canary-line-token", "123456:canary-telegram"
KEY = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("off", "verdict"), [(0, "ok"), (29, "ok"), (-31, "warning"), (299, "warning"), (301, "wrong"), (-9999, "wrong")]
)
def test_a_clock_that_is_off_is_noticed(off: int, verdict: str) -> None:
    told = datetime.fromtimestamp(NOW.timestamp() + off, UTC)
    assert clock_is_right(NOW, told, "LINE's clock").verdict == verdict


def test_a_clock_from_before_the_program_is_wrong_by_itself() -> None:
    assert clock_is_right(datetime(1970, 1, 1, tzinfo=UTC), None, "").verdict == "wrong"


def verdicts(findings: Iterable[Finding]) -> list[str]:
    return [finding.verdict for finding in findings]


def test_settings_that_do_not_fit_each_other_are_named(settings: Settings) -> None:
    line = LineSettings(SECRET, TOKEN, "https://x", mark_as_read=False)
    assert verdicts(settings_read(settings)) == ["ok"]
    assert verdicts(settings_read(replace(settings, line=line))) == ["ok", "wrong"]
    hook = TelegramSettings(BOT, "s", "https://x", polling=False)
    assert verdicts(settings_read(replace(settings, telegram=hook))) == ["ok", "wrong"]
    everywhere = replace(settings, host="0.0.0.0", metrics_port=9100)  # noqa: S104 - only looked at
    assert verdicts(settings_read(everywhere)) == ["ok", "warning", "warning"]


def test_little_room_on_the_disk_is_noticed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, verdict in ((3 << 30, "ok"), (1 << 30, "warning"), (1 << 20, "wrong")):
        usage = type("Usage", (), {"free": free})
        monkeypatch.setattr("shutil.disk_usage", lambda _, usage=usage: usage)
        assert verdicts(disk_has_room(settings)) == [verdict]


def test_the_key_has_to_be_there_and_its_owners_alone(settings: Settings) -> None:
    file = settings.data_dir / "data.key"
    assert verdicts(key_is_kept(settings, data_exists=False)) == ["ok"]
    assert verdicts(key_is_kept(settings, data_exists=True)) == ["wrong"]
    settings.data_dir.mkdir()
    file.write_text(KEY)
    file.chmod(0o644)
    assert verdicts(key_is_kept(settings, data_exists=True)) == ["warning"]
    file.chmod(0o600)
    assert verdicts(key_is_kept(settings, data_exists=True)) == ["ok"]
    assert verdicts(key_is_kept(replace(settings, public_url="https://x"), data_exists=True)) == ["warning"]
    assert verdicts(key_is_kept(replace(settings, data_key=f"{KEY},{KEY}"), data_exists=True)) == ["ok"]


async def test_a_database_in_use_is_examined_without_disturbing_it(settings: Settings) -> None:
    assert not data_exists(settings)
    assert verdicts(database_is_well(settings)) == ["ok"]
    store = open_store("", settings.data_dir, None)
    lock = settings.data_dir / "madoguchi.sqlite3.lock"
    before = (lock.read_bytes(), lock.stat().st_mtime_ns)
    assert data_exists(settings)
    looked = await asyncio.to_thread(lambda: verdicts(database_is_well(settings)))
    assert looked == ["ok", "ok"]
    await store.health()
    assert (lock.read_bytes(), lock.stat().st_mtime_ns) == before
    await store.close()


async def test_a_database_of_another_key_version_or_kind_is_wrong(settings: Settings) -> None:
    await open_store("", settings.data_dir, None).close()
    other = base64.b64encode(bytes(range(32))).decode()
    assert verdicts(database_is_well(replace(settings, data_key=other))) == ["ok", "wrong", "ok"]
    (settings.data_dir / "data.key").unlink()
    assert "wrong" in verdicts(database_is_well(settings))
    (settings.data_dir / "madoguchi.sqlite3").write_bytes(b"this is no database at all" * 100)
    assert verdicts(database_is_well(settings)) == ["wrong"]


def test_a_database_that_is_not_there_is_wrong_and_its_password_stays_hidden(settings: Settings) -> None:
    away = replace(settings, database_url="postgresql://me:canary@127.0.0.1:9/madoguchi")
    (finding,) = database_is_well(away)
    assert finding.verdict == "wrong"
    assert "canary" not in f"{finding}"

"""A counter that can keep, decide and send says that it is ready; any other says what is missing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest
from prometheus_client import CollectorRegistry

from adapters.metrics import Metrics, Pulse, Readiness, Waiting
from bot.errors import StoreError

from .figures import read

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 23, tzinfo=UTC)


class Usage(NamedTuple):
    free: int


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry(), ("ja", "uk"), "1.2.3")


async def test_a_loop_that_is_held_up_is_late_and_not_alive(metrics: Metrics) -> None:
    at = [100.0]
    pulse = Pulse(lambda: at[0], metrics.lag)
    beating = asyncio.create_task(pulse.beat())
    await asyncio.sleep(0)
    assert (pulse.alive, pulse.lag) == (True, 0)
    at[0] += 3.25
    assert not pulse.alive
    assert pulse.lag == 3
    pulse.note()
    assert read(metrics)["madoguchi_loop_lag_seconds{}"] == 3
    beating.cancel()


def looker(metrics: Metrics, folder: Path, **other: object) -> Readiness:
    async def commit() -> None:
        if other.get("lost"):
            raise StoreError

    at = other.get("at", NOW)
    assert isinstance(at, datetime)
    pulse = other.get("pulse", Pulse())
    assert isinstance(pulse, Pulse)
    senders = {"line": lambda: not other.get("asleep")}
    return Readiness(metrics, pulse, commit=commit, folder=folder, clock=lambda: at, senders=senders)


async def test_where_all_is_well_the_counter_is_ready(metrics: Metrics, tmp_path: Path) -> None:
    state = await looker(metrics, tmp_path / "not" / "yet" / "there").look()
    assert state.ready, state.checks
    page = read(metrics)
    assert page["madoguchi_ready{}"] == page["madoguchi_ready_check{check=disk}"] == 1
    assert page["madoguchi_disk_free_bytes{}"] > 0


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        ({"lost": True}, "store"),
        ({"at": datetime(1970, 1, 1, tzinfo=UTC)}, "clock"),
        ({"asleep": True}, "senders"),
    ],
)
async def test_one_part_that_does_not_hold_makes_it_unready(
    metrics: Metrics, tmp_path: Path, fault: dict[str, object], check: str
) -> None:
    state = await looker(metrics, tmp_path, **fault).look()
    assert [name for name, holds in state.checks.items() if not holds] == [check]
    assert read(metrics)["madoguchi_ready{}"] == read(metrics)[f"madoguchi_ready_check{{check={check}}}"] == 0


async def test_a_full_disk_a_late_loop_a_refused_token_and_the_end_make_it_unready(
    metrics: Metrics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metrics.sent("line", "401", 0.1)
    at = [0.0]
    pulse = Pulse(lambda: at[0])
    beating = asyncio.create_task(pulse.beat())
    await asyncio.sleep(0)
    at[0] = 5
    ready = looker(metrics, tmp_path, pulse=pulse)
    ready.stopping = True
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(1))
    state = await ready.look()
    beating.cancel()
    assert {name for name, holds in state.checks.items() if not holds} == {"disk", "loop", "senders", "channels"}


async def test_the_watch_goes_on_when_the_store_is_away_for_a_while(metrics: Metrics, tmp_path: Path) -> None:
    asked, enough = 0, asyncio.Event()

    async def waiting() -> Waiting:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise StoreError
        if asked == 3:
            enough.set()
        return Waiting(inbox=asked)

    watching = asyncio.create_task(looker(metrics, tmp_path).watch(waiting, every=0.001))
    await asyncio.wait_for(enough.wait(), 5)
    watching.cancel()
    assert read(metrics)["madoguchi_inbox_depth{}"] >= 2

"""Whoever watches the counter is called when something is wrong, and at no other time."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from prometheus_client import CollectorRegistry, generate_latest

from adapters.metrics import Metrics, Pulse, Readiness, Waiting
from bot.errors import StoreError

from .promql import Scrape, fires, names, scrape

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).resolve().parents[1]
RULES = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
DASHBOARD = json.loads((ROOT / "deploy/grafana/madoguchi.json").read_text("utf-8"))
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def page_of(metrics: Metrics) -> Scrape:
    return scrape(generate_latest(metrics.registry).decode())


def counter() -> Metrics:
    return Metrics(CollectorRegistry(), ("ja", "uk"), "1")


def known() -> set[str]:
    return {name for name, _ in page_of(counter())}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_asks_only_for_figures_that_exist_and_is_explained(rule: dict[str, Any]) -> None:
    assert names(rule["expr"]) - known() == set()
    assert rule["labels"]["severity"] in {"page", "look"}
    assert rule["annotations"]["summary"].endswith(".")
    assert f"### {rule['alert']}\n" in (ROOT / "docs/watching.md").read_text("utf-8")


def test_the_dashboard_asks_only_for_figures_that_exist() -> None:
    asked = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", [])]
    assert len(asked) > 15
    for expression in asked:
        assert names(expression), expression
        assert names(expression) - known() == set(), expression


def test_no_two_panels_of_the_dashboard_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
    numbers = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(numbers) == len(set(numbers))


async def _looked(metrics: Metrics, *, broken: bool = False) -> None:
    async def commit() -> None:
        if broken:
            raise StoreError

    await Readiness(
        metrics, Pulse(), commit=commit, folder=ROOT, clock=lambda: NOW, senders={"line": lambda: True}
    ).look()


async def _late(metrics: Metrics) -> None:
    at = [0.0]
    pulse = Pulse(lambda: at[0], metrics.lag)
    beating = asyncio.create_task(pulse.beat())
    await asyncio.sleep(0)
    at[0] = 3
    pulse.note()
    beating.cancel()


def _times(number: int, do: Callable[[Metrics], None]) -> Callable[[Metrics], None]:
    def repeatedly(metrics: Metrics) -> None:
        for _ in range(number):
            do(metrics)

    return repeatedly


FAULTS: dict[str, Callable[[Metrics], Awaitable[None] | None]] = {
    "NotReady": lambda m: _looked(m, broken=True),
    "PeopleWait": lambda m: m.waiting(Waiting(inbox=1, inbox_oldest=31)),
    "AnswersStuck": lambda m: m.waiting(Waiting(outbox={"telegram": (1, 61.0)})),
    "ChannelUnauthorised": lambda m: m.sent("line", "401", 0.1),
    "QuotaExhausted": lambda m: m.sent("line", "monthly limit", 0.1),
    "Uncertain": lambda m: m.uncertain("telegram"),
    "Undeliverable": lambda m: m.died("line"),
    "SendingFails": _times(11, lambda m: m.sent("line", "timeout", 0.1)),
    "ForgedCalls": _times(21, lambda m: m.called("line", "forged", 0.001)),
    "CallsRefused": lambda m: m.called("line", "failed", 0.001),
    "SlowToAcknowledge": _times(3, lambda m: m.called("line", "taken", 1.8)),
    "LoopLag": _late,
    "CommitSlow": lambda m: m.committed(0.9, 1),
    "DiskLow": lambda m: m.disk(1 << 30),
    "Flood": _times(101, lambda m: m.flooded()),
    "ManyUnanswered": _times(21, lambda m: m.missed("uk")),
}


async def _on_a_good_day(metrics: Metrics) -> tuple[Scrape, Scrape]:
    """Give two scrapes between which ordinary things happened."""
    await _looked(metrics)
    metrics.disk(100 << 30)
    before = page_of(metrics)
    for channel in ("line", "telegram"):
        for _ in range(50):
            metrics.called(channel, "taken", 0.004)
            metrics.sent(channel, "ok", 0.2)
            metrics.committed(0.004, 3)
            metrics.answered("uk", alarm=False)
        metrics.sent(channel, "timeout", 3)
        metrics.called(channel, "forged", 0.001)
    metrics.missed("ja")
    metrics.waiting(Waiting(inbox=3, inbox_oldest=0.2, lanes=3, outbox={"line": (2, 0.5)}))
    return before, page_of(metrics)


async def test_on_a_good_day_no_alert_fires() -> None:
    before, now = await _on_a_good_day(counter())
    assert [rule["alert"] for rule in RULES if fires(rule["expr"], before, now)] == []


@pytest.mark.parametrize("alert", sorted(FAULTS))
async def test_each_alert_fires_at_its_fault_and_no_other_does(alert: str) -> None:
    metrics = counter()
    _, before = await _on_a_good_day(metrics)
    caused = FAULTS[alert](metrics)
    if caused is not None:
        await caused
        if alert != "DiskLow":
            metrics.disk(100 << 30)
    now = page_of(metrics)
    assert [rule["alert"] for rule in RULES if fires(rule["expr"], before, now)] == [alert]


async def test_a_counter_that_does_not_answer_is_down_and_every_alert_has_its_fault() -> None:
    _, before = await _on_a_good_day(counter())
    fired = [rule["alert"] for rule in RULES if fires(rule["expr"], before, scrape(None))]
    assert fired == ["CounterDown"]
    assert {rule["alert"] for rule in RULES} == {"CounterDown", *FAULTS}


def test_what_is_not_in_our_part_of_the_language_is_refused() -> None:
    for expression in ("sum(a) > 1", "a > b", "a and b", "rate(a[5m]) > 1", "a / b / c > 1", "a > -1"):
        with pytest.raises(AssertionError):
            fires(expression, {}, {})

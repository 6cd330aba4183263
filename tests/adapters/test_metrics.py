"""What is counted can be read, and only by those who may."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from adapters.metrics import CODES, Metrics, Waiting, code_of, metrics_app, metrics_server
from bot.parcel import Dead, Dispatch, Later, Parcel, Receipt, Sent, Uncertain

from .figures import read

if TYPE_CHECKING:
    from collections.abc import Callable


pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def metrics() -> Metrics:
    return Metrics(CollectorRegistry(), ("ja", "uk"), "1.2.3")


def test_every_name_begins_with_the_house(metrics: Metrics) -> None:
    names = {family.name for family in metrics.registry.collect()}
    assert len(names) > 25
    assert {name for name in names if not name.startswith("madoguchi_")} == set()


def test_what_happened_is_counted(metrics: Metrics) -> None:
    metrics.called("line", "taken", 0.004)
    metrics.sent("line", "ok", 0.2)
    metrics.uncertain("telegram")
    metrics.died("line")
    metrics.silenced()
    metrics.flooded()
    metrics.missed("uk")
    metrics.answered("ja", alarm=True)
    metrics.committed(0.003, 7)
    metrics.exhausted("line", used_up=True)
    metrics.waiting(Waiting(inbox=3, inbox_oldest=2.5, lanes=2, outbox={"line": (4, 9.0)}))
    page = read(metrics)
    assert page["madoguchi_webhook_total{channel=line,result=taken}"] == 1
    assert page["madoguchi_ack_seconds_bucket{channel=line,le=0.005}"] == 1
    assert page["madoguchi_send_total{channel=line,code=ok}"] == 1
    assert page["madoguchi_send_uncertain_total{channel=telegram}"] == 1
    assert page["madoguchi_dead_total{channel=line}"] == 1
    assert page["madoguchi_bot_silenced_total{}"] == 1
    assert page["madoguchi_flood_total{}"] == 1
    assert page["madoguchi_no_answer_total{language=uk}"] == 1
    assert page["madoguchi_answered_total{alarm=yes,language=ja}"] == 1
    assert page["madoguchi_db_batch_size_sum{}"] == 7
    assert page["madoguchi_quota_exhausted{channel=line}"] == 1
    assert page["madoguchi_inbox_oldest_age_seconds{}"] == 2.5
    assert page["madoguchi_outbox_depth{channel=line}"] == 4
    assert page["madoguchi_outbox_oldest_age_seconds{channel=telegram}"] == 0
    assert any(line.startswith("madoguchi_build_info{") and "version=1.2.3" in line for line in page)


def test_what_waits_no_more_is_set_back(metrics: Metrics) -> None:
    metrics.waiting(Waiting(inbox=3, inbox_oldest=2.5, outbox={"line": (4, 9.0)}))
    metrics.waiting(Waiting())
    page = read(metrics)
    assert page["madoguchi_inbox_depth{}"] == page["madoguchi_outbox_depth{channel=line}"] == 0


def test_no_word_of_anybody_becomes_a_label(metrics: Metrics) -> None:
    before = len(read(metrics))
    for word in ("Окса-na 123", "x" * 10_000, "401\n", "<script>"):
        metrics.called(word, word, 1)
        metrics.sent(word, word, 1)
        metrics.uncertain(word)
        metrics.died(word)
        metrics.unauthorised(word, refused=True)
        metrics.exhausted(word, used_up=True)
        metrics.missed(word)
        metrics.answered(word, alarm=False)
        metrics.waiting(Waiting(outbox={word: (1, 1.0)}))
    page = generate_latest(metrics.registry).decode()
    assert len(read(metrics)) == before
    assert "Окса" not in page
    assert "<" not in page


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("ok", "ok"), ("201", "ok"), ("429", "429"), ("418", "4xx"), ("599", "5xx"), ("timeout", "timeout"),
        ("time-out", "timeout"), ("unsure", "timeout"), ("reply token", "reply"), ("token", "401"),
        ("monthly limit", "quota"), ("blocked", "gone"), ("connection reset", "network"), ("４０１", "other"),
        ("", "other"), ("anything else", "other"),
    ],
)  # fmt: skip
def test_an_answer_falls_into_one_of_few_buckets(reason: str, code: str) -> None:
    assert code_of(reason) == code
    assert code in CODES


def test_a_refused_token_is_remembered_until_a_call_succeeds(metrics: Metrics) -> None:
    metrics.sent("telegram", "401", 0.1)
    metrics.sent("telegram", "timeout", 0.1)
    assert metrics.refused == {"telegram"}
    assert read(metrics)["madoguchi_channel_unauthorised{channel=telegram}"] == 1
    metrics.sent("telegram", "ok", 0.1)
    assert metrics.refused == set()
    assert read(metrics)["madoguchi_channel_unauthorised{channel=telegram}"] == 0


def test_every_outcome_of_the_sender_is_counted(metrics: Metrics) -> None:
    row = Dispatch(1, "line", "U1", "e1", 1, Parcel("{}", "push"))
    metrics.told(row, Later(3, "monthly limit"), 0.1)
    assert read(metrics)["madoguchi_quota_exhausted{channel=line}"] == 1
    metrics.told(row, Uncertain("timeout"), 0.1)
    metrics.told(row, Dead("400"), 0.1)
    metrics.told(row, Sent(Receipt()), 0.1)
    page = read(metrics)
    assert [
        page[f"madoguchi_send_total{{channel=line,code={code}}}"] for code in ("quota", "timeout", "400", "ok")
    ] == [1] * 4
    assert page["madoguchi_send_uncertain_total{channel=line}"] == page["madoguchi_dead_total{channel=line}"] == 1
    assert page["madoguchi_quota_exhausted{channel=line}"] == 0
    assert page["madoguchi_send_seconds_count{channel=line}"] == 4


def test_counting_costs_next_to_nothing(metrics: Metrics) -> None:
    """The aim is two microseconds; the limit here leaves room for a busy machine."""
    calls: dict[str, Callable[[], None]] = {
        "called": lambda: metrics.called("line", "taken", 0.01),
        "sent": lambda: metrics.sent("line", "ok", 0.01),
        "answered": lambda: metrics.answered("ja", alarm=False),
        "committed": lambda: metrics.committed(0.01, 5),
        "uncertain": lambda: metrics.uncertain("line"),
    }
    for name, call in calls.items():
        best = min(_seconds(call) for _ in range(7))
        assert best < 8e-6, f"{name}: {best * 1e6:.2f} µs"


def _seconds(call: Callable[[], None], times: int = 2000) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - begun) / times


def page_of(metrics: Metrics, token: str, client: str = "127.0.0.1") -> TestClient:
    return TestClient(Starlette(routes=[metrics_app(metrics, token)]), client=(client, 4000))


def test_a_program_on_this_machine_reads_the_page_without_a_token(metrics: Metrics) -> None:
    answer = page_of(metrics, "").get("/metrics")
    assert answer.status_code == 200
    assert "madoguchi_inbox_depth" in answer.text
    assert page_of(metrics, "", "::1").get("/metrics").status_code == 200


def test_without_a_token_there_is_no_page_for_others_nor_through_a_proxy(metrics: Metrics) -> None:
    assert page_of(metrics, "", "192.0.2.7").get("/metrics").status_code == 404
    assert page_of(metrics, "", "nobody").get("/metrics").status_code == 404
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert page_of(metrics, "").get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


@pytest.mark.parametrize("shown", [None, "", "Bearer", "Bearer wrong", "Basic right", "Bearer right2", b"Bearer \xff"])
def test_with_a_token_who_does_not_show_it_reads_nothing(metrics: Metrics, shown: str | bytes | None) -> None:
    headers = {} if shown is None else {b"Authorization": shown if isinstance(shown, bytes) else shown.encode()}
    answer = page_of(metrics, "right").get("/metrics", headers=headers)
    assert answer.status_code == 401
    assert "madoguchi_" not in answer.text


def test_with_the_token_the_page_is_read_from_anywhere(metrics: Metrics) -> None:
    client = page_of(metrics, "right", "192.0.2.7")
    assert client.get("/metrics", headers={"Authorization": "Bearer right"}).status_code == 200


async def test_the_page_has_a_port_of_its_own_if_wanted(metrics: Metrics) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    url = f"http://127.0.0.1:{port}/metrics"
    async with aiohttp.ClientSession() as session:
        async with metrics_server(metrics, "", "127.0.0.1", port):
            async with session.get(url) as answer:
                assert "madoguchi_inbox_depth" in await answer.text()
            with pytest.raises(OSError, match="in use"):
                async with metrics_server(metrics, "", "127.0.0.1", port):
                    pass
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(url)

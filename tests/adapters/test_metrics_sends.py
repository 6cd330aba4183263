"""What came of a send is counted, in one of few buckets."""

from __future__ import annotations

import pytest

from adapters.metrics import CODES, Metrics, code_of
from bot.parcel import Dead, Dispatch, Later, Parcel, Receipt, Sent, Uncertain

from .figures import read


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

"""The guard before an engine must cost little beside it."""

from __future__ import annotations

from tests.bench.locks import TEXTS, measure

_A_TENTH = 6.0
"""Milliseconds for 100 signs: a tenth of what a small engine needs for them."""


def test_the_guard_takes_a_tenth_of_an_engines_time_at_most_and_one_call_a_message() -> None:
    ready, costs = measure(rounds=20)
    assert ready < 5000
    assert [cost.calls for cost in costs] == [1] * len(TEXTS)
    assert [cost for cost in costs if cost.ms_per_100 > _A_TENTH] == []

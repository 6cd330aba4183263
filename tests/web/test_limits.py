"""Paces and addresses."""

from __future__ import annotations

import pytest

from adapters.web import limits
from adapters.web.limits import Gate, Pace, Turnstile
from adapters.whence import neighbourhood
from tests.web.conftest import Clock


def test_the_wait_ends_exactly_when_the_oldest_is_old_enough() -> None:
    clock = Clock(0)
    gate = Gate((Pace(2, 10),), clock)
    for at in (0.0, 4.0):
        clock.now = at
        assert gate.wait("a") == 0
        gate.passed("a")
    clock.now = 5
    assert gate.wait("a") == 5
    assert gate.wait("b") == 0
    clock.now = 10.001
    assert gate.wait("a") == 0


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEPT", 10)
    gate = Gate((Pace(1, 10),), Clock())
    for number in range(100):
        gate.passed(str(number))
    assert gate.wait("99") == 10
    assert gate.wait("1") == 0


def test_a_turnstile_counts_who_is_inside() -> None:
    stile = Turnstile(2)
    assert [stile.enter("a") for _ in range(3)] == [True, True, False]
    assert stile.enter("b")
    stile.leave("a")
    assert stile.enter("a")


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_ipv6_customer_is_one_address(host: str, key: str) -> None:
    assert neighbourhood(host) == key

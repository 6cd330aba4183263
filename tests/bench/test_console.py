"""Twenty counselors and fifty messages a second, in short; and the measurement's own parts are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench.console import Busy, Outcome, Plan, Spread, measure, table
from tests.bench.counselors import Heard
from tests.bench.reckoning import Row, compare
from tests.bench.residents import Said, questions
from tests.bench.wire import Events

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio
SHORT = Plan(counselors=5, rate=20.0, seconds=4.0, closed=300, open=15, pause=0.8)
PATIENCE = 20.0
"""Tests share their machine with others: here it is judged what happened, and roughly when."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.slow
async def test_counselors_at_work_hear_of_every_line_and_the_counters_are_right(tmp_path: Path) -> None:
    found = await measure(SHORT, tmp_path)
    assert found.failings(PATIENCE) == []
    assert found.acknowledged.number == SHORT.rate * SHORT.seconds
    assert found.lines > 30
    assert found.live.number >= found.lines
    assert found.cases > SHORT.closed + SHORT.open
    assert {"claim", "say", "renewal", "report"} <= set(found.pages)


def test_a_spread_has_the_middle_and_the_slow_ones() -> None:
    found = Spread.of(n / 1000 for n in range(1, 101))
    assert (found.number, found.p50, found.p95, found.p99, found.longest) == (100, 51.0, 96.0, 100.0, 100.0)
    assert Spread.of([]).number == 0


def test_events_are_put_together_from_bits() -> None:
    told: list[tuple[str, str, str]] = []
    events = Events(lambda *each: told.append(each))
    for bit in (b"retry: 2000\n\nid: 7\nev", b"ent: case\ndata: {}\n", b"\n: still here\n\n"):
        events(bit)
    assert told == [("7", "case", "{}")]


def _said(event: str, due: float) -> Said:
    return Said("web", event, "line", due, due, due + 0.1, 202)


ROWS = [
    Row(1, "a", "line", "queued", None, "one"),
    Row(2, "a", "moved", "assigned", "olena"),
    Row(3, "a", "line", "assigned", None, "two"),
    Row(4, "b", "line", "queued", None, "three"),
]
STAFF = ["olena", "taras"]


def _heard(*those: tuple[str, int]) -> list[Heard]:
    return [Heard(who, position, "line", position + 0.5) for who, position in those]


def test_everybody_hears_what_waits_and_its_owner_what_is_taken() -> None:
    said = [_said("one", 1.0), _said("two", 3.0), _said("three", 4.0)]
    found = compare(ROWS, said, _heard(("olena", 1), ("olena", 3), ("olena", 4), ("taras", 4)), STAFF)
    assert (found.lines, found.unheard) == (3, [])
    assert found.from_due == pytest.approx([0.5] * 4)
    assert found.from_accepted == pytest.approx([0.4] * 4)


@pytest.mark.parametrize("missing", [("olena", 3), ("taras", 4)])
def test_what_somebody_did_not_hear_is_told(missing: tuple[str, int]) -> None:
    all_ = [("olena", 1), ("olena", 3), ("olena", 4), ("taras", 4)]
    found = compare(ROWS, [_said(each.event, 0.0) for each in ROWS], _heard(*(x for x in all_ if x != missing)), STAFF)
    assert found.unheard == [f"{missing[1]}: {missing[0]}"]


def _outcome(p95: float = 1.0, *, counted: bool = True) -> Outcome:
    spread = Spread(1, 1.0, p95, p95, p95)
    return Outcome(spread, spread, spread, spread, {"report": spread}, Busy(0.5, 0.1, 0.2), counted, 7, 1)


def test_what_takes_too_long_or_is_counted_wrongly_fails() -> None:
    assert _outcome().failings() == []
    assert [each.split(" after")[0] for each in _outcome(301.0).failings()] == ["messages are accepted"]
    assert len(_outcome(1001.0).failings()) == 3
    assert _outcome(1001.0).failings(4.0) == []
    assert _outcome(counted=False).failings() == ["the counters differ from a recount"]


def test_the_table_says_everything_that_was_measured() -> None:
    said = table(Plan(), _outcome(250.0))
    for words in (
        "20 counselors, 50 messages a second for 60 s, 7 cases",
        "250.0",
        "page: report",
        "others 0.2",
        "yes",
    ):
        assert words in said


def test_people_ask_in_many_languages() -> None:
    asked = questions()
    assert len({next(asked) for _ in range(300)}) > 250

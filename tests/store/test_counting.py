"""What is counted of a case: that it was opened and moved, never what anybody said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from adapters.store import counting
from bot.case import Cancel, Case, CaseState, Heard, Hold, Move, Rate, Speak, Urge
from bot.step import CaseMoved, CaseOpened

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
CASE = Case("case-1", 26112400001, "line", "U1", CaseState.CALLBACK, "uk", NOW, NOW, "uk-1", topic="life-garbage")


def test_an_opened_case_is_counted_by_topic_and_language() -> None:
    row = counting.row(CaseOpened(CASE), "line", "pseudonym", NOW)
    assert row[3:] == ("case-opened", "life-garbage", "uk", '{"state":"callback"}')
    assert "U1" not in str(row)


@pytest.mark.parametrize(
    ("move", "name"),
    [(Heard(), "heard"), (Cancel(), "cancel"), (Rate(5), "rate"), (Urge(None, urgent=True), "urge"),
     (Speak("olena", "Olena", "a secret"), "speak"), (Hold("olena", "Olena", NOW), "hold")],
)  # fmt: skip
def test_a_move_is_counted_by_its_name_alone(move: Move, name: str) -> None:
    row = counting.row(CaseMoved("case-1", move), "line", "pseudonym", NOW)
    assert row[3:] == ("case-moved", None, None, f'{{"move":"{name}"}}')


def test_no_two_moves_have_one_name() -> None:
    assert len({kind.__name__.casefold() for kind in get_args(Move)}) == len(get_args(Move))

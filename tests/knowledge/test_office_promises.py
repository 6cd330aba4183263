"""What an office promises: how soon somebody answers, and how much one counselor takes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.case import CaseState
from bot.clocks import PATIENCE, patience
from tests.bot.office import Weekly, case
from tests.knowledge.offices import CENTRE, at, office, team

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

OPEN, CLOSED = at("2026-11-27T11:00"), at("2026-11-27T20:00")
SECOND = """  two:
    name: {{ja: 第二, en: Second}}
    languages: [uk, en]
    hours: '{hours}'
{more}"""


@pytest.mark.parametrize(
    ("language", "second", "minutes"),
    [
        ("ja", "", 10),
        ("en", "answer_within_minutes: '30'", 30),
        ("en", "", None),
        ("uk", "answer_within_minutes: '30'", 30),
        ("th", "answer_within_minutes: '30'", None),
        (None, "answer_within_minutes: '5'", 10),
    ],
)
def test_the_slowest_counts_and_only_if_all_promise(
    tmp_path: Path, language: str | None, second: str, minutes: int | None
) -> None:
    first = team(CENTRE, "answer_within_minutes: '10'")
    teams = office(tmp_path, first + SECOND.format(hours=CENTRE, more=f"    {second}\n"))
    assert teams.answers_within(language, OPEN) == (None if minutes is None else timedelta(minutes=minutes))


def test_who_is_closed_is_not_asked_while_another_is_open(tmp_path: Path) -> None:
    teams = office(
        tmp_path,
        team(CENTRE, "answer_within_minutes: '10'")
        + SECOND.format(hours="Mo-Fr 18:00-21:00", more="    answer_within_minutes: '40'\n"),
    )
    assert teams.answers_within("en", OPEN) == timedelta(minutes=10)
    assert teams.answers_within("en", CLOSED) == timedelta(minutes=40)


@pytest.mark.parametrize(
    ("teams", "second", "most"),
    [
        (["one"], "", 4),
        (["two"], "", None),
        (["one", "two"], "", None),
        (["one", "two"], "capacity: '6'", 6),
        ([], "", None),
        (["gone"], "", None),
    ],
)
def test_of_several_teams_the_most_generous_counts(
    tmp_path: Path, teams: Collection[str], second: str, most: int | None
) -> None:
    whole = office(tmp_path, team(CENTRE, "capacity: '4'") + SECOND.format(hours=CENTRE, more=f"    {second}\n"))
    assert whole.capacity(teams) == most


def test_the_promise_is_how_long_an_owner_may_be_silent() -> None:
    held = case(CaseState.ASSIGNED)
    assert patience(held, Weekly()) == held.since + PATIENCE
    assert patience(held, Weekly(within=timedelta(minutes=40))) == held.since + timedelta(minutes=40)

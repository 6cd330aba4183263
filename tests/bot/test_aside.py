"""A case that is put aside: out of sight, and back exactly once, at its time or as soon as the person writes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.aside import Snooze, Stranded, Wake
from bot.case import Cancel, CaseState, Claim, Moved, Reason, Refused, Release, Resolve, Speak, Transfer, Urge
from bot.handoff import move
from tests.bot.office import EVENING, MONDAY, TUESDAY_10, Weekly, case
from tests.bot.window import Window

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNTIL = MONDAY + 5 * DAY


def aside() -> Window:
    """Give a case that is put aside while its person does not wait."""
    return Window().answered().staff(Snooze("olena", UNTIL))


def test_nobody_is_told_and_nobody_is_reminded() -> None:
    window = aside()
    assert window.heard == ""
    assert window.work.clocks == {"snooze": UNTIL}
    assert (window.case.state, window.case.owner) == ("waiting-user", "olena")


def test_it_comes_back_once_by_its_clock() -> None:
    window = aside()
    went_off = [kind for kind, _ in window.work.until(UNTIL + HOUR)]
    assert went_off == ["snooze"]
    assert (window.case.snoozed, window.case.since) == (None, UNTIL)
    assert set(window.work.clocks) == {"reminder"}


@pytest.mark.parametrize("words", ["he came again", "fire"])
def test_it_comes_back_at_once_when_the_person_writes(words: str) -> None:
    window = aside().later(HOUR).says(words)
    assert window.case.snoozed is None
    assert (window.case.state, set(window.work.clocks)) == ("assigned", {"silence"})


def test_an_owner_who_put_it_aside_is_not_silent_meanwhile() -> None:
    window = Window().queued().staff(Claim("olena", "Olena"), Snooze("olena", UNTIL))
    assert [*window.work.until(UNTIL - HOUR)] == []
    assert window.case.owner == "olena"


def test_it_comes_back_by_hand_and_may_be_put_aside_longer() -> None:
    window = aside().staff(Snooze("olena", UNTIL + DAY))
    assert window.work.clocks == {"snooze": UNTIL + DAY}
    assert window.staff(Wake("olena")).case.snoozed is None
    assert window.work.act(Wake("olena")) == Refused("not-snoozed")


@pytest.mark.parametrize(
    "what",
    [
        Speak("olena", "Olena", "Good day"),
        Transfer("olena", "taras", "Taras", "yours"),
        Release("olena", "lunch"),
        Resolve("olena", Reason.ANSWERED),
        Urge("olena", urgent=True),
        Cancel(),
    ],
)
def test_whatever_else_is_done_to_it_brings_it_back(what: Speak) -> None:
    moved = move(case(CaseState.ASSIGNED, snoozed=UNTIL), what, MONDAY + HOUR, Weekly())
    assert isinstance(moved, Moved)
    assert moved.case.snoozed is None
    assert "snooze" in moved.forget
    assert all(timer.kind != "snooze" for timer in moved.timers)


def test_a_time_that_is_over_is_none() -> None:
    assert move(case(CaseState.ASSIGNED), Snooze("olena", MONDAY), MONDAY, Weekly()) == Refused("past")


def test_whoever_cannot_be_reached_any_more_leaves_the_case_to_others() -> None:
    moved = move(case(CaseState.WAITING_USER, owner="telegram:1"), Stranded(), MONDAY + HOUR, Weekly())
    assert isinstance(moved, Moved)
    assert (moved.case.state, moved.case.owner, moved.case.former) == ("queued", None, "telegram:1")
    assert [notice.key for notice in moved.notices] == ["case_stranded"]


def test_outside_hours_the_person_is_told_when_somebody_comes() -> None:
    moved = move(case(CaseState.ASSIGNED, owner="telegram:1"), Stranded(), EVENING, Weekly())
    assert isinstance(moved, Moved)
    assert [(notice.key, notice.moment) for notice in moved.notices] == [
        ("case_stranded", None),
        ("case_closing", TUESDAY_10),
    ]

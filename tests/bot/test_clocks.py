"""The clocks of a case: one in each open state, none when it is over, and none goes off for nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.case import (
    CaseState,
    Claim,
    Heard,
    Hold,
    Move,
    Moved,
    Reason,
    Refused,
    Resolve,
    Speak,
    Timer,
)
from bot.clocks import KINDS
from bot.handoff import move, opened
from bot.overdue import Closing, HoldOver, Opening, Reminded, Silence
from tests.bot.office import EVENING, FRIDAY_CLOSING, MONDAY, MONDAY_10, TUESDAY_10, Weekly, case

HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)


def at(now: datetime, *moves: Move, state: CaseState = CaseState.QUEUED, office: Weekly | None = None) -> Moved:
    """Make moves one after the other at the same moment; every one must be possible."""
    moved = Moved(case(state))
    for what in moves:
        following = move(moved.case, what, now, office or Weekly())
        assert isinstance(following, Moved), (what, following)
        moved = following
    return moved


def not_due(state: CaseState, what: Move, now: datetime) -> bool:
    return move(case(state), what, now, Weekly()) == Refused("not-due")


def test_who_waits_in_the_line_waits_until_closing_time() -> None:
    assert opened(case(), MONDAY, Weekly()).timers == (Timer("closing", MONDAY.replace(hour=17)),)


def test_a_call_back_waits_for_the_opening() -> None:
    assert opened(case(), EVENING, Weekly()).timers == (Timer("opening", TUESDAY_10),)


def test_every_change_of_state_stops_all_other_clocks() -> None:
    assert at(MONDAY, Claim("taras", "Taras")).forget == tuple(KINDS)


def test_at_closing_time_the_line_is_told_when_it_goes_on() -> None:
    moved = at(FRIDAY_CLOSING, Closing())
    assert (moved.case.state, moved.case.due) == (CaseState.CALLBACK, MONDAY_10)
    assert [(notice.key, notice.moment) for notice in moved.notices] == [("case_closing", MONDAY_10)]
    assert moved.timers == (Timer("opening", MONDAY_10),)


def test_closing_time_that_was_put_off_only_winds_the_clock_again() -> None:
    moved = at(MONDAY + HOUR, Closing())
    assert (moved.case.state, moved.case.since, moved.notices) == (CaseState.QUEUED, MONDAY, ())
    assert moved.timers == (Timer("closing", MONDAY.replace(hour=17)),)


def test_at_the_opening_the_person_is_in_the_line() -> None:
    moved = at(TUESDAY_10, Opening(), state=CaseState.CALLBACK)
    assert (moved.case.state, moved.case.due) == (CaseState.QUEUED, None)
    assert [notice.key for notice in moved.notices] == ["case_opened"]


def test_an_opening_on_what_has_become_a_holiday_is_put_off_quietly() -> None:
    moved = at(TUESDAY_10, Opening(), state=CaseState.CALLBACK, office=Weekly(holidays={TUESDAY_10.date()}))
    wednesday = TUESDAY_10 + timedelta(days=1)
    assert (moved.case.state, moved.case.due, moved.notices) == (CaseState.CALLBACK, wednesday, ())
    assert moved.timers == (Timer("opening", wednesday),)


def test_the_owner_has_a_quarter_of_an_hour_from_the_claim() -> None:
    assert at(MONDAY, Claim("taras", "Taras")).timers == (Timer("silence", MONDAY + QUARTER),)


def test_the_owner_has_a_quarter_of_an_hour_from_the_first_message_after_an_answer() -> None:
    first = at(MONDAY, Heard(), state=CaseState.WAITING_USER)
    assert first.timers == (Timer("silence", MONDAY + QUARTER),)
    second = move(first.case, Heard(), MONDAY + timedelta(minutes=10), Weekly())
    assert isinstance(second, Moved)
    assert (second.timers, second.forget) == ((), ())


@pytest.mark.parametrize(
    ("heard", "due"),
    [
        (MONDAY.replace(hour=16, minute=45), MONDAY.replace(hour=17)),
        (MONDAY.replace(hour=16, minute=46), TUESDAY_10 + QUARTER),
        (EVENING, TUESDAY_10 + QUARTER),
        (FRIDAY_CLOSING, MONDAY_10 + QUARTER),
        (FRIDAY_CLOSING + timedelta(days=1), MONDAY_10 + QUARTER),
    ],
)
def test_nights_and_weekends_do_not_count(heard: datetime, due: datetime) -> None:
    assert at(heard, Heard(), state=CaseState.WAITING_USER).timers == (Timer("silence", due),)


def test_where_the_office_never_opens_every_hour_counts() -> None:
    moved = at(EVENING, Heard(), state=CaseState.WAITING_USER, office=Weekly(never=True))
    assert moved.timers == (Timer("silence", EVENING + QUARTER),)


def test_who_is_silent_for_too_long_loses_the_case_to_the_line() -> None:
    moved = at(MONDAY + QUARTER, Silence(), state=CaseState.ASSIGNED)
    assert (moved.case.state, moved.case.owner, moved.case.former) == (CaseState.QUEUED, None, "olena")
    assert moved.notices == ()


def test_an_answer_stops_the_clock_of_silence() -> None:
    moved = at(MONDAY, Speak("olena", "Olena", "Good day"), state=CaseState.ASSIGNED)
    assert "silence" in moved.forget
    assert moved.timers == (Timer("reminder", MONDAY + 24 * HOUR),)


def test_two_reminders_and_then_the_end() -> None:
    office, moved, said = Weekly(), Moved(case(CaseState.WAITING_USER)), []
    for hours, following in ((24, 72), (72, 96), (96, None)):
        step = move(moved.case, Reminded(), MONDAY + hours * HOUR, office)
        assert isinstance(step, Moved)
        moved = step
        said += [notice.key for notice in moved.notices]
        assert moved.timers == ((Timer("reminder", MONDAY + following * HOUR),) if following else ())
    assert said == ["case_reminder_1", "case_reminder_2", "case_abandoned"]
    assert (moved.case.state, moved.case.reason, moved.case.former) == (
        CaseState.ABANDONED, Reason.NO_REPLY, "olena",
    )  # fmt: skip


def test_after_a_long_night_of_the_house_reminders_do_not_come_all_at_once() -> None:
    late = MONDAY + 200 * HOUR
    moved = at(late, Reminded(), state=CaseState.WAITING_USER)
    assert moved.timers == (Timer("reminder", late + 48 * HOUR),)
    assert move(moved.case, Reminded(), late, Weekly()) == Refused("not-due")


@pytest.mark.parametrize("what", [Heard(), Speak("olena", "Olena", "Still there?")])
def test_who_writes_again_is_reminded_from_the_beginning(what: Move) -> None:
    reminded = at(MONDAY + 24 * HOUR, Reminded(), state=CaseState.WAITING_USER).case
    moved = move(reminded, what, MONDAY + 25 * HOUR, Weekly())
    assert isinstance(moved, Moved)
    assert moved.case.reminders == 0


def test_a_hold_that_is_over_is_the_owners_turn_again() -> None:
    moved = at(MONDAY + 2 * HOUR, HoldOver(), state=CaseState.ON_HOLD)
    assert (moved.case.state, moved.case.owner, moved.case.due) == (CaseState.ASSIGNED, "olena", None)
    assert moved.timers == (Timer("silence", MONDAY + 2 * HOUR + QUARTER),)
    assert moved.notices == ()


def test_a_longer_hold_has_the_later_clock() -> None:
    moved = at(MONDAY, Hold("olena", "Olena", MONDAY + 5 * HOUR), state=CaseState.ON_HOLD)
    assert moved.timers == (Timer("hold", MONDAY + 5 * HOUR),)


def test_a_closed_case_has_no_clock() -> None:
    moved = at(MONDAY, Resolve("olena", Reason.ANSWERED), state=CaseState.ASSIGNED)
    assert (moved.forget, moved.timers) == (tuple(KINDS), ())


EARLY = timedelta(seconds=-1)


@pytest.mark.parametrize(
    ("state", "what", "due"),
    [
        (CaseState.CALLBACK, Opening(), TUESDAY_10),
        (CaseState.ASSIGNED, Silence(), MONDAY + QUARTER),
        (CaseState.WAITING_USER, Reminded(), MONDAY + 24 * HOUR),
        (CaseState.ON_HOLD, HoldOver(), MONDAY + 2 * HOUR),
    ],
)
def test_a_clock_that_goes_off_too_early_or_twice_changes_nothing(state: CaseState, what: Move, due: datetime) -> None:
    assert not_due(state, what, due + EARLY)
    once = at(due, what, state=state)
    assert move(once.case, what, due, Weekly()) == Refused("not-due")


def test_every_kind_of_clock_has_its_move() -> None:
    assert {kind: type(what).__name__ for kind, what in KINDS.items()} == {
        "opening": "Opening", "closing": "Closing", "silence": "Silence", "reminder": "Reminded", "hold": "HoldOver",
            "snooze": "SnoozeOver",
    }  # fmt: skip

"""The moves of a case, told one by one: who may, what the person hears, what is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.case import (
    Again,
    Cancel,
    Case,
    CaseState,
    Claim,
    Hold,
    Label,
    Move,
    Moved,
    Notice,
    Rate,
    Reason,
    Refused,
    Release,
    Remark,
    Resolve,
    Restrict,
    Resume,
    Speak,
    Transfer,
    Urge,
)
from bot.handoff import move, opened, turn
from tests.bot.office import EVENING, FRIDAY_CLOSING, MONDAY, MONDAY_10, TUESDAY_10, Weekly, case

HOUR = timedelta(hours=1)


def after(given: Case, what: Move, later: timedelta = HOUR, office: Weekly | None = None) -> Moved:
    moved = move(given, what, MONDAY + later, office or Weekly())
    assert isinstance(moved, Moved), moved
    return moved


def refused(given: Case, what: Move, later: timedelta = HOUR) -> str:
    moved = move(given, what, MONDAY + later, Weekly())
    assert isinstance(moved, Refused)
    return moved.why


def told(moved: Moved) -> list[str]:
    return [notice.key for notice in moved.notices]


def test_a_new_case_waits_in_the_line_and_the_person_hears_its_number() -> None:
    moved = opened(case(number=26_11_23_04173), MONDAY, Weekly())
    assert moved.case.state is CaseState.QUEUED
    assert moved.notices == (Notice("case_queued", (("number", "261123-04173"),)),)


def test_in_the_evening_a_new_case_is_a_call_back_for_the_next_opening() -> None:
    moved = opened(case(), EVENING, Weekly())
    assert (moved.case.state, moved.case.due) == (CaseState.CALLBACK, TUESDAY_10)
    assert (told(moved), moved.notices[0].moment) == (["case_callback"], TUESDAY_10)


def test_after_the_last_intake_a_new_case_is_a_call_back_although_people_are_there() -> None:
    moved = opened(case(), MONDAY.replace(hour=16, minute=45), Weekly())
    assert (moved.case.state, moved.case.due) == (CaseState.CALLBACK, TUESDAY_10)


def test_a_call_back_on_friday_evening_is_for_monday() -> None:
    assert opened(case(), FRIDAY_CLOSING, Weekly()).case.due == MONDAY_10


def test_a_language_opens_when_its_own_team_does() -> None:
    moved = opened(case(language="en"), MONDAY, Weekly())
    assert (moved.case.state, moved.case.due) == (CaseState.CALLBACK, MONDAY.replace(hour=13))


def test_somebody_whose_language_nobody_covers_waits_for_anybody() -> None:
    assert opened(case(language="ne"), MONDAY, Weekly()).case.state is CaseState.QUEUED


def test_in_the_evening_they_hear_that_nobody_covers_it() -> None:
    moved = opened(case(language="ne"), EVENING, Weekly())
    assert (told(moved), moved.case.due) == (["case_callback_unknown"], TUESDAY_10)


def test_where_the_office_never_opens_nothing_is_promised() -> None:
    moved = opened(case(), EVENING, Weekly(never=True))
    assert (moved.case.state, moved.timers, told(moved)) == (CaseState.QUEUED, (), ["case_queued"])


def test_who_claims_a_case_owns_it_and_the_person_hears_the_alias() -> None:
    moved = after(case(), Claim("taras", "Taras"))
    assert (moved.case.owner, moved.case.since) == ("taras", MONDAY + HOUR)
    assert moved.notices == (Notice("case_taken", (("alias", "Taras"),)),)


def test_the_second_to_claim_a_case_is_refused() -> None:
    first = after(case(), Claim("taras", "Taras")).case
    assert refused(first, Claim("olena", "Olena")) == "taken"


def test_outside_hours_only_somebody_in_danger_is_taken() -> None:
    waiting = case(CaseState.CALLBACK)
    assert refused(waiting, Claim("taras", "Taras")) == "not-waiting"
    assert after(replace(waiting, urgent=True), Claim("taras", "Taras")).case.owner == "taras"


def test_a_released_case_is_in_the_line_again_and_remembers_who_had_it() -> None:
    moved = after(case(CaseState.ASSIGNED), Release("olena", "I am ill"))
    assert (moved.case.state, moved.case.owner, moved.case.former) == (CaseState.QUEUED, None, "olena")
    assert moved.notices == ()


def test_released_at_closing_time_it_is_a_call_back_and_the_person_hears_when() -> None:
    moved = after(case(CaseState.WAITING_USER), Release("olena", "tomorrow"), 7 * HOUR)
    assert (moved.case.state, moved.case.due) == (CaseState.CALLBACK, TUESDAY_10)
    assert (told(moved), moved.notices[0].moment) == (["case_closing"], TUESDAY_10)


@pytest.mark.parametrize("note", ["", "  \n"])
@pytest.mark.parametrize("lead", [False, True])
def test_nobody_passes_a_case_on_without_a_note(note: str, *, lead: bool) -> None:
    assert refused(case(CaseState.ASSIGNED), Release("olena", note, lead=lead)) == "no-note"
    assert refused(case(CaseState.ASSIGNED), Transfer("olena", "taras", "Taras", note, lead=lead)) == "no-note"
    assert refused(case(), Transfer("lead", "taras", "Taras", note, lead=True)) == "no-note"


def test_a_colleague_who_takes_over_is_named() -> None:
    moved = after(case(CaseState.ASSIGNED), Transfer("olena", "taras", "Taras", "knows rents"))
    assert (moved.case.owner, moved.case.former) == ("taras", "olena")
    assert moved.notices == (Notice("case_transferred", (("alias", "Taras"),)),)


def test_a_case_is_not_passed_on_to_who_has_it() -> None:
    assert refused(case(CaseState.ASSIGNED), Transfer("lead", "olena", "Olena", "stay", lead=True)) == "no-change"


def test_passing_on_leaves_the_clock_of_the_person_alone() -> None:
    moved = after(case(CaseState.WAITING_USER), Transfer("olena", "taras", "Taras", "holidays"))
    assert (moved.case.since, moved.timers, moved.forget) == (MONDAY, (), ())


def test_the_new_owner_has_the_time_of_an_owner() -> None:
    moved = after(case(CaseState.ASSIGNED), Transfer("olena", "taras", "Taras", "yours"))
    assert [timer.at for timer in moved.timers] == [MONDAY + HOUR + timedelta(minutes=15)]


def test_a_lead_may_hand_out_what_waits_and_take_back_what_is_stuck() -> None:
    waiting = after(case(), Transfer("lead", "taras", "Taras", "yours", lead=True))
    assert (waiting.case.owner, told(waiting)) == ("taras", ["case_taken"])
    assert after(waiting.case, Release("lead", "Taras is ill", lead=True)).case.former == "taras"


def test_the_first_answer_is_remembered_whatever_follows() -> None:
    first = after(case(CaseState.ASSIGNED), Speak("olena", "Olena", "Good day")).case
    second = after(first, Speak("olena", "Olena", "And one thing more"), 2 * HOUR).case
    assert (second.replied, second.since) == (MONDAY + HOUR, MONDAY + 2 * HOUR)


@pytest.mark.parametrize("words", ["", " \n\t"])
def test_nothing_is_said_or_noted_without_words(words: str) -> None:
    assert refused(case(CaseState.ASSIGNED), Speak("olena", "Olena", words)) == "no-words"
    assert refused(case(CaseState.ASSIGNED), Remark("olena", words)) == "no-words"


def test_on_hold_the_person_hears_who_asks_and_until_when() -> None:
    until = MONDAY + 5 * HOUR
    moved = after(case(CaseState.ASSIGNED), Hold("olena", "Olena", until))
    assert moved.notices == (Notice("case_on_hold", (("alias", "Olena"),), until),)
    assert moved.case.due == until


@pytest.mark.parametrize("until", [MONDAY, MONDAY + HOUR])
def test_a_hold_ends_later_than_now(until: datetime) -> None:
    assert refused(case(CaseState.ASSIGNED), Hold("olena", "Olena", until)) == "past"


def test_an_answer_ends_a_hold() -> None:
    moved = after(case(CaseState.ON_HOLD), Speak("olena", "Olena", "The interpreter says …"))
    assert (moved.case.state, moved.case.due) == (CaseState.WAITING_USER, None)


def test_after_a_hold_the_person_hears_that_it_goes_on() -> None:
    moved = after(case(CaseState.ON_HOLD), Resume("olena", "Olena"))
    assert moved.notices == (Notice("case_hold_over", (("alias", "Olena"),)),)


def test_a_resolved_case_has_no_owner_and_remembers_the_last_one() -> None:
    moved = after(case(CaseState.WAITING_USER), Resolve("olena", Reason.REFERRED))
    assert (moved.case.owner, moved.case.former, moved.case.reason) == (None, "olena", Reason.REFERRED)
    assert moved.case.closed == MONDAY + HOUR


@pytest.mark.parametrize("reason", [*Reason])
def test_whoever_was_helped_is_asked_how_it_was(reason: Reason) -> None:
    helped = reason in {Reason.ANSWERED, Reason.REFERRED, Reason.OTHER}
    moved = after(case(CaseState.ASSIGNED), Resolve("olena", reason))
    assert told(moved) == ["case_resolved", *(["case_rate"] if helped else [])]


def test_a_case_that_nobody_has_is_closed_by_a_lead_alone() -> None:
    assert refused(case(), Resolve("taras", Reason.MISUSE)) == "not-yours"
    assert after(case(), Resolve("lead", Reason.MISUSE, lead=True)).case.former is None


def test_urgent_is_said_once_by_staff_and_as_often_as_it_is_heard() -> None:
    urgent = after(case(), Urge("olena", urgent=True)).case
    assert refused(urgent, Urge("olena", urgent=True)) == "no-change"
    assert after(urgent, Urge(None, urgent=True)).case.urgent
    assert not after(urgent, Urge("olena", urgent=False)).case.urgent


def test_urgent_cases_are_taken_first_and_then_whoever_asked_first() -> None:
    early, late = case(), case(opened=EVENING)
    danger = case(opened=EVENING, urgent=True)
    assert sorted([late, danger, early], key=turn) == [danger, early, late]


def test_labels_and_restrictions_change_nothing_else() -> None:
    before = case(CaseState.WAITING_USER)
    labelled = after(before, Label("olena", ("housing", "eviction"))).case
    assert after(labelled, Restrict("olena", restricted=True)).case == replace(
        before, labels=("housing", "eviction"), restricted=True, version=before.version + 2
    )


def test_a_cancelled_case_is_over_for_good() -> None:
    over = after(case(CaseState.ASSIGNED), Cancel()).case
    assert (over.owner, over.former, over.reason) == (None, "olena", None)
    assert refused(over, Again()) == "closed"
    assert refused(over, Claim("taras", "Taras")) == "closed"


@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_a_resolved_case_may_be_rated_and_rated_again(stars: int) -> None:
    rated = after(case(CaseState.RESOLVED, rating=3), Rate(stars)).case
    assert (rated.rating, rated.state) == (stars, CaseState.RESOLVED)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_there_are_five_faces(stars: int) -> None:
    assert refused(case(CaseState.RESOLVED), Rate(stars)) == "no-such-stars"


def test_three_days_later_the_same_matter_is_taken_up_by_the_same_counselor() -> None:
    moved = after(case(CaseState.RESOLVED, reason=Reason.ANSWERED), Again(on_duty=True), 72 * HOUR)
    assert (moved.case.state, moved.case.owner) == (CaseState.ASSIGNED, "olena")
    assert (moved.case.closed, moved.case.reason) == (None, None)


def test_if_they_are_not_there_it_waits_in_the_line() -> None:
    moved = after(case(CaseState.RESOLVED), Again())
    assert (moved.case.state, moved.case.owner, moved.case.former) == (CaseState.QUEUED, None, "olena")


def test_in_the_evening_it_waits_for_the_next_opening() -> None:
    moved = after(case(CaseState.RESOLVED), Again(), 8 * HOUR)
    assert (moved.case.state, moved.case.due) == (CaseState.CALLBACK, TUESDAY_10)
    assert moved.notices == ()


def test_after_the_days_of_grace_it_is_too_late() -> None:
    assert refused(case(CaseState.RESOLVED), Again(on_duty=True), 72 * HOUR + timedelta(seconds=1)) == "too-late"

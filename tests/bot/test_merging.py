"""Two cases that are one: the closed one leads to the one that goes on, until that one is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.aside import Absorb, Merge, Parted
from bot.case import Again, Cancel, Case, CaseState, Gone, Heard, Move, Moved, Rate, Reason, Refused, Resolve, Urge
from bot.following import whose
from bot.handoff import move
from bot.message import Tap
from tests.bot.office import MONDAY, Weekly, case
from tests.bot.window import Window

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
KEPT = (CaseState.ASSIGNED, "olena")


def merged(other: Case) -> Window:
    """Give a talk whose case was merged into another one."""
    window = Window().answered()
    window.work.other = other
    return window.staff(Merge("olena", other.id, other.called))


def other(state: CaseState = CaseState.WAITING_USER) -> Case:
    return case(state, channel="elsewhere")


def ended(window: Window, what: Move) -> None:
    assert window.work.other is not None
    moved = move(window.work.other, what, window.work.now, window.work.office)
    assert isinstance(moved, Moved)
    window.work.other = moved.case


def test_the_person_is_told_the_number_that_goes_on_and_people_keep_the_talk() -> None:
    survivor = other()
    window = merged(survivor)
    assert (window.case.state, window.case.reason, window.case.into) == ("resolved", Reason.DUPLICATE, survivor.id)
    assert window.work.talk.silent
    assert window.work.clocks == {}


def test_whatever_is_written_reaches_the_one_that_goes_on() -> None:
    window = merged(other())
    window.says("he came again")
    assert window.heard == ""
    assert window.work.other is not None
    assert (window.work.other.state, window.work.other.owner) == KEPT


def test_an_emergency_makes_the_one_that_goes_on_urgent() -> None:
    window = merged(other()).says("fire")
    assert window.work.other is not None
    assert window.work.other.urgent
    assert not window.case.urgent


@pytest.mark.parametrize(("resolved", "sentence"), [(True, "(case_resolved)"), (False, "(case_abandoned)")])
def test_when_that_one_is_over_the_bot_answers_here_too(sentence: str, *, resolved: bool) -> None:
    window = merged(other())
    ended(window, Resolve("olena", Reason.ANSWERED) if resolved else Cancel())
    window.staff(Parted(resolved=resolved))
    assert window.heard == sentence
    assert not window.work.talk.silent
    assert window.says("where is the tsurumi lounge").heard != ""


def test_a_message_between_the_end_and_the_parting_is_not_lost() -> None:
    window = merged(other())
    ended(window, Resolve("olena", Reason.ANSWERED))
    window.says("he came again")
    assert window.heard == ""
    assert (window.case.state, window.case.into, window.case.again) == ("queued", None, True)
    assert window.case.former == "olena"
    assert window.work.act(Parted(resolved=True)) == Refused("not-merged")


def test_the_same_matter_after_the_end_goes_on_as_a_case_of_its_own() -> None:
    window = merged(other()).later(4 * DAY)
    ended(window, Resolve("olena", Reason.ANSWERED))
    window.staff(Parted(resolved=True)).later(DAY)
    window.says("garbage", Tap("same:yes"))
    assert window.case.state.open
    assert window.case.into is None


def test_whoever_wants_the_bot_back_leaves_the_other_one_alone() -> None:
    window = merged(other())
    window.says("bot")
    assert not window.work.talk.silent
    assert window.work.other is not None
    assert window.work.other.state == "waiting-user"


@pytest.mark.parametrize("what", [Heard(), Urge(None, urgent=True), Rate(4), Again(), Cancel(), Gone()])
def test_of_a_case_that_was_not_merged_every_move_is_its_own(what: Move) -> None:
    one = case()
    assert whose(one, other(), what) == (one, (what,))


def test_a_rating_is_that_of_the_case_in_which_the_help_was_given() -> None:
    survivor = case(CaseState.RESOLVED)
    one = case(CaseState.RESOLVED, into=survivor.id)
    assert whose(one, survivor, Rate(5)) == (survivor, (Rate(5),))
    assert whose(one, case(CaseState.ABANDONED), Rate(5)) == (one, (Rate(5),))
    assert whose(one, other(), Again()) != (one, (Again(),))


@pytest.mark.parametrize("state", [state for state in CaseState if state.open])
def test_what_was_pressing_there_is_pressing_here(state: CaseState) -> None:
    before = replace(case(state), seen=40)
    moved = move(before, Absorb("olena", "one", "1", urgent=True, restricted=True, seen=20), MONDAY, Weekly())
    assert isinstance(moved, Moved)
    assert (moved.case.urgent, moved.case.restricted, moved.case.seen) == (True, True, 20)
    assert (moved.case.state, moved.notices) == (state, ())


def test_a_waiting_case_comes_into_the_hands_that_had_the_other_one() -> None:
    moved = move(case(), Absorb("olena", "one", "1", owner="olena", alias="Olena"), MONDAY, Weekly())
    assert isinstance(moved, Moved)
    assert (moved.case.state, moved.case.owner) == KEPT
    assert [notice.key for notice in moved.notices] == ["case_taken"]


def test_a_case_that_was_put_aside_comes_back_with_what_waits() -> None:
    aside = case(CaseState.ASSIGNED, snoozed=MONDAY + DAY)
    moved = move(aside, Absorb("olena", "one", "1", waits=MONDAY), MONDAY + MINUTE, Weekly())
    assert isinstance(moved, Moved)
    assert (moved.case.snoozed, moved.case.since) == (None, MONDAY + MINUTE)


def test_a_case_is_not_merged_into_itself_nor_by_anybody() -> None:
    one = case(CaseState.ASSIGNED)
    assert move(one, Merge("olena", one.id, one.called), MONDAY, Weekly()) == Refused("same-case")
    assert move(one, Merge("taras", "other", "1"), MONDAY, Weekly()) == Refused("not-yours")
    assert isinstance(move(one, Merge("lead", "other", "1", lead=True), MONDAY, Weekly()), Moved)

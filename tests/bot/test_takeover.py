"""Somebody steps in where an emergency rang: for what is urgent alone, and the person hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.case import Claim, Moved, Refused
from bot.conversation import Conversation
from bot.takeover import CONSENT, taken_over
from tests.bot.counter import Shelf, desk
from tests.bot.office import EVENING, MONDAY, Weekly

TALK = Conversation("test", "talk", version=7, language="uk")
RANG = ("safety-violence", MONDAY)
OLENA = Claim("olena", "Olena")


def test_the_case_is_urgent_and_in_hand_at_once() -> None:
    moved = taken_over(TALK, RANG, OLENA, desk(Shelf(), Weekly()), MONDAY + timedelta(minutes=3))
    assert isinstance(moved, Moved)
    case = moved.case
    assert (case.state, case.owner, case.urgent, case.consent) == ("assigned", "olena", True, CONSENT)
    assert (case.language, case.topic, case.channel, case.conversation) == ("uk", RANG[0], "test", "talk")
    assert [notice.key for notice in moved.notices] == ["case_taken_over", "case_how_to_stop"]
    assert dict(moved.notices[0].slots)["alias"] == "Olena"
    assert [timer.kind for timer in moved.timers] == ["silence"]


def test_hours_are_no_hindrance() -> None:
    moved = taken_over(TALK, ("safety-violence", EVENING), OLENA, desk(Shelf(), Weekly()), EVENING)
    assert isinstance(moved, Moved)
    assert moved.case.owner == "olena"


def test_a_talk_that_people_have_is_not_taken() -> None:
    taken = replace(TALK.handed_over("case-1"))
    assert taken_over(taken, RANG, OLENA, desk(Shelf(), Weekly()), MONDAY) == Refused("taken")


def test_what_rang_yesterday_is_no_reason_any_more() -> None:
    late = MONDAY + timedelta(hours=24, seconds=1)
    assert taken_over(TALK, RANG, OLENA, desk(Shelf(), Weekly()), late) == Refused("too-late")


def test_where_nobody_answers_nobody_steps_in() -> None:
    assert taken_over(TALK, RANG, OLENA, desk(Shelf()), MONDAY) == Refused("too-late")

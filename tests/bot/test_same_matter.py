"""After the help: the faces, and the question whether it is the same matter."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.case import Again, CaseState, Claim, Rate, Reason, Resolve
from bot.conversation import Asked, Owner
from bot.message import Attachment, Edited, Joined, Location, Retracted, Tap, Text
from bot.step import CaseMoved, MessageGone
from tests.bot.office import EVENING
from tests.bot.window import Window

if TYPE_CHECKING:
    from bot.message import Content

DAYS, HOUR = timedelta(days=1), timedelta(hours=1)
ASKED = "(case_same_matter)"


def test_a_face_goes_to_the_case() -> None:
    window = Window().resolved()
    assert window.offered == [f"rate-case:{stars}" for stars in range(1, 6)]
    name = window.case.id
    window.says(Tap("rate-case:4"))
    assert (window.heard, window.events) == ("(case_rated_thanks)", (CaseMoved(name, Rate(4)),))
    assert window.case.rating == 4


@pytest.mark.parametrize(("typed", "stars"), [("5", 5), ("1", 1), ("☹️", 1), ("☹", 1), (" 😄 ", 5), ("😐", 3)])
def test_a_face_may_be_typed(typed: str, stars: int) -> None:
    assert Window().resolved().says(typed).case.rating == stars


def test_a_face_may_be_changed_and_comes_late() -> None:
    window = Window().resolved().says(Tap("rate-case:2"), "thanks").later(10 * DAYS)
    assert window.says(Tap("rate-case:3")).case.rating == 3


@pytest.mark.parametrize(
    "data", ["rate-case:0", "rate-case:6", "rate-case:", "rate-case:x", "rate-case:１", "rate-case:4:4"]
)
def test_there_is_no_other_face(data: str) -> None:
    window = Window().resolved().says(Tap(data))
    assert (window.heard, window.case.rating) == ("(expired_choice)", None)


def test_a_face_without_a_case_goes_nowhere() -> None:
    assert Window().says(Tap("rate-case:4")).heard == "(expired_choice)"
    assert Window().queued().says("bot", Tap("rate-case:4")).heard == "(expired_choice)"


def test_a_face_that_nobody_asked_for_is_no_mark() -> None:
    assert Window().says("😄").heard == "(unreadable)"


def test_the_bot_answers_and_asks_behind_it_whether_it_is_the_same_matter() -> None:
    window = Window().resolved().later(HOUR).says("what day is garbage day please")
    assert window.heard == f"[en] Garbage\n{ASKED}"
    assert window.talk.asked is Asked.SAME_MATTER
    assert window.replies[1].choices == window.talk.offered


def test_it_is_asked_behind_the_first_answer_alone() -> None:
    window = Window().resolved().later(HOUR).says("garbage", "hello")
    assert ASKED not in window.says("garbage").heard


def test_small_talk_and_taps_before_it_do_not_count_as_the_first_answer() -> None:
    window = Window().resolved().later(HOUR).says("thanks", Tap("rate-case:5"), Tap("entry:life-school"), "garbage")
    assert window.heard.endswith(ASKED)


def test_it_is_asked_once_for_each_time_that_people_helped() -> None:
    window = Window().resolved().later(HOUR).says("garbage", "yes")
    window.staff(Claim("olena", "Olena"), Resolve("olena", Reason.ANSWERED)).later(HOUR)
    assert window.says("garbage").heard.endswith(ASKED)


@pytest.mark.parametrize(
    "text", ["he came again", "hm", "papers", "a person please", Tap("person"), Tap("entry:talk-human")]
)
def test_where_the_bot_is_at_a_loss_it_asks_that_alone(text: str | Tap) -> None:
    window = Window().resolved().later(HOUR).says(text)
    assert window.heard == ASKED
    assert window.offered == ["same:yes", "same:no"]


@pytest.mark.parametrize(
    "content",
    ["thanks", "hello", "👍", "0", "!", "українською", Tap("lang:uk"), Tap("nonsense"), Attachment("sticker"), Joined(),
     Location(35.5, 139.6), Tap("entry:life-garbage"), Edited("event-1", "garbage day")],
)  # fmt: skip
def test_small_talk_and_taps_are_no_matter(content: Content | str) -> None:
    window = Window().resolved().later(HOUR).says(content)
    assert window.replies != ()
    assert ASKED not in window.heard


def test_an_emergency_is_never_asked_about() -> None:
    window = Window().resolved().later(HOUR).says("fire")
    assert ASKED not in window.heard
    assert window.says("yes").talk.asked is Asked.CONSENT
    assert window.says("yes").case.urgent


@pytest.mark.parametrize("yes", ["yes", "1", "The same", "same matter", Tap("same:yes")])
def test_the_same_matter_is_the_same_case(yes: str | Tap) -> None:
    window = Window().resolved()
    number = window.case.number
    window.later(3 * DAYS - HOUR).says("he came again", yes)
    assert window.heard == "(case_reopened)\n\n(case_how_to_stop)"
    assert window.events == (CaseMoved(window.case.id, Again()),)
    assert (window.case.number, window.case.state, window.talk.owner) == (number, CaseState.QUEUED, Owner.CASE)
    assert (window.talk.resolved, window.talk.held) == (None, None)


def test_in_the_evening_the_person_hears_when_it_goes_on() -> None:
    window = Window().resolved().later(8 * HOUR).says("he came again", "yes")
    assert window.heard == "(case_reopened)\n\n(closing 2026-11-24 10:00)\n\n(case_how_to_stop)"
    assert window.case.state is CaseState.CALLBACK
    assert window.now < EVENING


def test_who_has_the_talk_grows_with_every_change() -> None:
    window = Window()
    assert window.talk.epoch == 0
    assert window.resolved().talk.epoch == 2
    assert window.says("he came again", "yes").talk.epoch == 3
    assert window.says("bot").talk.epoch == 4


@pytest.mark.parametrize("no", ["no", "2", "Another", "another matter", Tap("same:no")])
@pytest.mark.parametrize(("text", "answer"), [("papers", "(did_you_mean)"), ("he came again", "(say_it_differently)")])
def test_what_was_said_is_answered_when_it_is_another_matter(no: str | Tap, text: str, answer: str) -> None:
    window = Window().resolved().later(HOUR).says(text, no)
    assert window.heard == answer
    assert (window.talk.case, window.talk.held, window.talk.owner) == (None, None, Owner.BOT)


@pytest.mark.parametrize("please", ["a person please", Tap("person"), Tap("entry:talk-human")])
def test_who_wants_a_person_for_another_matter_is_asked_for_consent_anew(please: str | Tap) -> None:
    window = Window().resolved()
    former = window.case.id
    window.later(HOUR).says(please, "no")
    assert window.heard.endswith("(consent 90 119 110)")
    assert window.says("yes").case.id != former
    assert [case.id for case in window.work.past] == [former]


def test_after_a_no_it_is_not_asked_again() -> None:
    window = Window().resolved().later(HOUR).says("garbage", "no")
    assert window.heard == "(anything_else)"
    assert ASKED not in window.says("he came again").heard


def test_who_neither_says_yes_nor_no_is_answered_like_anybody() -> None:
    window = Window().resolved().later(HOUR).says("he came again", "garbage")
    assert window.heard.startswith("[en] Garbage")


def test_after_the_days_of_grace_nothing_is_asked() -> None:
    window = Window().resolved().later(3 * DAYS + HOUR)
    assert window.says("he came again").heard == "(say_it_differently)"
    assert window.says(Tap("same:yes")).talk.asked is Asked.CONSENT


def test_an_old_tap_on_the_same_matter_opens_nothing_twice() -> None:
    window = Window().resolved().later(HOUR).says("he came again", "no")
    assert window.says(Tap("same:yes")).heard == "(expired_choice)"
    assert window.talk.owner is Owner.BOT


def test_what_is_held_is_forgotten_with_anything_that_is_taken_back() -> None:
    window = Window().resolved().later(HOUR).says("he came again")
    assert window.talk.held == Text("he came again")
    assert window.says(Retracted("event-9")).events == (MessageGone("event-9"),)
    assert window.work.talk.held is None
    assert window.says("no").heard == "(anything_else)"


def test_the_question_is_put_in_the_language_the_person_writes() -> None:
    window = Window().resolved().later(HOUR).says("він знову прийшов", "він знову прийшов")
    assert [reply.language for reply in window.replies] == ["uk"]

"""The way to a person: nothing is opened before a yes, and all that comes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.case import CaseState
from bot.conversation import Asked, Conversation, Owner
from bot.dialog import answer
from bot.message import Attachment, Location, Message, Tap
from bot.reply import Kind
from bot.step import CaseOpened, PersonWanted
from tests.bot.counter import NOON, Talk, desk, message
from tests.bot.office import EVENING, MONDAY, Weekly
from tests.bot.window import Window

if TYPE_CHECKING:
    from bot.message import Content
    from bot.reply import Reply

CONSENT = "(consent 90 119 110)"


def version(window: Window) -> str:
    return next(data for data in window.offered if data.startswith("consent:yes:"))


def test_who_asks_for_a_person_hears_where_they_are_and_is_asked_for_consent() -> None:
    window = Window().says("a person please")
    assert window.heard.startswith("[en] Talk to a person")
    assert window.heard.endswith(CONSENT)
    assert [data.rpartition(":")[0] for data in window.offered] == ["consent:yes", "consent"]


def test_nothing_is_opened_before_the_yes() -> None:
    window = Window().says("a person please")
    assert (window.talk.owner, window.work.case) == (Owner.BOT, None)
    assert PersonWanted(None) in window.events


@pytest.mark.parametrize(
    "contents",
    [
        ["a person please"],
        [Tap("entry:talk-human")],
        ["what is this", "and this", Tap("person")],
        ["what is this", "and this", "yes"],
        ["garbage", Tap("rate:down:life-garbage"), Tap("rate:down:life-garbage")],
        ["garbage", "👎", "school", "garbage", "👎"],
        ["fire", "yes"],
        [Tap("person")],
        ["garbage", "Talk to a person"],
        ["garbage", Tap("human")],
    ],
)
def test_every_way_to_a_person_leads_to_the_question_for_consent(contents: list[Content | str]) -> None:
    window = Window().says(*contents)
    assert window.heard.endswith(CONSENT)
    assert window.talk.asked is Asked.CONSENT


def test_an_answer_about_ones_own_life_offers_a_person_where_there_are_any() -> None:
    assert "human" in Window().says("garbage").offered
    assert "human" not in Window().says("tsurumi").offered
    assert "Talk to a person" not in Talk().say("garbage").choices


@pytest.mark.parametrize("word", ["yes", "👍", "great"])
def test_a_mere_yes_to_an_answer_does_not_ask_for_a_person(word: str) -> None:
    assert CONSENT not in Window().says("garbage", word).heard


def test_one_bad_mark_is_not_two_and_a_good_one_between_them_counts() -> None:
    bad, good = Tap("rate:down:life-garbage"), Tap("rate:up:life-garbage")
    assert Window().says("garbage", bad).talk.asked is Asked.PERSON
    assert Window().says("garbage", bad, good, bad).talk.asked is Asked.PERSON


def test_with_a_yes_the_case_is_in_the_line_and_knows_what_the_talk_was_about() -> None:
    window = Window().queued()
    case = window.case
    assert (case.state, case.topic, case.language, case.urgent) == (CaseState.QUEUED, "life-garbage", "en", False)
    assert (case.channel, case.conversation) == ("test", "talk")
    assert window.heard == f"(queued {case.called})\n\n(case_how_to_stop)"


def test_the_number_begins_with_the_day_here_and_is_the_one_that_is_called_out() -> None:
    case = Window(MONDAY.replace(hour=16)).queued().case
    assert case.called.startswith("261124-")  # one in the morning in Yokohama
    assert case.called.replace("-", "") == str(case.number)


def test_with_a_yes_people_own_the_talk() -> None:
    before = Window().says("a person please").talk
    after = Window().queued().talk
    assert (after.owner, after.epoch) == (Owner.CASE, before.epoch + 1)
    assert (after.asked, after.offered, after.topic) == (Asked.NOTHING, (), None)


@pytest.mark.parametrize("yes", ["yes", "1", "Yes, please"])
def test_yes_may_be_typed_or_numbered(yes: str) -> None:
    assert Window().says("a person please", yes).talk.owner is Owner.CASE


def test_in_the_evening_the_person_hears_when_they_are_answered() -> None:
    window = Window(EVENING).queued()
    assert window.heard == "(callback 2026-11-24 10:00)\n\n(case_how_to_stop)"
    assert window.case.state is CaseState.CALLBACK


def test_a_case_out_of_danger_is_urgent_from_the_beginning() -> None:
    case = Window().says("fire", "yes", "yes").case
    assert (case.urgent, case.topic) == (True, "safety-ambulance")


@pytest.mark.parametrize("no", ["no", "2", "No, thanks", Tap("consent:no")])
def test_with_a_no_nothing_is_opened(no: str | Tap) -> None:
    window = Window().says("a person please", no)
    assert window.heard == "(case_consent_declined)"
    assert (window.talk.owner, window.work.case, window.talk.asked) == (Owner.BOT, None, Asked.NOTHING)


def test_something_else_than_yes_or_no_is_a_question_like_any_other() -> None:
    window = Window().says("a person please", "garbage")
    assert window.heard == "[en] Garbage"
    assert window.talk.owner is Owner.BOT
    assert Window().says("a person please", "garbage", "yes").talk.owner is Owner.BOT


def test_after_half_an_hour_the_question_is_asked_again() -> None:
    window = Window().says("a person please")
    tap = Tap(version(window))
    window.later(timedelta(minutes=31)).says(tap)
    assert (window.heard, window.work.case) == (CONSENT, None)
    assert window.says(tap).case.state is CaseState.QUEUED


def test_a_yes_to_other_words_than_those_of_now_is_no_yes() -> None:
    window = Window().says("a person please")
    former = version(window)
    window.work.desk = replace(window.work.desk, days=30)
    assert window.says("yes").heard == "(consent 30 119 110)"
    new = version(window)
    assert new != former
    assert f"consent:yes:{window.says('yes').case.consent}" == new


def test_the_case_keeps_which_words_the_person_said_yes_to() -> None:
    window = Window().says("a person please")
    asked = version(window)
    assert f"consent:yes:{window.says('yes').case.consent}" == asked
    assert len(asked) <= 60
    assert asked.isascii()


def test_decided_anew_a_case_has_another_number_and_the_person_hears_that_one() -> None:
    window = Window().says("a person please")
    told = message("yes")
    first = answer(window.talk, told, window.work.desk, MONDAY)
    second = answer(window.talk, told, window.work.desk, MONDAY + timedelta(milliseconds=3))
    numbers = [event.case.called for step in (first, second) for event in step.events if isinstance(event, CaseOpened)]
    assert len(set(numbers)) == 2
    assert numbers[1] in str(second.replies)


@pytest.mark.parametrize("content", ["a person please", Tap("person"), Tap("entry:talk-human"), "yes"])
def test_a_group_is_never_led_to_a_person(content: Content | str) -> None:
    talk = Conversation("test", "group", language="en", asked=Asked.PERSON)
    told = replace(message(content), public=True)
    step = answer(talk, told, desk(office=Weekly()), MONDAY)
    assert step.replies == _private()
    assert not any(isinstance(event, CaseOpened) for event in step.events)
    assert (step.conversation.owner, step.conversation.asked) == (Owner.BOT, Asked.NOTHING)


def _private() -> tuple[Reply, ...]:
    told = Message("test", "group", "where", Location(35.5, 139.6), NOON, public=True)
    return answer(Conversation("test", "group", language="en"), told, desk(), NOON).replies


def test_a_tap_on_consent_in_a_group_opens_nothing() -> None:
    given = version(Window().says("a person please"))
    talk = Conversation("test", "group", language="en")
    step = answer(talk, replace(message(Tap(given)), public=True), desk(office=Weekly()), MONDAY)
    assert step.conversation.owner is Owner.BOT
    assert all(choice.data.partition(":")[0] != "consent" for reply in step.replies for choice in reply.choices)


@pytest.mark.parametrize(
    "contents",
    [["a person please"], ["garbage", "👎", "👎"], ["x y z", "x y z", "yes"], ["fire", "yes"],
     [Tap("consent:yes:en-1")], [Tap("same:yes")], [Tap("rate-case:5")], ["bot"], [Attachment("picture")]],
)  # fmt: skip
def test_without_an_office_a_person_is_a_telephone_number(contents: list[Content | str]) -> None:
    talk = Talk().say(*contents)
    assert "(consent" not in talk.text
    assert talk.state.owner is Owner.BOT
    assert talk.state.asked is not Asked.CONSENT


def test_the_question_for_consent_is_a_notice_in_the_language_of_the_person() -> None:
    window = Window().says("говоріть українською будь ласка", Tap("lang:uk"), Tap("person"))
    assert [(reply.kind, reply.language) for reply in window.replies] == [(Kind.NOTICE, "uk")]
    assert version(window).startswith("consent:yes:uk-")

"""Questions that lean on the last turn, and those that stand on their own feet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation import Asked, Conversation
from bot.entry import Aspect, Candidate, Finding, Found, Nothing, Unsure
from bot.leaning import CONTEXT, adrift, bare, leaning, named_spot, short
from tests.bot.counter import NOON, desk

TUESDAY_NOON = NOON
DESK = desk()
SHOWN = Conversation("test", "talk", topic="place-tsurumi", place="tsurumi", answered=NOON)


def found(entry: str) -> Found:
    return Found(entry, (Candidate(entry, 0.9),))


@pytest.mark.parametrize(
    ("text", "aspect", "weekday"),
    [
        ("and the phone?", Aspect.PHONE, None),
        ("電話は？", Aspect.PHONE, None),
        ("телефон", Aspect.PHONE, None),
        ("is it open", Aspect.HOURS, None),
        ("open on Sunday?", None, 6),
        ("日曜は", None, 6),
        ("tomorrow?", None, 2),
    ],
)
def test_a_short_question_is_about_the_place_just_shown(text: str, aspect: Aspect | None, weekday: int | None) -> None:
    lean = leaning(SHOWN, text, Nothing(), DESK, TUESDAY_NOON)
    assert lean is not None
    assert (lean.entry, lean.about.place) == ("place-tsurumi", "tsurumi")
    assert (lean.about.aspect, lean.about.weekday) == (aspect, weekday)


@pytest.mark.parametrize(("hour", "weekday"), [(14, 2), (15, 3), (23, 3)])
def test_the_day_is_that_of_japan_not_of_greenwich(hour: int, weekday: int) -> None:
    now = datetime(2026, 11, 24, hour, 30, tzinfo=UTC)  # Tuesday there; in Yokohama from 15 o'clock on Wednesday
    lean = leaning(replace(SHOWN, answered=now), "tomorrow?", Nothing(), DESK, now)
    assert lean is not None
    assert lean.about.weekday == weekday


def test_another_ward_asks_for_the_lounge_there() -> None:
    lean = leaning(SHOWN, "what about Kohoku?", Nothing(), DESK, NOON)
    assert lean is not None
    assert lean.entry == "lounge-nearest"
    assert lean.about.spot is not None


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("what about it", Nothing()),
        ("the phone of the naka lounge", found("place-naka")),
        ("garbage on Sunday?", found("life-garbage")),
        ("school in Kohoku", found("life-school")),
        ("which lounges are open on sunday", found("lounge-hours")),
        ("which lounges are open on sunday", Unsure((Candidate("lounge-hours", 0.6),))),
        ("I would like to know by phone whether my child may come", Nothing()),
    ],
)
def test_a_question_of_its_own_is_not_bent_to_the_old_place(text: str, finding: Finding) -> None:
    assert leaning(SHOWN, text, finding, DESK, NOON) is None


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("電話は", found("life-moving")),
        ("phone?", found("consultation-contact")),
        ("is it open", found("lounge-hours")),
        ("and the phone", found("place-tsurumi")),
    ],
)
def test_hardly_more_than_a_small_word_leans_whatever_is_found(text: str, finding: Finding) -> None:
    assert leaning(SHOWN, text, finding, DESK, NOON) is not None


def test_the_context_lasts_half_an_hour_and_no_longer() -> None:
    assert leaning(SHOWN, "phone?", Nothing(), DESK, NOON + CONTEXT) is not None
    assert leaning(SHOWN, "phone?", Nothing(), DESK, NOON + CONTEXT + timedelta(seconds=1)) is None


def test_nothing_leans_on_nothing() -> None:
    fresh = Conversation("test", "talk")
    assert leaning(fresh, "phone?", Nothing(), DESK, NOON) is None
    topic_only = Conversation("test", "talk", topic="life-garbage", answered=NOON)
    assert leaning(topic_only, "phone?", Nothing(), DESK, NOON) is None
    assert leaning(topic_only, "and Kohoku?", Nothing(), DESK, NOON) is None


def test_a_phone_of_nobody_offers_whose_it_may_be() -> None:
    offered = [candidate.entry for candidate in adrift("and the phone?", Nothing(), DESK)]
    assert offered == ["consultation-contact", "lounge-list"]
    assert adrift("Sunday?", Nothing(), DESK)[0].entry == "lounge-hours"


@pytest.mark.parametrize(
    ("text", "finding"),
    [("and the phone?", found("talk-human")), ("Kohoku phone", Nothing()), ("hello there", Nothing()),
     ("the phone that I have bought is broken", Nothing())],
)  # fmt: skip
def test_nothing_is_offered_where_more_was_said(text: str, finding: Finding) -> None:
    assert adrift(text, finding, DESK) == ()


def test_a_bare_name_is_a_spot() -> None:
    assert named_spot(Conversation("test", "talk"), "Kohoku ward", Nothing(), DESK) is not None
    assert named_spot(Conversation("test", "talk"), "garbage in Kohoku", found("life-garbage"), DESK) is None
    assert named_spot(Conversation("test", "talk"), "I have moved to Kohoku with my family", Nothing(), DESK) is None


def test_the_answer_to_where_are_you_is_a_spot_even_if_a_lounge_was_found() -> None:
    asked = Conversation("test", "talk", asked=Asked.WHERE)
    assert named_spot(asked, "I am in Kohoku now", found("place-kohoku"), DESK) is not None
    assert named_spot(asked, "garbage in Kohoku", found("life-garbage"), DESK) is None


def test_a_question_that_is_likeliest_about_what_is_near_needs_only_its_spot() -> None:
    text = "please tell me which lounge I can reach from Kohoku on foot"
    fresh = Conversation("test", "talk")
    assert named_spot(fresh, text, Unsure((Candidate("lounge-nearest", 0.3),)), DESK) is not None
    assert named_spot(fresh, text, Unsure((Candidate("life-school", 0.3),)), DESK) is None


def test_a_bare_name_that_may_be_a_lounge_itself_is_offered_as_one() -> None:
    fresh = Conversation("test", "talk")
    assert named_spot(fresh, "Kohoku lounge", Unsure((Candidate("place-kohoku", 0.6),)), DESK) is None
    assert named_spot(fresh, "Kohoku lounge", Unsure((Candidate("life-work", 0.1),)), DESK) is not None


def test_a_name_that_only_looks_like_an_alarm_is_a_spot() -> None:
    asked = Conversation("test", "talk", asked=Asked.WHERE)
    assert named_spot(asked, "Tsunashima", found("safety-disaster-now"), DESK) is not None
    assert named_spot(asked, "wave in Tsunashima", found("safety-disaster-now"), DESK) is None


def test_short_and_bare_count_words_where_there_are_spaces_and_letters_where_there_are_none() -> None:
    assert short("is it open on the next Sunday")
    assert not short("is it open on the next Sunday then")
    assert short("日" * 24)
    assert not short("日" * 25)
    assert bare("and the phone?")
    assert not bare("and the phone number")
    assert bare("電話番号は何です")
    assert not bare("電話番号は何ですか")

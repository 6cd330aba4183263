"""What is no question, what comes while a counselor has the talk, and whatever anybody sends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from bot.conversation import Asked, Conversation, Owner
from bot.dialog import LIMIT, answer
from bot.message import Attachment, Edited, Joined, Left, Location, Other, Retracted, Tap, Text
from bot.reply import Choice, Kind
from bot.step import MessageGone
from tests.bot.counter import NOON, Talk, desk, message


@pytest.mark.parametrize("text", ["", "  ", "🙂", "?!", "\u202e", "…"])
def test_a_message_without_words_is_asked_to_be_words(text: str) -> None:
    assert Talk().say(text).text == "(unreadable)"


def test_a_picture_is_asked_to_be_words() -> None:
    assert Talk().say(Attachment("picture")).text == "(no_attachments)"
    assert Talk().say(Attachment("picture", more=True)).text == "", "an album is answered once"


def test_a_text_of_the_most_letters_is_read_and_one_more_is_not() -> None:
    assert Talk().say("x" * LIMIT).text == "(say_it_differently)"
    assert Talk().say("x" * (LIMIT + 1)).text == f"(too long {LIMIT})"


def test_a_picture_does_not_decide_the_language() -> None:
    assert Talk(profile="en").say(Attachment("picture"), "куди подіти сміття").language == "uk"


def test_opening_the_chat_greets_with_all_languages() -> None:
    talk = Talk(profile="uk").say(Joined())
    assert "(hello)" in talk.text
    assert talk.choices == ["English", "Українська", "日本語", "やさしい日本語"]
    assert talk.language == "uk"


def test_who_comes_back_is_not_told_everything_again() -> None:
    assert Talk().say(Joined(), Joined()).text.startswith("(hello_again)")


@pytest.mark.parametrize("content", [Left(), Other("poll"), Retracted("event-0")])
def test_what_wants_no_answer_gets_none(content: Left | Other | Retracted) -> None:
    assert Talk().say(content).step.replies == ()


def test_a_message_taken_back_is_erased() -> None:
    assert Talk().say(Retracted("event-5")).step.events == (MessageGone("event-5"),)


def test_a_corrected_message_is_answered() -> None:
    assert Talk().say(Edited("event-5", "garbage")).text == "[en] Garbage"


@pytest.mark.parametrize("data", ["", "entry:", "entry:nonsense", "lang:xx", "lang:", "erase", "drop table", "rate:"])
def test_tapped_data_that_nobody_sent_deletes_nothing_and_finds_nothing(data: str) -> None:
    assert Talk().say("garbage", Tap(data)).step.events == ()


@pytest.mark.parametrize(
    "content",
    ["garbage", "yes", "0", "erase everything", Tap("erase:yes"), Tap("entry:life-garbage"), Joined(), Left(),
     Location(35.5, 139.6), Attachment("picture"), Other("poll")],
)  # fmt: skip
def test_the_bot_is_silent_while_a_case_owns_the_talk(content: str | Tap | Joined | Left | Location) -> None:
    talk = Talk(state=Conversation("test", "talk", language="en", owner=Owner.CASE)).say(content)
    assert (talk.step.replies, talk.step.events) == ((), ())
    assert talk.state.owner is Owner.CASE


@pytest.mark.parametrize("content", [Text("fire"), Edited("event-1", "fire"), Tap("entry:safety-ambulance")])
def test_an_emergency_card_is_shown_even_then_and_offers_no_person(content: Text | Edited | Tap) -> None:
    talk = Talk(state=Conversation("test", "talk", language="en", owner=Owner.CASE)).say(content)
    assert talk.step.replies[0].kind is Kind.EMERGENCY
    assert talk.choices == []
    assert "(emergency_then)" not in talk.text


def test_a_message_taken_back_is_erased_even_then() -> None:
    talk = Talk(state=Conversation("test", "talk", owner=Owner.CASE)).say(Retracted("event-5"))
    assert talk.step.events == (MessageGone("event-5"),)


PIECES = st.sampled_from(
    ["garbage", "fire", "papers", "yes", "no", "2", "0", "українською", "kohoku", "phone", "sunday", "👎", "hm"]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=4).map(" ".join))
TAPS = st.one_of(
    st.text(),
    st.builds("{}:{}".format, st.sampled_from(["entry", "lang", "rate", "erase", "none", "person"]), st.text()),
    st.sampled_from(["entry:safety-ambulance", "rate:down:life-garbage", "erase:yes", "none", "clear", "no"]),
)
STATES = st.builds(
    Conversation,
    channel=st.just("test"),
    id=st.just("talk"),
    version=st.integers(0, 9),
    language=st.sampled_from([None, "en", "uk", "ja-easy"]),
    chosen=st.booleans(),
    drift=st.sampled_from([None, "en", "uk"]),
    misses=st.integers(0, 2),
    offered=st.sampled_from([(), (Choice("entry:life-garbage", "Garbage"), Choice("none", "None of these"))]),
    topic=st.sampled_from([None, "place-tsurumi", "life-garbage", "gone-since", "safety-violence"]),
    place=st.sampled_from([None, "tsurumi"]),
    answered=st.sampled_from([None, NOON]),
    asked=st.sampled_from(Asked),
    greeted=st.booleans(),
)


@given(state=STATES, content=st.one_of(TEXTS.map(Text), TAPS.map(Tap), st.builds(Edited, st.text(), TEXTS)))
def test_anything_leads_to_one_well_formed_step(state: Conversation, content: Text | Tap | Edited) -> None:
    step = answer(state, message(content), desk(), NOON)
    assert step.conversation.version == state.version + 1
    assert 1 <= len(step.replies) <= 3
    for reply in step.replies:
        assert reply.parts
        for choice in reply.choices:
            assert choice.data.isascii()
            assert 0 < len(choice.data) <= 60
            assert choice.label


@given(state=STATES, content=st.one_of(TEXTS.map(Text), TAPS.map(Tap)))
def test_while_a_case_owns_the_talk_only_emergency_cards_are_shown(state: Conversation, content: Text | Tap) -> None:
    step = answer(replace(state, owner=Owner.CASE, epoch=3), message(content), desk(), NOON)
    assert all(reply.kind is Kind.EMERGENCY for reply in step.replies)
    assert (step.conversation.owner, step.conversation.epoch) == (Owner.CASE, 3)

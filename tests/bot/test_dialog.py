"""One message and the state of a talk in, one decision out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from bot.conversation import Asked, Conversation, Owner
from bot.dialog import LIMIT, answer
from bot.entry import Aspect
from bot.message import Attachment, Edited, Joined, Left, Location, Other, Retracted, Tap, Text
from bot.reply import Choice, Kind, Phone, Source
from bot.step import Answered, Erased, MessageGone, Missed, PersonWanted, Rated
from tests.bot.counter import HELPLINE, NOON, Shelf, Talk, desk, message


def test_a_found_entry_is_answered_in_the_language_of_the_question() -> None:
    talk = Talk().say("куди подіти сміття?")
    assert talk.text == "[uk] Garbage"
    assert talk.step.events == (Answered("life-garbage", "uk"),)


def test_an_unsure_question_offers_three_titles_and_none_of_these() -> None:
    talk = Talk().say("papers")
    assert talk.choices == ["School", "Garbage", "All lounges", "None of these"]


def test_an_emergency_is_offered_only_where_it_is_the_likeliest() -> None:
    assert "Fire or ambulance" not in Talk().say("papers").choices


@pytest.mark.parametrize("words", ["2", "２", "second", "the second one", "the second one pls", "garbag", "Garbage"])
def test_an_offer_is_taken_by_number_ordinal_or_words(words: str) -> None:
    assert Talk().say("papers", words).text == "[en] Garbage"


def test_an_offer_is_taken_by_a_tap() -> None:
    assert Talk().say("papers", Tap("entry:life-garbage")).text == "[en] Garbage"


def test_a_number_that_nothing_carries_shows_the_choices_again() -> None:
    talk = Talk().say("papers", "7")
    assert talk.text == "(which_one)"
    assert talk.choices == ["School", "Garbage", "All lounges", "None of these"]


def test_a_number_without_an_offer_says_that_there_is_none() -> None:
    assert Talk().say("7").text == "(expired_choice)"


def test_none_of_these_asks_to_say_it_differently() -> None:
    talk = Talk().say("papers", "none of these")
    assert talk.text == "(say_it_differently)"
    assert talk.step.events == (Missed("en"),)


def test_the_second_miss_gives_a_desk_and_offers_a_person() -> None:
    talk = Talk().say("xyzzy", "plugh")
    assert talk.text.startswith("(not_found)")
    assert "045-111-1111" in talk.text
    assert talk.choices == ["Talk to a person"]


def test_a_closed_desk_is_called_closed_after_the_second_miss() -> None:
    talk = Talk(desk(Shelf(closed=True))).say("xyzzy", "plugh")
    assert talk.text.startswith("(not_found_closed)")


def test_a_hit_between_two_misses_makes_the_next_one_the_first_again() -> None:
    assert Talk().say("xyzzy", "garbage", "plugh").text == "(say_it_differently)"


def test_yes_to_a_person_gives_the_persons_desk() -> None:
    talk = Talk().say("xyzzy", "plugh", "yes")
    assert talk.step.replies[0].entry == "talk-human"
    assert PersonWanted(None) in talk.step.events


def test_no_to_a_person_lets_it_be() -> None:
    assert Talk().say("xyzzy", "plugh", "no").text == "(anything_else)"


def test_yes_without_a_question_asks_what_it_is_about() -> None:
    assert Talk().say("yes").text == "(what_about)"


def test_more_offers_what_belongs_to_the_answer() -> None:
    assert Talk().say("tsurumi", "more").choices == ["Opening hours", "All lounges"]


def test_more_of_nothing_says_that_this_was_all() -> None:
    assert Talk().say("more").text == "(nothing_more)"


def test_where_are_you_takes_a_place_name() -> None:
    shelf = Shelf()
    talk = Talk(desk(shelf)).say("nearest lounge", "Tsunashima")
    assert talk.step.replies[0].entry == "lounge-nearest"
    assert shelf.asked[-1].spot is not None


def test_where_are_you_is_asked_again_for_a_place_nobody_knows() -> None:
    talk = Talk().say("nearest lounge", "Atlantis")
    assert talk.text == "(unknown_where)"
    assert talk.state.asked is Asked.WHERE


def test_where_are_you_gives_way_to_another_question() -> None:
    assert Talk().say("nearest lounge", "garbage").text == "[en] Garbage"


def test_a_bare_place_name_asks_for_what_is_near() -> None:
    assert Talk().say("Kohoku").step.replies[0].entry == "lounge-nearest"


def test_a_location_asks_for_what_is_near() -> None:
    assert Talk().say(Location(35.5, 139.6)).step.replies[0].entry == "lounge-nearest"


def test_an_answer_may_be_rated_by_tap_and_by_thumb() -> None:
    tapped = Talk().say("garbage", Tap("rate:up:life-garbage"))
    assert tapped.step.events == (Rated("life-garbage", good=True),)
    thumbed = Talk().say("garbage", "👎")
    assert thumbed.step.events == (Rated("life-garbage", good=False),)
    assert thumbed.choices == ["Talk to a person"]


def test_a_rating_of_something_unknown_is_not_counted() -> None:
    assert Talk().say(Tap("rate:up:" + "x" * 50)).step.events == ()


def test_praise_for_nothing_is_thanked_for_and_not_counted() -> None:
    talk = Talk().say("👍")
    assert (talk.text, talk.step.events) == ("(thanks_helpful)", ())


# Deleting


def test_deleting_is_asked_first_and_done_after_yes() -> None:
    talk = Talk().say("garbage", "erase everything")
    assert talk.choices == ["Delete it", "Keep it"]
    assert talk.say("yes").step.events == (Erased(),)
    assert talk.state.topic is None


def test_deleting_is_left_after_no() -> None:
    talk = Talk().say("erase everything", "no")
    assert (talk.text, talk.step.events) == ("(not_erased)", ())


def test_deleting_is_asked_again_after_anything_unclear() -> None:
    talk = Talk().say("erase everything", "xyzzy")
    assert talk.choices == ["Delete it", "Keep it"]


def test_deleting_is_forgotten_after_another_question() -> None:
    assert Talk().say("erase everything", "garbage", "yes").step.events == ()


def test_deleting_keeps_the_epoch_of_the_talk() -> None:
    state = Conversation("test", "talk", epoch=7)
    assert Talk(state=state).say("erase everything", "yes").state.epoch == 7


# Language


def test_a_language_is_changed_by_its_bare_name_and_the_answer_repeated() -> None:
    talk = Talk().say("garbage", "українською")
    assert talk.text == "(now Українська)\n[uk] Garbage"
    assert talk.state.chosen


def test_a_language_is_changed_by_a_tap() -> None:
    assert Talk().say(Tap("lang:uk")).language == "uk"


def test_a_language_is_changed_by_a_sentence() -> None:
    assert Talk().say("speak Ukrainian to me").language == "uk"


def test_a_wish_for_an_unnamed_language_shows_the_choice() -> None:
    assert "Українська" in Talk().say("other languages").choices


def test_an_offer_is_made_again_in_the_new_language() -> None:
    talk = Talk().say("papers", "ukrainian")
    assert talk.choices == ["School", "Garbage", "All lounges", "None of these"]
    assert talk.language == "uk"


def test_small_talk_is_not_repeated_in_the_new_language() -> None:
    assert Talk().say("hello", "ukrainian").text == "(now Українська)"


def test_an_old_answer_is_not_repeated_in_the_new_language() -> None:
    assert Talk().say("garbage").wait(31).say("ukrainian").text == "(now Українська)"


def test_one_message_in_another_language_does_not_change_it() -> None:
    assert Talk().say("where is the tsurumi lounge", "куди подіти сміття").language == "en"


def test_two_messages_in_another_language_change_it_and_say_so() -> None:
    talk = Talk().say("where is the tsurumi lounge", "куди подіти сміття", "де лаунж Цурумі")
    assert talk.text.startswith("(followed Українська)")
    assert talk.language == "uk"


def test_two_messages_with_one_between_do_not_change_it() -> None:
    talk = Talk().say("where is the tsurumi lounge", "куди подіти сміття", "a person please", "де лаунж Цурумі")
    assert talk.language == "en"


def test_easy_japanese_is_given_on_request() -> None:
    assert Talk().say("say it easily").state.language == "ja-easy"


def test_an_emergency_card_is_not_preceded_by_words_about_the_language() -> None:
    talk = Talk().say("where is the tsurumi lounge", "куди подіти сміття", "пожежа у будинку")
    assert "followed" not in talk.text


# Emergencies


@pytest.mark.parametrize("before", [(), ("papers",), ("erase everything",), ("nearest lounge",), ("xyzzy", "plugh")])
def test_an_emergency_comes_first_in_every_state(before: tuple[str, ...]) -> None:
    talk = Talk().say(*before, "fire")
    assert talk.step.replies[0].kind is Kind.EMERGENCY
    assert talk.step.events == (Answered("safety-ambulance", "en", alarm=True),)


def test_an_emergency_is_answered_in_the_language_it_is_written_in() -> None:
    assert Talk().say("where is the tsurumi lounge", "у нас пожежа").language == "uk"


def test_an_emergency_found_by_the_finder_is_a_card_too() -> None:
    talk = Talk().say("an accident, I think")
    assert talk.step.replies[0].kind is Kind.EMERGENCY
    assert talk.step.events == (Answered("safety-ambulance", "en", alarm=False),)


def test_the_card_has_numbers_first_and_sources_last() -> None:
    parts = Talk().say("fire").step.replies[0].parts
    assert isinstance(parts[1], Phone)
    assert isinstance(parts[-1], Source)


def test_the_card_ends_with_the_offer_of_a_person() -> None:
    assert Talk().say("fire").choices == ["Yes", "No"]
    assert Talk().say("fire", "yes").step.replies[0].entry == "talk-human"
    assert Talk().say("fire", "no").text == "(always_here)"


@pytest.mark.parametrize("nought", ["0", "０", " 0 "])  # noqa: RUF001
def test_nought_clears_the_screen(nought: str) -> None:
    talk = Talk().say("he beats me")
    assert "(clear_screen)" in talk.text
    talk.say(nought)
    assert (talk.text, talk.step.replies[0].entry) == ("(cleared)", "cleared")
    assert talk.state.topic is None


def test_yes_after_an_emergency_deletes_nothing() -> None:
    assert Erased() not in Talk().say("erase everything", "fire", "yes").step.events


def test_an_emergency_is_heard_in_a_text_that_is_too_long() -> None:
    assert Talk().say("fire! " + "help " * LIMIT).step.replies[0].kind is Kind.EMERGENCY


def test_an_emergency_without_its_entry_still_gives_a_number() -> None:
    talk = Talk()
    card = talk.say("fire").step.replies[0]
    assert any(isinstance(part, Phone) for part in card.parts)
    assert Talk().say(Tap("entry:safety-nonsense")).text == "(expired_choice)"


# What is no question


@pytest.mark.parametrize("text", ["", "  ", "🙂", "?!", "\u202e", "…"])
def test_a_message_without_words_is_asked_to_be_words(text: str) -> None:
    assert Talk().say(text).text == "(unreadable)"


def test_a_picture_is_asked_to_be_words() -> None:
    assert Talk().say(Attachment("picture")).text == "(no_attachments)"


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


# While a counselor has the talk


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


# Whatever anybody sends

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
def test_while_a_case_owns_the_talk_only_emergency_cards_are_shown(
    state: Conversation, content: Text | Tap
) -> None:
    step = answer(replace(state, owner=Owner.CASE, epoch=3), message(content), desk(), NOON)
    assert all(reply.kind is Kind.EMERGENCY for reply in step.replies)
    assert (step.conversation.owner, step.conversation.epoch) == (Owner.CASE, 3)


def test_the_aspect_asked_for_is_the_one_answered() -> None:
    shelf = Shelf()
    Talk(desk(shelf)).say("tsurumi", "and the phone?")
    assert (shelf.asked[-1].aspect, shelf.asked[-1].place) == (Aspect.PHONE, "tsurumi")


def test_the_helpline_is_given_when_even_the_persons_desk_is_missing() -> None:
    class Bare(Shelf):
        def answer(self, *_: object) -> None:
            return None

    talk = Talk(desk(Bare())).say("xyzzy", "plugh")
    assert HELPLINE in talk.text

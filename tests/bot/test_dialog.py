"""One question and the state of a talk in, one decision out."""

from __future__ import annotations

import pytest

from bot.conversation import Asked, Conversation
from bot.entry import Aspect
from bot.message import Location, Tap
from bot.step import Answered, Erased, Missed, PersonWanted, Rated
from tests.bot.counter import HELPLINE, Shelf, Talk, desk


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

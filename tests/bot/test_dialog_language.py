"""The counter speaks the language of the person, and changes it when asked or when it is plain."""

from __future__ import annotations

from bot.message import Tap
from tests.bot.counter import Talk


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

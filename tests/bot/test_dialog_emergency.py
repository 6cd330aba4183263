"""Emergencies come first in every state of a talk."""

from __future__ import annotations

import pytest

from bot.dialog import LIMIT
from bot.message import Tap
from bot.reply import Kind, Phone, Source
from bot.step import Answered, Erased
from tests.bot.counter import Talk


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
    assert isinstance(parts[0], Phone)
    assert isinstance(parts[-1], Source)


def test_the_card_ends_with_the_offer_of_a_person() -> None:
    assert Talk().say("fire").choices == ["Yes", "No"]
    assert Talk().say("fire", "yes").step.replies[0].entry == "talk-human"
    assert Talk().say("fire", "no").text == "(always_here)"


@pytest.mark.parametrize("nought", ["0", "０", " 0 "])
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

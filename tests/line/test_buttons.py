"""The choices below an answer: all of them, thirteen at a time, and long ones numbered in the text."""

from __future__ import annotations

import pytest

from adapters.line.quick import items
from adapters.line.render import objects
from bot.reply import Choice, Kind
from tests.line.cards import labels
from tests.line.people import PHRASES, choices, reply


@pytest.mark.parametrize("count", [1, 12, 13])
def test_up_to_thirteen_choices_are_all_shown(count: int) -> None:
    assert [each["action"]["data"] for each in items(choices(count), PHRASES, "en")] == [
        f"v1:entry:number-{number}" for number in range(1, count + 1)
    ]


def test_of_more_choices_the_last_button_turns_the_page() -> None:
    shown = items(choices(15), PHRASES, "en")
    assert len(shown) == 13
    assert shown[-1]["action"]["data"] == "v1:page:12"
    assert shown[-1]["action"]["label"] == PHRASES.say("more_choices", "en")


def test_the_location_button_takes_a_place_of_the_thirteen() -> None:
    shown = items(choices(13), PHRASES, "en", asks_location=True)
    assert [each["action"]["type"] for each in shown] == ["location", *["postback"] * 12]
    assert shown[-1]["action"]["data"] == "v1:page:11"


def test_what_is_too_long_for_a_button_stands_numbered_in_the_text() -> None:
    long = choices(2, "Де найближчий лаунж до станції {}?")
    found = objects([reply("Ось:", language="uk", choices=long, kind=Kind.OFFER)], PHRASES)
    assert found[0]["text"] == "Ось:\n\n1. Де найближчий лаунж до станції 1?\n2. Де найближчий лаунж до станції 2?"
    actions = [item["action"] for item in found[0]["quickReply"]["items"]]
    assert actions[1] == {
        "type": "postback",
        "label": "2. Де найближчий ла…",
        "data": "v1:entry:number-2",
        "displayText": "Де найближчий лаунж до станції 2?",
    }


def test_thumbs_carry_no_number() -> None:
    rate = (Choice("rate:up:x", "This helped"), Choice("entry:x", "A title that is much too long"))
    found = objects([reply("a", choices=rate, kind=Kind.OFFER)], PHRASES)
    assert found[0]["text"] == "a\n\n1. A title that is much too long"
    assert labels(found)[0] == "This helped"


def test_choices_without_words_get_some() -> None:
    found = objects([reply(choices=choices(2))], PHRASES)
    assert found[0]["text"] == PHRASES.say("which_one", "en")


def test_in_a_group_nobody_is_asked_where_they_are() -> None:
    found = objects([reply("a", asks_location=True)], PHRASES, public=True)
    assert found == [{"type": "text", "text": "a"}]

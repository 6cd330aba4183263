"""A turn as message objects: few, legible, complete, and never more than LINE takes."""

from __future__ import annotations

import json

import pytest

from adapters.line.render import objects
from bot.reply import Link, Paragraph, Phone, Source
from tests.line.cards import HELP, LOUNGE, kinds, labels
from tests.line.people import PHRASES, choices, reply
from tests.line.rules import problems


def test_texts_stand_in_one_bubble_with_addresses_written_out() -> None:
    parts = ("One.", Link("https://a.example/", "Page"), Source("Source: a.example", "https://a.example/x"))
    found = objects([reply(*parts)], PHRASES)
    text = "One.\n\nPage: https://a.example/\n\nSource: a.example\nhttps://a.example/x"
    assert found == [{"type": "text", "text": text}]


def test_a_turn_with_everything_is_one_call_with_the_choices_below_its_last_object() -> None:
    source = Source("Source: City of Yokohama")
    found = objects([reply("Here:", LOUNGE, source, choices=choices(3), asks_location=True)], PHRASES)
    assert kinds(found) == ["text", "flex", "location", "text"]
    assert labels(found) == ["Send my location", "Choice 1", "Choice 2", "Choice 3"]
    assert all("quickReply" not in each for each in found[:-1])
    assert problems(found) == []


def test_an_emergency_comes_first_in_words_then_to_tap() -> None:
    text, card = objects([reply("Something else."), HELP], PHRASES)[:2]
    assert text["text"].startswith("Пожежа і швидка: 119")
    assert "救急車" in text["text"]
    assert "Something else" not in text["text"]
    rows = card["contents"]["body"]["contents"]
    assert [row["action"]["uri"] for row in rows if row["type"] == "button"] == ["tel:119", "tel:%237119"]
    assert {"119", "#7119"} <= set(card["altText"].replace(";", " ").replace(":", " ").split())
    assert "救急車をお願いします。" in [row.get("text") for row in rows]


def test_an_emergency_asks_below_its_card() -> None:
    found = objects([HELP], PHRASES)
    assert kinds(found) == ["text", "flex"]
    assert labels(found) == ["Так", "Ні"]
    assert problems(found) == []


def test_what_would_be_more_than_five_objects_is_put_together() -> None:
    mixed = [part for number in range(6) for part in (Paragraph(str(number)), Phone("110", "Police"), LOUNGE)]
    found = objects([reply(*mixed)], PHRASES)
    assert kinds(found) == ["text", "flex"]
    assert all(f"{number}\n\nPolice: 110" in found[0]["text"] for number in range(6))


def test_a_text_longer_than_five_objects_is_whole() -> None:
    text = "слово " * 4900
    found = objects([reply(text, choices=choices(2))], PHRASES)
    assert "".join(each["text"] for each in found) == text
    assert len(found) == 6
    assert [index for index, each in enumerate(found) if "quickReply" in each] == [5]


@pytest.mark.parametrize(
    "number", ["javascript:alert(1)", "none", "", "\u0660\u0661", "119;phone-context=evil.example"]
)
def test_only_what_can_be_dialled_becomes_a_link(number: str) -> None:
    found = objects([reply(Phone(number, "x"), Link("javascript:alert(1)", "y"))], PHRASES)
    assert '"uri":"javascript' not in json.dumps(found).replace(" ", "")
    assert problems(found) == []

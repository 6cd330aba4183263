"""A turn as message objects: few, legible, complete, and never more than LINE takes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from adapters.line.quick import items
from adapters.line.render import Sender, objects
from bot.reply import Choice, Kind, Link, Paragraph, Phone, PlaceCard, Reply, ShowJapanese, Source
from tests.line.people import PHRASES, TAGS, choices, reply
from tests.line.rules import problems

LOUNGE = PlaceCard(
    place="naka",
    name="Naka International Lounge",
    name_ja="なか国際交流ラウンジ",
    address_ja="横浜市中区日本大通35 中区役所別館1階",
    tel="045-210-0667",
    fax="045-224-8343",
    open_now=True,
    hours="Open now, until 17:00",
    url="https://nakalounge.jp/ラウンジ",
    distance_m=812,
    latitude=35.44477,
    longitude=139.64234,
)
HELP = Reply(
    Kind.EMERGENCY,
    "uk",
    (
        Phone("119", "Пожежа і швидка"),
        Paragraph("Залишайтеся на лінії."),
        ShowJapanese("救急車をお願いします。", "Kyūkyūsha o onegai shimasu."),
        Phone("#7119", "Порада"),
    ),
    (Choice("person", "Так"), Choice("no", "Ні")),
)


def _labels(found: list[dict[str, Any]]) -> list[str]:
    return [item["action"]["label"] for item in found[-1]["quickReply"]["items"]]


def _kinds(found: list[dict[str, Any]]) -> list[str]:
    return [each["type"] for each in found]


def test_texts_stand_in_one_bubble_with_addresses_written_out() -> None:
    parts = ("One.", Link("https://a.example/", "Page"), Source("Source: a.example", "https://a.example/x"))
    found = objects([reply(*parts)], PHRASES)
    text = "One.\n\nPage: https://a.example/\n\nSource: a.example\nhttps://a.example/x"
    assert found == [{"type": "text", "text": text}]


def test_a_turn_with_everything_is_one_call_with_the_choices_below_its_last_object() -> None:
    source = Source("Source: City of Yokohama")
    found = objects([reply("Here:", LOUNGE, source, choices=choices(3), asks_location=True)], PHRASES)
    assert _kinds(found) == ["text", "flex", "location", "text"]
    assert _labels(found) == ["Send my location", "Choice 1", "Choice 2", "Choice 3"]
    assert all("quickReply" not in each for each in found[:-1])
    assert problems(found) == []


def test_a_place_can_be_called_found_and_read() -> None:
    card, spot = objects([reply(LOUNGE)], PHRASES)
    uris = [button["action"]["uri"] for button in card["contents"]["footer"]["contents"]]
    assert uris[0] == "tel:0452100667"
    assert uris[1].startswith("https://www.openstreetmap.org/?mlat=35.44477&mlon=139.64234")
    assert uris[2] == "https://nakalounge.jp/%E3%83%A9%E3%82%A6%E3%83%B3%E3%82%B8"
    assert spot == {
        "type": "location",
        "title": LOUNGE.name,
        "address": LOUNGE.address_ja,
        "latitude": 35.44477,
        "longitude": 139.64234,
    }
    texts = [row["text"] for row in card["contents"]["body"]["contents"]]
    for said in (LOUNGE.name, LOUNGE.name_ja, LOUNGE.hours, LOUNGE.address_ja, "about 800 m"):
        assert said in texts
    assert all(row["wrap"] for row in card["contents"]["body"]["contents"])
    for said in (LOUNGE.name, LOUNGE.tel, LOUNGE.hours):
        assert said in card["altText"]


def test_many_places_are_swiped_through_twelve_at_a_time() -> None:
    found = objects([reply(*(LOUNGE,) * 30)], PHRASES)
    assert [len(each["contents"]["contents"]) for each in found] == [12, 12, 6]
    assert problems(found) == []


def test_heavy_places_make_more_carousels_and_lose_nothing() -> None:
    heavy = PlaceCard("x", "名" * 290, "称" * 290, "住" * 290, "045", "045", None, "時" * 290, notes=("記" * 290,) * 6)
    found = objects([reply(*(heavy,) * 9)], PHRASES)
    bubbles = [each["contents"].get("contents", [each["contents"]]) for each in found]
    assert sum(map(len, bubbles)) == 9
    assert problems(found[:5]) == []


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
    assert _kinds(found) == ["text", "flex"]
    assert _labels(found) == ["Так", "Ні"]
    assert problems(found) == []


def test_what_would_be_more_than_five_objects_is_put_together() -> None:
    mixed = [part for number in range(6) for part in (Paragraph(str(number)), Phone("110", "Police"), LOUNGE)]
    found = objects([reply(*mixed)], PHRASES)
    assert _kinds(found) == ["text", "flex"]
    assert all(f"{number}\n\nPolice: 110" in found[0]["text"] for number in range(6))


def test_a_text_longer_than_five_objects_is_whole() -> None:
    text = "слово " * 4900
    found = objects([reply(text, choices=choices(2))], PHRASES)
    assert "".join(each["text"] for each in found) == text
    assert len(found) == 6
    assert [index for index, each in enumerate(found) if "quickReply" in each] == [5]


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
    assert _labels(found)[0] == "This helped"


def test_choices_without_words_get_some() -> None:
    found = objects([reply(choices=choices(2))], PHRASES)
    assert found[0]["text"] == PHRASES.say("which_one", "en")


def test_in_a_group_nobody_is_asked_where_they_are() -> None:
    found = objects([reply("a", asks_location=True)], PHRASES, public=True)
    assert found == [{"type": "text", "text": "a"}]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Yuki (YOKE)", "Yuki (YOKE)"),
        ("LINE Yuki", "Yuki"),
        ("Olena Kovalenko-Hryhorenko", "Olena Kovalenko-Hry…"),
        ("line", None),
    ],
)
def test_a_person_who_answers_is_named_as_line_allows(name: str, shown: str | None) -> None:
    found = objects([reply("a", LOUNGE)], PHRASES, sender=Sender(name, "https://c.example/a.png"))
    expected = {"iconUrl": "https://c.example/a.png"} | ({"name": shown} if shown else {})
    assert [each["sender"] for each in found] == [expected] * 3
    assert problems(found) == []


@pytest.mark.parametrize(
    "number", ["javascript:alert(1)", "none", "", "\u0660\u0661", "119;phone-context=evil.example"]
)
def test_only_what_can_be_dialled_becomes_a_link(number: str) -> None:
    found = objects([reply(Phone(number, "x"), Link("javascript:alert(1)", "y"))], PHRASES)
    assert '"uri":"javascript' not in json.dumps(found).replace(" ", "")
    assert problems(found) == []


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120) | st.sampled_from(
    ("字" * 700, "👨‍👩‍👧‍👦" * 90, "слово " * 120, "https://a.example/" + "x" * 1200)
)
CARDS = st.builds(
    PlaceCard,
    place=st.just("x"),
    name=WORDS,
    name_ja=WORDS,
    address_ja=WORDS,
    tel=WORDS,
    fax=WORDS,
    open_now=st.none() | st.booleans(),
    hours=WORDS,
    url=WORDS,
    access=WORDS,
    distance_m=st.none() | st.integers(0, 50_000),
    notes=st.lists(WORDS, max_size=9).map(tuple),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
)
PARTS = (
    st.builds(Paragraph, WORDS)
    | st.builds(Phone, WORDS, WORDS, WORDS)
    | st.builds(Link, WORDS, WORDS)
    | st.builds(ShowJapanese, WORDS, WORDS, WORDS)
    | st.builds(Source, WORDS, WORDS)
    | CARDS
)
REPLIES = st.builds(
    Reply,
    st.sampled_from(list(Kind)),
    st.sampled_from(TAGS),
    st.lists(PARTS, max_size=12).map(tuple),
    st.lists(st.builds(Choice, st.just("entry:x"), WORDS), max_size=20).map(tuple),
    asks_location=st.booleans(),
)


@settings(max_examples=30)
@given(st.lists(REPLIES, max_size=2))
def test_whatever_is_said_line_takes_it(replies: list[Reply]) -> None:
    found = objects(replies, PHRASES)
    for start in range(0, len(found), 5):
        part = found[start : start + 5]
        assert problems(part) == []
        assert start + 5 >= len(found) or all("quickReply" not in each for each in part)

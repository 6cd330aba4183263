"""A reply as plain text."""

from __future__ import annotations

import pytest

from bot.plain import plain, rough_distance
from bot.reply import Kind, Link, Paragraph, Part, Phone, PlaceCard, Reply, ShowJapanese, Source
from tests.bot.counter import phrasebook

PHRASES = phrasebook()


def written(*parts: Part) -> str:
    return plain(Reply(Kind.ANSWER, "en", parts), PHRASES)


def test_parts_are_set_apart_by_an_empty_line() -> None:
    assert written(Paragraph("One."), Paragraph("Two."), Source("A source")) == "One.\n\nTwo.\n\nA source"


def test_a_part_without_words_leaves_no_gap() -> None:
    assert written(Paragraph("One."), Paragraph(""), Paragraph("Two.")) == "One.\n\nTwo."


def test_a_telephone_has_its_label_and_note_only_where_there_are_any() -> None:
    assert written(Phone("119", "Fire", "day and night")) == "Fire: 119\nday and night"
    assert written(Phone("119", "")) == "119"


def test_a_link_and_a_sentence_to_show_have_their_label_only_where_there_is_one() -> None:
    assert written(Link("https://example.org/", "Page")) == "Page: https://example.org/"
    assert written(Link("https://example.org/", "")) == "https://example.org/"
    assert written(ShowJapanese("助けて", "Tasukete", "Say:")) == "Say:\n助けて\n(Tasukete)"
    assert written(ShowJapanese("助けて")) == "助けて"


def test_a_counselors_words_stand_below_their_name() -> None:
    said = Reply(Kind.PERSON, "en", (Paragraph("Good morning."), Paragraph("I am here.")), sender="Sato")
    assert plain(said, PHRASES) == "Sato:\nGood morning.\n\nI am here."
    assert plain(Reply(Kind.PERSON, "en", (Paragraph("Hi."),)), PHRASES) == "(person_label):\nHi."
    assert plain(Reply(Kind.PERSON, "en", (Paragraph(""),), sender="Sato"), PHRASES) == ""


def test_a_card_says_only_what_is_known() -> None:
    card = PlaceCard("naka", "Naka lounge", "なかラウンジ", "中区1", "", "", None, "", notes=("Old.",))
    assert written(card) == "Naka lounge (なかラウンジ)\n(address): 中区1\nOld."


def test_a_card_with_one_name_does_not_say_it_twice() -> None:
    card = PlaceCard("naka", "なかラウンジ（なからうんじ）", "なかラウンジ", "", "", "", None, "")
    assert written(card) == "なかラウンジ（なからうんじ）"


def test_a_full_card_is_read_from_name_to_page() -> None:
    card = PlaceCard(
        place="naka",
        name="Naka lounge",
        name_ja="なか",
        address_ja="中区1",
        tel="045-1",
        fax="045-2",
        open_now=True,
        hours="Open",
        url="https://x.jp/",
        access="On foot",
        distance_m=1234,
    )
    assert written(card).splitlines() == [
        "Naka lounge (なか)", "(about 1.2 km)", "(address): 中区1", "(phone): 045-1", "(fax): 045-2", "Open", "On foot",
        "(website): https://x.jp/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("metres", "said"),
    [(0, "50 m"), (74, "50 m"), (76, "100 m"), (949, "950 m"), (950, "1.0 km"), (1049, "1.0 km"), (9960, "10.0 km")],
)
def test_a_distance_is_said_as_roughly_as_it_is_known(metres: int, said: str) -> None:
    assert rough_distance(metres, PHRASES, "en") == said

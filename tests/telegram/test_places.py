"""Places as messages: one with its map, several with links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.telegram.cards import CARD, YES_NO, answer, turn

if TYPE_CHECKING:
    from bot.phrases import Phrasebook


def test_a_place_comes_with_its_map_before_the_words(phrases: Phrasebook) -> None:
    (first, venue), (second, text) = turn(phrases, answer(CARD, choices=YES_NO))
    assert (first, second) == ("venue", "text")
    assert venue == {
        "latitude": 35.50889,
        "longitude": 139.677873,
        "title": "Tsurumi Lounge",
        "address": "横浜市鶴見区鶴見中央1-31-2",
    }
    assert text["text"].splitlines()[:4] == [
        "<b>Tsurumi Lounge</b> (鶴見国際交流ラウンジ)", "about 750 m", "Address: 横浜市鶴見区鶴見中央1-31-2",
        "Phone: 045-511-5311",
    ]  # fmt: skip
    assert "Also Tsurumi &amp; Kanagawa" in text["text"]
    assert "reply_markup" in text


def test_several_places_have_links_and_no_map(phrases: Phrasebook) -> None:
    [(route, body)] = turn(phrases, answer(CARD, replace(CARD, place="naka")))
    assert route == "text"
    assert body["text"].count("openstreetmap.org/search?query=%E6%A8%AA") == 2


def test_a_place_without_a_position_has_no_map(phrases: Phrasebook) -> None:
    assert [route for route, _ in turn(phrases, answer(replace(CARD, latitude=None)))] == ["text"]

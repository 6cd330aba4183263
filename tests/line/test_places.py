"""Places as cards: to call, to find, to read, and to swipe through when there are many."""

from __future__ import annotations

from adapters.line.render import objects
from bot.reply import PlaceCard
from tests.line.cards import LOUNGE
from tests.line.people import PHRASES, reply
from tests.line.rules import problems


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

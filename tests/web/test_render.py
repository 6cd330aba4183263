"""A reply as data: addresses that dial or open, and nothing else that could act."""

from __future__ import annotations

import pytest

from adapters.web.render import render, tel, web
from bot.reply import Choice, Kind, Link, Paragraph, PlaceCard, Reply, ShowJapanese, Source


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("119", "tel:119"),
        ("#7119", "tel:%237119"),
        ("045-222-1209", "tel:0452221209"),
        ("+81 45 222 1209", "tel:+81452221209"),
        ("javascript:alert(1)", "tel:1"),
        ("\u0660\u0661", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_only_what_can_be_dialled_is_dialled(number: str, link: str) -> None:
    assert tel(number) == link


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://nakalounge.jp/about?a=1#b", "https://nakalounge.jp/about?a=1#b"),
        ("http://yoke.or.jp/", "http://yoke.or.jp/"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt://x/%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("//evil.example", ""),
        ("https:", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_only_the_web_is_linked(url: str, link: str) -> None:
    assert web(url) == link


def test_every_part_has_its_type() -> None:
    card = PlaceCard("naka", "Naka", "なか", "横浜市 中区&<", "045-1", "", None, "")
    parts = (Paragraph("a"), Link("https://a.example", "a"), ShowJapanese("あ"), card, Source("s"))
    given = render(Reply(Kind.OFFER, "en", parts, (Choice("yes", "Yes"),), "e", asks_location=True))
    shown = given["parts"]
    assert isinstance(shown, list)
    assert [part["type"] for part in shown] == ["paragraph", "link", "show", "place", "source"]
    assert shown[3]["map"].startswith("https://www.openstreetmap.org/search?query=%E6%A8%AA")
    assert "&" not in shown[3]["map"]
    assert (given["kind"], given["entry"], given["asks_location"]) == ("offer", "e", True)
    assert given["choices"] == [{"data": "yes", "label": "Yes"}]
    assert given["sender"] == ""


def test_a_counselors_words_say_whose_they_are() -> None:
    given = render(Reply(Kind.PERSON, "uk", (Paragraph("Добрий день"),), sender="<b>Sato"))
    assert (given["kind"], given["sender"]) == ("person", "<b>Sato"), "the page makes text of it"

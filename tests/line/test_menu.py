"""The rich menus: drawn from today's words, within the limits, and named after what they hold."""

from __future__ import annotations

from io import BytesIO

import pytest
from linebot.v3.messaging import RichMenuRequest
from PIL import Image

from adapters.line.menu.areas import AREAS, HEIGHT, WIDTH, Numbers, alias_of, image_of, menu
from adapters.line.menu.make import DRAWN_FROM, digest, page
from tests.line.menus import ALIAS, NUMBERS
from tests.line.people import PHRASES, TAGS
from tests.line.rules import units


@pytest.mark.parametrize("tag", TAGS)
def test_a_picture_shows_the_words_of_today(tag: str) -> None:
    png = image_of(tag)
    with Image.open(BytesIO(png)) as image:
        assert image.size == (WIDTH, HEIGHT)
        assert image.format == "PNG"
        drawn_from = image.info[DRAWN_FROM]
    assert len(png) < 1_000_000
    assert drawn_from == digest(page(tag, PHRASES, NUMBERS)), "draw it anew: python -m adapters.line.menu.make"


@pytest.mark.parametrize("tag", TAGS)
def test_a_menu_is_within_the_limits_and_says_what_it_does(tag: str) -> None:
    request = menu(tag, PHRASES, NUMBERS, b"").request
    assert RichMenuRequest.from_dict(request).to_dict() == request
    assert 0 < units(request["chatBarText"]) <= 14
    assert ALIAS.fullmatch(alias_of(tag))
    for area, given in zip(AREAS, request["areas"], strict=True):
        assert given["action"]["data"] == f"v1:{area.data}"
        assert 0 < units(given["action"]["label"]) <= 20
        assert given["action"]["displayText"]


def test_the_areas_cover_the_picture_without_overlap() -> None:
    boxes = [area["bounds"] for area in menu("en", PHRASES, NUMBERS, b"").request["areas"]]
    assert sum(box["width"] * box["height"] for box in boxes) == WIDTH * HEIGHT
    assert max(box["x"] + box["width"] for box in boxes) == WIDTH
    assert max(box["y"] + box["height"] for box in boxes) == HEIGHT


def test_a_menu_has_another_name_when_its_picture_or_a_word_changes() -> None:
    names = {
        menu("en", PHRASES, NUMBERS, b"a").name,
        menu("en", PHRASES, NUMBERS, b"b").name,
        menu("en", PHRASES, Numbers("112", "110"), b"a").name,
        menu("uk", PHRASES, NUMBERS, b"a").name,
    }
    assert len(names) == 4
    assert menu("en", PHRASES, NUMBERS, b"a").name in names

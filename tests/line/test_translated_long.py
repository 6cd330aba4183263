"""Translations longer than a bubble, or beside much else, on LINE."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from adapters.line.letter import Letter
from adapters.line.render import objects
from bot import original
from bot.reply import File, Kind, Paragraph, PlaceCard, Reply, Translated
from tests.line.cards import LOUNGE, kinds
from tests.line.people import PHRASES, choices, talk
from tests.line.rules import problems
from tests.line.spoken import SAID, taken, words

if TYPE_CHECKING:
    from tests.line.conftest import House

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("length", [4900, 5000, 12_000])
@pytest.mark.parametrize("letters", ["слово ", "語", "ข้อความ", "👩‍👩‍👧 "])
def test_long_translations_are_whole_and_the_label_and_the_button_come_last(letters: str, length: int) -> None:
    text = (letters * length)[: length - 1].rstrip("\u200d ") + "."
    found = objects([words(Translated(text, "原文" * 4000, "ja"))], PHRASES)
    said = "".join(each["text"] for each in found if each["type"] == "text")
    assert said == f"{text}\n\n{original.notice(PHRASES, 'uk')}"
    assert kinds(found)[-1] == "flex"
    for start in range(0, len(found), 5):
        part = found[start : start + 5]
        assert (problems(part), taken(part)) == ([], [])


async def test_more_than_five_bubbles_go_in_several_pushes_with_everything_in_them(house: House) -> None:
    parts = [part for n in range(4) for part in (Translated(f"t{n}", f"o{n}", "ja"), LOUNGE)]
    sent = house.line.pack_spoken(talk("uk"), (words(*parts),), "")
    found = [each for parcel in sent for each in json.loads(Letter.read(parcel.body).messages)]
    told = json.dumps(found, ensure_ascii=False)
    assert all(f"t{n}" in told for n in range(4))
    names = [original.data(part) for part in parts if isinstance(part, Translated)]
    assert [name in told for name in names] == [True] * 4
    assert all(len(json.loads(Letter.read(parcel.body).messages)) <= 5 for parcel in sent)


def test_it_stands_with_files_places_and_choices() -> None:
    file = File("f" * 22, "application/pdf", "form.pdf", 1000)
    found = objects(
        [words(SAID, LOUNGE, file, choices=choices(2))], PHRASES, address=lambda *_, **__: "https://a.example/f.pdf"
    )
    assert "quickReply" in found[-1]
    assert (problems(found), taken(found)) == ([], [])
    assert isinstance(LOUNGE, PlaceCard)


def test_an_original_longer_than_a_bubble_comes_in_several() -> None:
    whole = "窓口へ来てください。" * 900
    found = objects([Reply(Kind.NOTICE, "uk", (Paragraph("Оригінал"), Paragraph(whole)))], PHRASES)
    assert "".join(each["text"] for each in found) == f"Оригінал\n\n{whole}"
    assert len(found) == 2
    assert (problems(found), taken(found)) == ([], [])

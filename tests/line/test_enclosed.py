"""What counselors send, on LINE: addresses within its limits, named, and what cannot come so as a button."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.line.channel import Line
from adapters.line.letter import Letter
from adapters.line.render import objects
from adapters.passes import LASTS, Passes
from bot.reply import File, Kind, Paragraph
from tests.line.people import NOW, PHRASES, TAGS, Clock, reply, settings, talk
from tests.line.rules import problems
from tests.line.test_spoken import taken
from tests.web.scenes import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.message import Message

HOME = "https://counter.example"
PASSES = Passes(HOME, b"key" * 11)
ID = "A" * 22
PICTURE = File(ID, "image/jpeg", "map.jpg", 4_000_000)
SOUND = File(ID, "audio/mp4", "hello.m4a", 90_000, 12_345)
FORM = File(ID, "application/pdf", "form.pdf", 2_345_678)


async def _nobody(messages: Sequence[Message]) -> Sequence[Message]:
    return messages


def sent(*parts: Any, passes: Passes | None = PASSES, tag: str = "en") -> list[dict[str, Any]]:
    line = Line(settings("http://127.0.0.1:9"), PHRASES, _nobody, clock=Clock(), passes=passes)
    said = reply(*parts, kind=Kind.PERSON, sender="Sato", language=tag)
    parcels = line.pack_spoken(talk(), (said,), "Sato")
    found: list[dict[str, Any]] = []
    for parcel in parcels:
        given = json.loads(Letter.read(parcel.body).messages)
        assert len(given) <= 5
        assert (taken(given), problems(given)) == ([], [])
        found += given
    assert {each["sender"]["name"] for each in found} == {"Sato"}
    return found


def test_a_picture_comes_with_its_preview_and_says_how_long_it_can_be_opened() -> None:
    words, image, note = sent(Paragraph("The way"), PICTURE)
    assert words["text"] == "The way"
    assert image["type"] == "image"
    for name, small in (("originalContentUrl", False), ("previewImageUrl", True)):
        address = image[name]
        assert address.startswith(f"{HOME}/files/{ID}/")
        found = PASSES.read(address.removeprefix(f"{HOME}/files/"))
        assert found is not None
        assert (found.file, found.small, found.ends) == (ID, small, int(NOW + LASTS.total_seconds()))
    assert note["text"] == "You can open this for 7 days. Please save it if you need it longer."


def test_a_sound_comes_as_one_only_when_its_length_is_known() -> None:
    [audio, _] = sent(SOUND)
    assert (audio["type"], audio["duration"]) == ("audio", 12_345)
    [button, _] = sent(File(ID, "audio/mp4", "hello.m4a", 90_000))
    assert button["type"] == "flex"
    [button, _] = sent(File(ID, "audio/mpeg", "hello.mp3", 90_000, 9))
    assert button["type"] == "flex"


def test_a_document_is_a_button_with_its_name_and_weight() -> None:
    [card, _] = sent(FORM)
    body = json.dumps(card, ensure_ascii=False)
    assert "form.pdf" in body
    assert "2.3 MB" in body
    assert "Document from the counselor" in card["altText"]
    action = card["contents"]["footer"]["contents"][0]["action"]
    assert action["type"] == "uri"
    assert action["uri"].startswith(f"{HOME}/files/")
    assert action["uri"].endswith(".pdf?openExternalBrowser=1")


@pytest.mark.parametrize("tag", TAGS)
def test_five_files_in_every_language_are_within_the_limits_and_in_their_order(tag: str) -> None:
    found = sent(Paragraph("a"), PICTURE, FORM, FORM, SOUND, PICTURE, tag=tag)
    assert [each["type"] for each in found] == ["text", "image", "flex", "audio", "image", "text"]
    assert found[2]["contents"]["type"] == "carousel"


@pytest.mark.parametrize("name", [*HOSTILE, "名" * 80 + ".pdf", "👩‍👩‍👧‍👦" * 40])
def test_a_name_can_do_nothing(name: str) -> None:
    [card, _] = sent(File(ID, "application/pdf", name, 10))
    assert [each["action"]["uri"] for each in card["contents"]["footer"]["contents"]] == [
        PASSES.write(ID, "pdf", NOW) + "?openExternalBrowser=1"
    ]


@pytest.mark.parametrize("passes", [None, Passes("", b"k"), Passes("http://counter.example", b"k")])
def test_where_line_cannot_reach_us_it_is_said_that_there_is_something(passes: Passes | None) -> None:
    [found] = sent(Paragraph("Here"), FORM, passes=passes) or [{}]
    assert found["text"] == "Here\n\n📎 form.pdf"


def test_of_what_was_taken_back_nothing_is_sent() -> None:
    said = reply(Paragraph("Here"), File(mime="application/pdf"), kind=Kind.PERSON)
    [found] = objects([said], PHRASES, address=lambda *_, **__: "https://nowhere.example")
    assert found["text"] == "Here"

"""What people attach on LINE: noted when it comes, fetched on a counselor's demand from LINE alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.line import Emulator, serve
from adapters.line.channel import Line
from adapters.line.parse import messages
from adapters.media import LARGEST, Refused, Why
from bot.message import Attachment
from tests.line.conftest import Inbox
from tests.line.people import NOW, PHRASES, Clock, body, event, settings
from tests.media import makers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.line.conftest import House

pytestmark = pytest.mark.anyio

CONTENT = "/v2/bot/message/5001/content"


def attached(kind: str = "image", **more: Any) -> str:
    said = {"id": "5001", "type": kind, **more}
    [message] = messages(json.loads(body(event(message=said))), NOW)
    assert message.content == Attachment(kind)
    return message.attached


async def refusal(house: House, note: str) -> Why:
    with pytest.raises(Refused) as caught:
        await house.line.fetch(note)
    return caught.value.why


def test_what_is_needed_to_fetch_it_is_noted() -> None:
    line: dict[str, Any] = {"contentProvider": {"type": "line"}}
    assert json.loads(attached(**line)) == {"id": "5001", "kind": "image"}
    assert json.loads(attached("audio", duration=3, **line)) == {"id": "5001", "kind": "audio"}
    paper = attached("file", fileName="a/../b.pdf", fileSize=12)
    assert json.loads(paper) == {"id": "5001", "kind": "file", "name": "a/../b.pdf", "size": 12}


@pytest.mark.parametrize(
    "more",
    [
        {"contentProvider": {"type": "external", "originalContentUrl": "https://evil.example/a.jpg"}},
        {"contentProvider": "line"},
        {"contentProvider": None},
        {"id": "../../info"},
        {"id": 5001},
    ],
)
def test_what_line_does_not_hold_is_not_noted(more: dict[str, Any]) -> None:
    assert not attached(**more)


@pytest.mark.parametrize("size", [-1, True, "9", 1 << 50, None])
def test_an_odd_size_is_no_size(size: object) -> None:
    assert "size" not in json.loads(attached("file", fileName="x", fileSize=size))


def test_a_sticker_is_no_file() -> None:
    assert not attached("sticker")


def test_every_picture_of_an_album_is_noted_and_one_is_answered() -> None:
    first, second = (
        messages(json.loads(body(event(message={"id": number, "type": "image", "imageSet": {"index": at}}))), NOW)[0]
        for at, number in ((1, "5001"), (2, "5002"))
    )
    assert (first.content, second.content) == (Attachment("image"), Attachment("image", more=True))
    assert [json.loads(each.attached)["id"] for each in (first, second)] == ["5001", "5002"]


def test_what_is_attached_in_a_group_is_nobodys_business() -> None:
    source = {"type": "group", "groupId": "C" + "0" * 32}
    assert messages(json.loads(body(event(source=source, message={"id": "5001", "type": "image"}))), NOW) == []


async def test_a_picture_is_fetched_by_its_id_and_drawn_anew(house: House) -> None:
    house.wire.told(CONTENT, (200, makers.located(), {"content-type": "text/html"}))
    shown = await house.line.fetch(attached())
    assert (shown.mime, shown.name) == ("image/jpeg", "attachment.jpg")
    assert b"Secret" not in shown.data
    [call] = house.wire.to(CONTENT)
    assert (call.method, call.headers["authorization"]) == ("GET", "Bearer an-access-token")


async def test_nothing_is_fetched_before_somebody_asks(house: House) -> None:
    await house.post(body(event(message={"id": "5001", "type": "image", "contentProvider": {"type": "line"}})))
    assert house.inbox.kept
    assert house.wire.to(CONTENT) == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((200, makers.SVG), Why.KIND),
        ((200, makers.zipped()), Why.KIND),
        ((200, makers.bomb()), Why.PIXELS),
        ((200, b"x" * (LARGEST + 1)), Why.LARGE),
        ((404, {}), Why.GONE),
        ((410, {}), Why.GONE),
        ((202, b""), Why.LATER),
        ((401, {}), Why.LATER),
        ((429, {}), Why.LATER),
        ((500, b"<html>"), Why.LATER),
        ((302, b"", {"location": "https://evil.example/"}), Why.LATER),
        ("reset", Why.LATER),
    ],
    ids=lambda value: str(value)[:12] if isinstance(value, tuple) else None,
)
async def test_what_cannot_be_shown_is_refused_with_the_reason(house: House, answer: Any, why: Why) -> None:
    house.wire.told(CONTENT, answer, answer)  # a torn reading is begun once more
    assert await refusal(house, attached()) is why


async def test_what_says_it_is_too_large_is_not_asked_for(house: House) -> None:
    assert await refusal(house, attached("file", fileName="x", fileSize=25 << 20)) is Why.LARGE
    assert house.wire.to(CONTENT) == []


@pytest.mark.parametrize("note", ["", "{}", "5", '{"id": "../info"}', '{"id": 5}', "[]"], ids=repr)
async def test_without_a_file_there_is_nothing_to_fetch(house: House, note: str) -> None:
    assert await refusal(house, note) is Why.NOTHING
    assert house.wire.beside == []


@pytest.fixture
async def phone() -> AsyncIterator[tuple[Emulator, Line]]:
    emulator = Emulator(token=settings("").channel_access_token, secret=settings("").channel_secret)
    async with serve(emulator) as url:
        line = Line(settings(url), PHRASES, Inbox().take, clock=Clock())
        await line.start()
        yield emulator, line
        await line.stop()


@pytest.mark.parametrize(
    ("kind", "data", "mime"),
    [
        ("image", makers.picture("JPEG"), "image/jpeg"),
        ("audio", None, "audio/mp4"),
        ("file", None, "application/pdf"),
        ("file", makers.picture("PNG"), "image/png"),
    ],
)
async def test_a_phones_files_arrive(phone: tuple[Emulator, Line], kind: str, data: bytes | None, mime: str) -> None:
    emulator, line = phone
    olena = emulator.add_person("Olena", "uk").id
    named = emulator.send(olena, kind, data=data, name="..\\..\\my lease.pdf")
    [message] = messages({"events": [emulator.state.events[named]]}, NOW)
    shown = await line.fetch(message.attached)
    assert shown.mime == mime
    assert "\\" not in shown.name
    emulator.unsend(olena, message.ref)
    with pytest.raises(Refused) as caught:
        await line.fetch(message.attached)
    assert caught.value.why is Why.GONE
    assert emulator.problems() == []

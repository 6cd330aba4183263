"""What people attach on Telegram: noted when it comes, fetched on a counselor's demand from Telegram alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram import Emulator, Rules, serve
from adapters.emulators.telegram.faults import Fault
from adapters.media import LARGEST, Refused, Why
from adapters.settings import TelegramSettings
from adapters.telegram.channel import Telegram
from adapters.telegram.files import described
from bot.message import Attachment, Text
from tests.media import makers
from tests.telegram.conftest import PLACES, SECRET, Inbox
from tests.telegram.people import message
from tests.telegram.posting import post

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.message import Message
    from bot.phrases import Phrasebook

pytestmark = pytest.mark.anyio


def sized(number: str, size: Any) -> dict[str, Any]:
    return {"file_id": number, "file_unique_id": "u", "file_size": size}


def test_the_largest_size_that_is_not_too_large_is_noted() -> None:
    photo = [sized("s", 900), sized("m", 90_000), sized("l", LARGEST + 1)]
    assert json.loads(described({"photo": photo})) == {"kind": "photo", "id": "m", "size": 90_000}


def test_what_can_only_be_copied_is_noted_as_the_message_it_is() -> None:
    said = {"video": {"file_id": "v"}, "message_id": 7, "media_group_id": "77"}
    assert json.loads(described(said)) == {"kind": "video", "message": 7, "album": "77"}
    both = {"animation": {"file_id": "a"}, "document": {"file_id": "a"}, "message_id": 8}
    assert json.loads(described(both)) == {"kind": "animation", "message": 8}


def test_a_name_is_noted_as_it_was_written() -> None:
    paper = {**sized("d", 9), "file_name": "../x\0\ud800.pdf"}
    assert json.loads(described({"document": paper})) == {
        "id": "d",
        "kind": "document",
        "size": 9,
        "name": "../x\ufffd\ufffd.pdf",
    }


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"photo": []},
        {"photo": None},
        {"photo": [5]},
        {"text": "hello", "message_id": 7},
        {"voice": {"file_id": "../../bot1:2/getMe"}},
        {"voice": {"file_id": 5}},
        {"video": {"file_id": "v"}},
        {"sticker": {"file_id": "v"}},
        {"document": "https://evil.example/"},
    ],
    ids=repr,
)
def test_what_cannot_be_fetched_is_not_noted(said: dict[str, Any]) -> None:
    assert described(said) == ""


async def test_all_pictures_of_an_album_are_noted_with_their_words(
    channel: Callable[..., Telegram], inbox: Inbox
) -> None:
    telegram = channel()
    for number, caption in ((1, "My letter"), (2, ""), (3, "")):
        said: dict[str, Any] = {"photo": [sized(f"p{number}", 9)], "media_group_id": "77"}
        said |= {"caption": caption} if caption else {}
        await post(telegram, message(number, number, **said))
    assert [said.content for said in inbox.kept] == [
        Text("My letter"),
        Attachment("photo"),
        Attachment("photo", more=True),
    ]
    assert [json.loads(said.attached)["id"] for said in inbox.kept] == ["p1", "p2", "p3"]


@dataclass
class Platform:
    """The emulated platform, and the counter's channel there."""

    emulator: Emulator
    telegram: Telegram
    inbox: Inbox
    anna: int

    async def sent(self, kind: str, data: bytes, name: str = "file") -> str:
        """Have somebody send a file; give what the counter notes of it."""
        number = self.emulator.people.send(self.anna, kind, data=data, name=name)
        assert number is not None
        await post(self.telegram, self.emulator.state.updates.seen[number].body)
        said: Message = self.inbox.kept[-1]
        return said.attached

    async def refusal(self, note: str) -> Why:
        with pytest.raises(Refused) as caught:
            await self.telegram.fetch(note)
        return caught.value.why


@pytest.fixture
async def platform(phrases: Phrasebook) -> AsyncIterator[Platform]:
    emulator, inbox = Emulator(rules=Rules(rates=False)), Inbox()
    async with serve(emulator) as url:
        settings = TelegramSettings(emulator.token, SECRET, url, polling=False)
        telegram = Telegram(settings, phrases, inbox.take, PLACES, tell=False)
        await telegram.start()
        yield Platform(emulator, telegram, inbox, emulator.people.add("Anna", "uk"))
        await telegram.stop()


@pytest.mark.parametrize(
    ("kind", "data", "mime", "name"),
    [
        ("photo", makers.located(), "image/jpeg", "attachment.jpg"),
        ("voice", makers.OGG, "audio/ogg", "attachment.ogg"),
        ("audio", makers.MP3, "audio/mpeg", "attachment.mp3"),
        ("document", makers.PDF, "application/pdf", "lease.pdf"),
        ("document", makers.picture("WEBP"), "image/jpeg", "lease.jpg"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_files_are_fetched_as_they_may_be_shown(
    platform: Platform, kind: str, data: bytes, mime: str, name: str
) -> None:
    note = await platform.sent(kind, data, "../../lease.exe")
    assert [call for call in platform.emulator.journal.after(0) if call["method"] in ("getFile", "file")] == []
    shown = await platform.telegram.fetch(note)
    assert (shown.mime, shown.name) == (mime, name)
    assert b"Secret" not in shown.data
    assert platform.emulator.problems() == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (makers.SVG, Why.KIND),
        (makers.zipped(), Why.KIND),
        (makers.mp4(b"vide", b"soun"), Why.KIND),
        (makers.bomb(), Why.PIXELS),
        (makers.picture("PNG")[:50], Why.BROKEN),
        (b"%PDF-" + b"\0" * LARGEST + b"%%EOF", Why.LARGE),
        (b"%PDF-" + b"\0" * (25 << 20) + b"%%EOF", Why.LARGE),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_may_not_be_shown_is_refused(platform: Platform, data: bytes, why: Why) -> None:
    note = await platform.sent("document", data)
    assert await platform.refusal(note) is why
    lying = json.dumps({**json.loads(note), "size": 1})
    assert await platform.refusal(lying) in (why, Why.LARGE)


async def test_what_is_gone_or_out_of_reach_is_said_so(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    note = await platform.sent("document", makers.PDF)
    for kind in ("500", "html", "reset-before", "429"):
        platform.emulator.faults.add(Fault(kind, "getFile"))
        assert await platform.refusal(note) is Why.LATER
    platform.emulator.state.contents.clear()
    assert await platform.refusal(note) is Why.GONE
    platform.emulator.state.files.clear()
    assert await platform.refusal(note) is Why.GONE
    assert platform.emulator.token not in caplog.text


@pytest.mark.parametrize(
    "path", ["https://evil.example/x", "/var/lib/x", "../x", "a/../../x", "a//b", "x?y", "x#y", "", None, 5]
)
async def test_a_path_that_leads_elsewhere_is_not_followed(platform: Platform, path: object) -> None:
    note = await platform.sent("document", makers.PDF)
    platform.emulator.state.files[json.loads(note)["id"]]["file_path"] = path
    assert await platform.refusal(note) is Why.LATER
    assert [call for call in platform.emulator.journal.after(0) if call["method"] == "file"] == []


async def test_what_is_not_shown_is_not_fetched(platform: Platform) -> None:
    assert await platform.refusal(json.dumps({"kind": "video", "message": 7})) is Why.KIND


@pytest.mark.parametrize("note", ["", "{}", "5", "[]", '{"id": "../getMe"}', '{"id": 5}'], ids=repr)
async def test_without_a_file_there_is_nothing_to_fetch(platform: Platform, note: str) -> None:
    assert await platform.refusal(note) is Why.NOTHING

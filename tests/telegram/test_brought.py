"""What counselors send from the console, on Telegram: brought by ourselves, each file by itself, none of it twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram import Emulator, Rules, serve
from adapters.emulators.telegram.faults import Fault
from adapters.media import Enclosure
from adapters.settings import TelegramSettings
from adapters.telegram.channel import Telegram
from adapters.telegram.render import pack_edit, pack_spoken
from bot.errors import SendError
from bot.parcel import Dispatch
from bot.reply import File, Paragraph
from tests.media.makers import PDF, picture
from tests.telegram.cards import TALK
from tests.telegram.conftest import PLACES, SECRET, Inbox
from tests.telegram.test_spoken import words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.parcel import Parcel
    from bot.phrases import Phrasebook

pytestmark = pytest.mark.anyio

MAP, FORM = File("map", "image/jpeg", "map.jpg", 9), File("form", "application/pdf", "форма <b>.pdf", 9)
STRIP = File("strip", "image/png", "strip.png", 9)
HELD = {
    "map": Enclosure("image/jpeg", "map.jpg", picture("JPEG")),
    "strip": Enclosure("image/png", "strip.png", picture(size=(2100, 100))),
    "form": Enclosure("application/pdf", "форма <b>.pdf", PDF),
}


async def held(file: str) -> Enclosure | None:
    return HELD.get(file)


def calls(phrases: Phrasebook, *parts: Any) -> list[tuple[str, dict[str, Any]]]:
    return [(each.route, json.loads(each.body)) for each in pack_spoken(phrases, (words(*parts),), "")]


def test_the_words_come_first_and_each_file_by_itself(phrases: Phrasebook) -> None:
    (first, text), *files = calls(phrases, Paragraph("Please sign"), MAP, FORM)
    assert (first, text["text"]) == ("text", "<b>Sato</b>\nPlease sign")
    assert files == [("file", {"file": "map"}), ("file", {"file": "form"})]


def test_files_without_words_stand_below_the_name(phrases: Phrasebook) -> None:
    (first, text), second = calls(phrases, FORM)
    assert (first, text["text"], second) == ("text", "<b>Sato</b>", ("file", {"file": "form"}))


def test_they_are_not_changed_where_they_stand(phrases: Phrasebook) -> None:
    assert pack_edit(phrases, words(FORM), ("42:7", "42:8")) is None


@pytest.fixture
async def platform(phrases: Phrasebook) -> AsyncIterator[tuple[Emulator, Telegram, int]]:
    emulator = Emulator(rules=Rules(rates=False))
    async with serve(emulator) as url:
        settings = TelegramSettings(emulator.token, SECRET, url, polling=False)
        telegram = Telegram(settings, phrases, Inbox().take, PLACES, tell=False, sent=held)
        await telegram.start()
        anna = emulator.people.add("Anna", "uk")
        emulator.people.start(anna)
        yield emulator, telegram, anna
        await telegram.stop()


def dispatch(anna: int, parcel: Parcel, *, unsure: bool = False) -> Dispatch:
    return Dispatch(1, "telegram", str(anna), "staff-1", 1, parcel, unsure=unsure)


async def test_telegram_shows_a_picture_and_a_document_with_its_name(
    platform: tuple[Emulator, Telegram, int],
) -> None:
    emulator, telegram, anna = platform
    for parcel in telegram.pack_spoken(TALK, (words(Paragraph("Two"), MAP, FORM, STRIP),), ""):
        assert (await telegram.send(dispatch(anna, parcel))).ids
    shown = [item["object"] for item in emulator.screen(anna)["items"] if not item["mine"]]
    photo, form, strip = shown[-3:]
    assert photo["photo"][0]["file_size"] == len(HELD["map"].data)
    assert (form["document"]["file_name"], form["document"]["file_size"]) == ("форма <b>.pdf", len(PDF))
    # Telegram takes no photo that is twenty times as long as it is high.
    assert strip["document"]["file_name"] == "strip.png"
    assert emulator.problems() == []


async def test_what_was_taken_back_meanwhile_is_not_brought(platform: tuple[Emulator, Telegram, int]) -> None:
    _, telegram, anna = platform
    *_, parcel = telegram.pack_spoken(TALK, (words(File("gone", "application/pdf", "x.pdf", 1)),), "")
    with pytest.raises(SendError) as caught:
        await telegram.send(dispatch(anna, parcel))
    assert (caught.value.reason, caught.value.retry, caught.value.unsure) == ("file-gone", False, False)


async def test_an_unclear_end_is_never_repeated(platform: tuple[Emulator, Telegram, int]) -> None:
    emulator, telegram, anna = platform
    *_, parcel = telegram.pack_spoken(TALK, (words(FORM),), "")
    emulator.faults.add(Fault("500", "sendDocument"))
    with pytest.raises(SendError) as caught:
        await telegram.send(dispatch(anna, parcel))
    assert (caught.value.retry, caught.value.unsure) == (False, True)
    with pytest.raises(SendError) as caught:
        await telegram.send(dispatch(anna, parcel, unsure=True))
    assert (caught.value.retry, caught.value.unsure) == (False, True)
    emulator.faults.add(Fault("429", "sendDocument"))
    with pytest.raises(SendError) as caught:
        await telegram.send(dispatch(anna, parcel))
    assert (caught.value.retry, caught.value.unsure) == (True, False)

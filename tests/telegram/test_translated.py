"""What a machine translated, on Telegram: the words, the label, and the original folded away in the same message."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram import Emulator
from adapters.telegram.render import pack_edit, pack_spoken
from adapters.telegram.split import Run, markup, plain, split, units
from bot import original
from bot.reply import Enclosure, Kind, Reply, Translated
from tests.line.people import TAGS

if TYPE_CHECKING:
    from bot.phrases import Phrasebook

pytestmark = pytest.mark.anyio

SAID = Translated("Підійдіть до вікна <3>.", "3番の窓口へ & お越しください。", "ja")


def words(*parts: Any, language: str = "uk") -> Reply:
    return Reply(Kind.PERSON, language, parts, sender="Sato")


def spoken(phrases: Phrasebook, *replies: Reply) -> list[tuple[str, dict[str, Any]]]:
    return [(each.route, json.loads(each.body)) for each in pack_spoken(phrases, replies, "")]


@pytest.mark.parametrize("language", TAGS)
async def test_in_every_language_it_is_one_message_with_the_original_folded_away(
    language: str, phrases: Phrasebook
) -> None:
    [(route, body)] = spoken(phrases, words(SAID, language=language))
    emulator = Emulator()
    anna = emulator.people.add("Anna", "en")
    emulator.people.start(anna)
    answer = await emulator.call("sendMessage", chat_id=anna, **body)
    message = answer["result"]
    label = original.label(SAID, phrases, language)
    notice = f"🌐 {phrases.say('case_machine_translated', language)}"
    assert route == "text"
    assert message["text"] == f"Sato\n{SAID.text}\n\n{notice}\n{label}\n{SAID.original}"
    entities = {each["type"]: each for each in message["entities"]}
    quoted, raw = entities["expandable_blockquote"], message["text"].encode("utf-16-le")
    begin, end = quoted["offset"] * 2, (quoted["offset"] + quoted["length"]) * 2
    assert raw[begin:end].decode("utf-16-le") == f"{label}\n{SAID.original}"
    assert [each["type"] for each in message["entities"]].count("expandable_blockquote") == 1
    assert "blockquote" not in entities
    assert emulator.problems() == []


@pytest.mark.parametrize("text", ["a" * 3900, "слово " * 700, "か" * 9000, "😀" * 4096, "&" * 5000])
@pytest.mark.parametrize("written", ["短い。", "原文です。" * 700, "&" * 9000])
def test_long_ones_are_split_between_the_two_and_nothing_is_lost(text: str, written: str, phrases: Phrasebook) -> None:
    said = Translated(text, written, "ja")
    bodies = [body["text"] for _, body in spoken(phrases, words(said))]
    shown = [plain(body) for body in bodies]
    label, notice = original.label(said, phrases, "uk"), original.notice(phrases, "uk")
    assert "".join(shown) == f"Sato\n{text}\n\n{notice}\n{label}\n{written}"
    assert all(units(each) <= 4096 for each in shown)
    assert all(len(body.encode()) < 32_768 for body in bodies)
    for body in bodies:
        assert body.count("<blockquote expandable>") == body.count("</blockquote>")


def test_an_original_that_fits_into_one_message_is_never_cut(phrases: Phrasebook) -> None:
    written = "窓口です。" * 700
    *_, (_, last) = spoken(phrases, words(Translated("слово " * 600, written, "ja")))
    assert written in last["text"]


def test_a_fold_is_closed_by_its_name_alone() -> None:
    runs = [Run("a", ("blockquote expandable", "b")), Run("b", ("blockquote expandable",)), Run("c")]
    assert markup(runs) == "<blockquote expandable><b>a</b>b</blockquote>c"
    assert plain(markup(runs)) == "abc"
    assert split(runs) == [runs]


def test_a_picture_with_translated_words_comes_without_the_words_it_was_sent_with(phrases: Phrasebook) -> None:
    reply = words(SAID, Enclosure("photo", "-100:7:u"), Enclosure("photo", "-100:8:v"))
    (first, told), (second, copy) = spoken(phrases, reply)
    assert (first, second) == ("text", "copy")
    assert "<b>Sato</b>" in told["text"]
    assert copy == {"from_chat_id": -100, "message_ids": [7, 8], "remove_caption": True}
    assert pack_edit(phrases, reply, ("42:1", "42:2", "42:3")) is None


def test_a_corrected_translation_changes_the_message_where_it_stands(phrases: Phrasebook) -> None:
    parcel = pack_edit(phrases, words(SAID), ("42:9",))
    assert parcel is not None
    body = json.loads(parcel.body)
    assert body["message_id"] == 9
    assert "<blockquote expandable>" in body["text"]
    long = words(Translated("a" * 5000, "b", "ja"))
    assert pack_edit(phrases, long, ("42:9",)) is None

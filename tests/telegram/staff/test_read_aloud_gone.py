"""Translations of lines that are changed, taken back, or too long for their message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.case import Claim
from bot.message import Message, Retracted
from tests.telegram.staff.tongues import WORDS, bilingual

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio

SAID = "👤 本人\n"
LABEL = "🌐 機械翻訳（en/ja→ja/ja）\n"


async def topic_of(house: House) -> int:
    _, topic = await house.claimed()
    return topic


@bilingual()
async def test_what_has_no_room_in_the_message_is_an_answer_to_it(house: House) -> None:
    topic = await topic_of(house)
    long = "this is long " * 200
    await house.say(long)
    await house.settled()
    *_, original, aloud = house.shown(topic)
    assert original["object"]["text"] == f"{SAID}{long}".strip()
    assert aloud["object"]["text"].startswith(LABEL)
    assert aloud["object"]["reply_to_message"]["message_id"] == original["id"]


@bilingual()
async def test_words_with_a_picture_are_translated_below_the_copy(house: House) -> None:
    topic = await topic_of(house)
    await house.bring(house.emulator.people.send(house.anna, "photo", caption="this is the letter"))
    await house.settled()
    *_, copy, aloud = house.shown(topic)
    assert "photo" in copy["object"]
    assert aloud["object"]["text"] == f"{LABEL}<ja> this is the letter"
    assert aloud["object"]["reply_to_message"]["message_id"] == copy["id"]


@bilingual()
async def test_another_wording_gets_another_translation(house: House) -> None:
    topic = await topic_of(house)
    await house.say("I live in Naka")
    await house.settled()
    number = [item["id"] for item in house.emulator.screen(house.anna)["items"] if item["mine"]][-1]
    await house.bring(house.emulator.people.edit(house.anna, number, "I live in Nishi"))
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert "Naka" not in words
    assert words.count("<ja> I live in Nishi") == 1


@bilingual()
async def test_what_was_taken_back_takes_its_translation_along(house: House) -> None:
    case = await house.elsewhere("my number is 090-1111-2222")
    await house.act(case, Claim("olena", "Olena"), "claim-0001")
    topic = await house.thread(case)
    assert "<ja> my number is 090-1111-2222" in "\n".join(house.texts(topic))
    await house.reception.receive(Message("web", "talk", "web-9", Retracted("web-2"), house.clock(), "en"))
    await house.reception.rest()
    await house.settled()
    assert "090-1111-2222" not in "\n".join(house.texts(topic))
    assert "090-1111-2222" not in str(house.emulator.screen(house.sato, house.group)["items"])


@bilingual()
async def test_a_long_one_that_is_taken_back_leaves_no_answer_behind(house: House) -> None:
    case = await house.elsewhere("a secret of mine " * 200)
    topic = await house.thread(case)
    assert "\n".join(house.texts(topic)).count("<ja>") >= 1
    await house.reception.receive(Message("web", "talk", "web-9", Retracted("web-2"), house.clock(), "en"))
    await house.reception.rest()
    await house.settled()
    assert "secret" not in "\n".join(house.texts(topic))
    assert WORDS.say("gone") in "\n".join(house.texts(topic))

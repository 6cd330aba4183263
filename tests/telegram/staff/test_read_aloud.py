"""What a resident wrote, read in the group: the original at once, the translation below it, gone when it is gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.message import Message, Text
from tests.contract.interpreter import loses
from tests.telegram.staff.tongues import bilingual, engine

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio

SAID = "👤 本人\n"
LABEL = "🌐 機械翻訳（en/ja→ja/ja）\n"


async def topic_of(house: House) -> int:
    _, topic = await house.claimed()
    return topic


@bilingual()
async def test_the_original_is_there_at_once_and_the_translation_follows_in_the_same_message(house: House) -> None:
    topic = await topic_of(house)
    engine(house).open.clear()
    await house.say("I lost my passport")
    await house.settled()
    before = house.shown(topic)[-1]
    assert before["object"]["text"] == f"{SAID}I lost my passport"
    engine(house).open.set()
    await house.settled()
    after = house.shown(topic)[-1]
    assert after["id"] == before["id"]
    assert after["object"]["text"] == f"{SAID}I lost my passport\n{LABEL}<ja> I lost my passport"


@bilingual()
async def test_it_is_said_when_it_went_over_english_and_what_was_lost(house: House) -> None:
    topic = await topic_of(house)
    engine(house).pivoted.add(("en", "ja"))
    engine(house).spoils = loses("tel", "045-222-1209")
    await house.say("call me at 045-222-1209 please")
    await house.settled()
    text = house.texts(topic)[-1]
    assert "🌐 機械翻訳（en/ja→ja/ja・英語を経由）" in text
    assert text.endswith("⚠️ 訳で失われたか変わったもの: “045-222-1209”")


@bilingual()
async def test_lines_that_come_together_stand_together_each_with_its_own(house: House) -> None:
    topic = await topic_of(house)
    calls = len(house.emulator.journal.entries)
    await house.say(*(f"this is number {n} of them" for n in range(6)))
    await house.settled()
    words = "\n".join(house.texts(topic))
    for n in range(6):
        said = f"{SAID}this is number {n} of them\n{LABEL}<ja> this is number {n} of them"
        assert words.count(said) == 1, words
    edits = [entry for entry in house.emulator.journal.entries[calls:] if "editMessageText" in str(entry)]
    assert len(edits) <= 6, "several translations are one edit"


@bilingual(paced=True)
async def test_in_a_rush_originals_go_first_and_nobody_writes_too_fast(house: House) -> None:
    case = await house.elsewhere("this is the first of many lines")
    topic = await house.thread(case)
    for n in range(24):
        said = Message("web", "talk", f"more-{n}", Text(f"line {n} of many of them"), house.clock(), "en")
        await house.reception.receive(said)
        await house.reception.rest()
        await asyncio.sleep(0.05)

    def shown(words: str) -> bool:
        return words in "\n".join(house.texts(topic))

    await house.until(lambda: shown("line 23 of many"))
    refused = [entry for entry in house.emulator.journal.entries if entry.status == 429]
    assert refused == []

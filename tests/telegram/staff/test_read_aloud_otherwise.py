"""A group that reads English, and what colleagues said in translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.case import Speak
from tests.contract.interpreter import Interpreter
from tests.telegram.staff.tongues import bilingual

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio

SAID = "👤 本人\n"
LABEL = "🌐 機械翻訳（en/ja→ja/ja）\n"


async def topic_of(house: House) -> int:
    _, topic = await house.claimed()
    return topic


@bilingual()
async def test_what_a_colleague_said_in_the_console_stands_there_as_it_was_written_first(house: House) -> None:
    case, topic = await house.claimed()
    words = Speak(f"telegram:{house.sato}", "Sato", "3番です。", translated="Number 3.", written="ja")
    await house.act(case, words, "console-0001")
    assert house.texts(topic)[-1].endswith("\n3番です。\n🌐 機械翻訳（ja/ja→en/ja）\nNumber 3.")


@pytest.mark.parametrize("house", [{"language": "en", "translator": Interpreter()}], indirect=True)
async def test_a_group_that_reads_english_reads_english(house: House) -> None:
    _, topic = await house.claimed()
    await house.say("パスポートをなくしました", "I lost it in Naka")
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert "🌐 Machine translation (ja/en → en/en)\n<en> パスポートをなくしました" in words
    assert "<en> I lost it in Naka" not in words

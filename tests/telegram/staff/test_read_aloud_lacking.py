"""Lines that no machine translates, and whom to call then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import NoTranslator
from bot.translation import Trouble
from tests.telegram.staff.tongues import WORDS, bilingual, engine

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio

SAID = "👤 本人\n"
LABEL = "🌐 機械翻訳（en/ja→ja/ja）\n"


async def topic_of(house: House) -> int:
    _, topic = await house.claimed()
    return topic


@bilingual()
async def test_no_machine_comes_near_an_emergency_until_somebody_asks(house: House) -> None:
    topic = await topic_of(house)
    await house.say("help there is a fire")
    await house.settled()
    assert [text for text in engine(house).asked if "fire" in text] == []
    shown = next(item for item in house.shown(topic) if "there is a fire" in item["object"].get("text", ""))
    assert WORDS.say("line_held") in shown["object"]["text"]
    await house.write("/translate", topic, reply_to=shown["id"])
    await house.settled()
    assert any("<ja> help there is a fire" in text for text in house.texts(topic))


@bilingual()
async def test_where_no_model_is_there_it_is_said_once_a_case_with_whom_to_call(house: House) -> None:
    engine(house).lacks.update({("en", "ja"), ("ja", "en")})
    topic = await topic_of(house)
    await house.say("first of all this", "and then this too", "and this as well")
    await house.settled()
    words = house.texts(topic)
    told = [text for text in words if "機械翻訳はありません" in text]
    assert told == [
        "🌐 en/jaからja/jaへの機械翻訳はありません。文はそのまま届きます。通訳を頼める所:\n☎️ 電話通訳: 045-222-1209"
    ]
    await house.stop()
    await house.start()
    await house.say("still nothing to be had")
    await house.settled()
    assert len([text for text in house.texts(topic) if "機械翻訳はありません" in text]) == 1
    await house.write("そのまま届きますか。", topic)
    await house.settled()
    assert house.heard()[-1].endswith("そのまま届きますか。")


@bilingual()
async def test_an_engine_that_fails_is_named_and_asked_again_on_request(house: House) -> None:
    topic = await topic_of(house)
    engine(house).trouble = Trouble.TOO_LONG
    await house.say("what is this letter about")
    await house.settled()
    shown = house.shown(topic)[-1]
    assert WORDS.say("line_untranslated", why="長すぎます") in shown["object"]["text"]
    engine(house).trouble = None
    await house.write("/translate", topic, reply_to=shown["id"])
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert words.count("<ja> what is this letter about") == 1
    assert "長すぎます" not in words


@pytest.mark.parametrize("house", [{"language": "ja", "translator": NoTranslator()}], indirect=True)
async def test_an_office_that_wants_no_machine_is_not_told_of_one(house: House) -> None:
    _, topic = await house.claimed()
    await house.say("I lost my passport")
    await house.settled()
    await house.write("窓口へ来てください。", topic)
    await house.settled()
    assert "🌐" not in "\n".join(house.texts(topic))
    assert WORDS.say("how") in house.texts(topic)[0]
    assert house.heard()[-1].endswith("窓口へ来てください。")


@pytest.mark.parametrize("house", [{"language": "en"}], indirect=True)
async def test_without_an_engine_everything_is_as_it_was(house: House) -> None:
    _, topic = await house.claimed()
    await house.say("I lost my passport")
    await house.settled()
    await house.write("窓口へ来てください。", topic)
    await house.settled()
    assert "🌐" not in "\n".join(house.texts(topic))
    assert house.heard()[-1].endswith("窓口へ来てください。")

"""What a resident wrote, read in the group: the original at once, the translation below it, gone when it is gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.casebook.translating import NoTranslator
from bot.case import Claim, Speak
from bot.message import Message, Retracted, Text
from bot.translation import Trouble
from tests.contract.interpreter import Interpreter, loses
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


@bilingual()
async def test_what_a_colleague_said_in_the_console_stands_there_as_it_was_written_first(house: House) -> None:
    case, topic = await house.claimed()
    words = Speak(f"telegram:{house.sato}", "Sato", "3番です。", translated="Number 3.", written="ja")
    await house.act(case, words, "console-0001")
    assert house.texts(topic)[-1].endswith("\n3番です。\n🌐 機械翻訳（ja/ja→en/ja）\nNumber 3.")


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


@pytest.mark.parametrize("house", [{"language": "en", "translator": Interpreter()}], indirect=True)
async def test_a_group_that_reads_english_reads_english(house: House) -> None:
    _, topic = await house.claimed()
    await house.say("パスポートをなくしました", "I lost it in Naka")
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert "🌐 Machine translation (ja/en → en/en)\n<en> パスポートをなくしました" in words
    assert "<en> I lost it in Naka" not in words


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
    refused = [entry for entry in house.emulator.journal.entries if "429" in str(entry)]
    assert refused == []

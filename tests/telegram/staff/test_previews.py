"""What staff write for somebody who reads another language: seen in translation first, sent by a tap, once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.reply import Paragraph, Translated
from bot.translation import Trouble
from tests.contract.interpreter import loses
from tests.telegram.staff.tongues import (
    AGAIN,
    AS_IS,
    BACK,
    DROP,
    MADE,
    SEND,
    TEXT,
    WORDS,
    below,
    bilingual,
    engine,
    labels,
    previewed,
    reached,
    said,
    tap,
    taps,
)

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


@bilingual()
async def test_nothing_is_sent_before_somebody_has_seen_the_translation(house: House) -> None:
    case, topic = await house.claimed()
    message, preview = await previewed(house, topic, TEXT)
    assert (reached(house), await said(house, case)) == ([], [])
    told = preview["object"]
    assert told["reply_to_message"]["message_id"] == message
    assert told["text"] == (
        f"🌐 機械翻訳（ja/ja→en/ja）\n{MADE}\n↩️ 訳し戻すと:\n{BACK}\n{WORDS.say('preview_how', name='en/ja')}"
    )
    assert labels(preview) == [SEND, AS_IS, DROP]
    assert await taps(house, preview, SEND) == WORDS.say("preview_sent")
    assert await said(house, case) == [Translated(MADE, TEXT, "ja")]
    [seen] = reached(house)
    assert seen.startswith(f"Counselor\n{MADE}")
    assert seen.endswith(f"Original (日本語)\n{TEXT}")
    assert house.mark(message) == "👍"
    assert labels(next(item for item in house.shown(topic) if item["id"] == preview["id"])) == []


@bilingual()
async def test_two_taps_and_taps_of_two_people_send_it_once(house: House) -> None:
    case, topic = await house.claimed()
    _, preview = await previewed(house, topic, TEXT)
    updates = [tap(house, preview, SEND), tap(house, preview, SEND), tap(house, preview, AS_IS)]
    await asyncio.gather(*(house.bring(update) for update in updates), house.bring(updates[0]))
    await house.settled()
    assert len(reached(house)) == 1
    assert len(await said(house, case)) == 1


@bilingual()
async def test_an_update_that_comes_again_makes_no_second_preview(house: House) -> None:
    _, topic = await house.claimed()
    update = house.emulator.groups.say(house.group, house.sato, TEXT, topic=topic)
    for _ in range(3):
        await house.bring(update)
    await house.settled()
    assert sum(MADE in text for text in house.texts(topic)) == 1
    await taps(house, below(house, topic), SEND)
    await house.bring(update)
    await house.settled()
    assert sum("🌐 機械翻訳（ja/ja" in text for text in house.texts(topic)) == 1
    assert len(reached(house)) == 1


@bilingual()
async def test_what_was_lost_is_named_and_takes_a_second_tap(house: House) -> None:
    case, topic = await house.claimed()
    engine(house).spoils = loses("tel", "045-222-1209")
    _, preview = await previewed(house, topic, "045-222-1209に電話してください。")
    assert "⚠️ 訳で失われたか変わったもの: “045-222-1209”" in preview["object"]["text"]
    assert await taps(house, preview, SEND) == WORDS.say("preview_sure", things="“045-222-1209”")
    assert await said(house, case) == []
    warned = below(house, topic)
    assert labels(warned)[0] == WORDS.say("preview_send_lossy", things="“045-222-1209”")
    assert await taps(house, warned, labels(warned)[0]) == WORDS.say("preview_sent")
    assert len(await said(house, case)) == 1


@bilingual()
async def test_it_may_go_as_it_was_written(house: House) -> None:
    case, topic = await house.claimed()
    _, preview = await previewed(house, topic, TEXT)
    assert await taps(house, preview, AS_IS) == WORDS.say("preview_as_written")
    assert await said(house, case) == [Paragraph(TEXT)]
    assert reached(house) == [f"Counselor\n{TEXT}"]


@bilingual()
async def test_what_is_discarded_is_not_sent_by_anything_that_comes_late(house: House) -> None:
    case, topic = await house.claimed()
    update = house.emulator.groups.say(house.group, house.sato, TEXT, topic=topic)
    await house.bring(update)
    await house.settled()
    preview = below(house, topic)
    late = tap(house, preview, SEND)
    assert await taps(house, preview, DROP) == WORDS.say("preview_dropped")
    await house.bring(late)
    await house.bring(update)
    await house.settled()
    assert (reached(house), await said(house, case)) == ([], [])
    assert sum(MADE in text for text in house.texts(topic)) == 1


@bilingual()
async def test_nobody_sends_over_lines_they_have_not_read(house: House) -> None:
    case, topic = await house.claimed()
    _, preview = await previewed(house, topic, TEXT)
    await house.say("wait I have another question")
    await house.settled()
    assert await taps(house, preview, SEND) == WORDS.say("preview_stale", count=1)
    assert await said(house, case) == []
    assert await taps(house, preview, SEND) == WORDS.say("preview_sent")
    assert len(reached(house)) == 1


@bilingual()
async def test_send_as_a_reply_sends_the_translation_too(house: House) -> None:
    case, topic = await house.claimed()
    message, _ = await previewed(house, topic, TEXT)
    await house.write("/send", topic, reply_to=message)
    await house.settled()
    assert await said(house, case) == [Translated(MADE, TEXT, "ja")]


@bilingual()
async def test_a_case_may_go_without_a_machine(house: House) -> None:
    case, topic = await house.claimed()
    await house.write("/translate off", topic)
    await house.write(TEXT, topic)
    await house.settled()
    assert await said(house, case) == [Paragraph(TEXT)]
    assert WORDS.say("how") in house.texts(topic)[0]
    await house.write("/translate on", topic)
    _, preview = await previewed(house, topic, TEXT)
    assert MADE in preview["object"]["text"]
    words = house.texts(topic)
    assert WORDS.say("how_translated") in words[0]
    assert WORDS.say("translate_off") in words
    assert WORDS.say("translate_on") in words
    await house.write("/translate maybe", topic)
    await house.settled()
    assert WORDS.say("translate_how") in house.texts(topic)


@bilingual()
async def test_what_the_resident_can_read_goes_at_once(house: House) -> None:
    case, topic = await house.claimed()
    await house.write("Please come to window 3.", topic)
    await house.write("👍", topic)
    await house.settled()
    assert await said(house, case) == [Paragraph("Please come to window 3."), Paragraph("👍")]


@bilingual()
async def test_whoever_does_not_have_the_case_is_told_so_at_once(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    message = await house.write(TEXT, topic)
    await house.settled()
    assert WORDS.say("unclaimed") in house.texts(topic)
    await house.write("/claim", topic)
    await house.write("/send", topic, reply_to=message)
    await house.settled()
    assert await taps(house, below(house, topic), SEND, who=house.kato) == WORDS.say("not-yours", name="Counselor")
    assert await said(house, case) == []
    await taps(house, below(house, topic), SEND)
    assert await said(house, case) == [Translated(MADE, TEXT, "ja")]


@bilingual()
async def test_an_engine_that_fails_loses_no_words(house: House) -> None:
    case, topic = await house.claimed()
    engine(house).trouble = Trouble.DOWN
    _, preview = await previewed(house, topic, TEXT)
    assert WORDS.say("preview_none", why=WORDS.say("trouble_down"), name="en/ja") in preview["object"]["text"]
    assert labels(preview) == [AGAIN, AS_IS, DROP]
    engine(house).trouble = None
    await taps(house, preview, AGAIN)
    await taps(house, below(house, topic), SEND)
    assert await said(house, case) == [Translated(MADE, TEXT, "ja")]


@bilingual()
async def test_no_machine_comes_near_what_staff_say_of_an_emergency(house: House) -> None:
    case, topic = await house.claimed()
    _, preview = await previewed(house, topic, "火事のときは119に電話してください。")
    assert preview["object"]["text"].startswith("🚨 緊急の内容なので、機械では訳しません。")
    assert labels(preview) == [AS_IS, DROP]
    assert not any("火事" in text for text in engine(house).asked)
    await house.write("Please call one one nine.", topic, reply_to=preview["id"])
    await house.settled()
    assert await taps(house, below(house, topic), SEND) == WORDS.say("preview_sent")
    assert not any("one one nine" in text for text in engine(house).asked)
    assert await said(house, case) == [
        Translated("Please call one one nine.", "火事のときは119に電話してください。", "ja")
    ]

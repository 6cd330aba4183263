"""Words that change while they wait to be sent, or afterwards; pictures, long words, restarts, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.reply import Translated
from tests.contract.interpreter import loses
from tests.telegram.staff.tongues import (
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
async def test_a_better_translation_is_written_below_the_preview(house: House) -> None:
    case, topic = await house.claimed()
    _, preview = await previewed(house, topic, TEXT)
    await house.write("Please come to window three.", topic, reply_to=preview["id"])
    await house.settled()
    assert labels(next(item for item in house.shown(topic) if item["id"] == preview["id"])) == []
    better = below(house, topic)
    assert better["object"]["text"].startswith("🌐 書き直した訳\nPlease come to window three.\n↩️ 訳し戻すと:\n")
    assert await taps(house, better, SEND) == WORDS.say("preview_sent")
    assert await said(house, case) == [Translated("Please come to window three.", TEXT, "ja")]


@bilingual()
async def test_a_loss_that_somebody_mended_is_no_loss_any_more(house: House) -> None:
    case, topic = await house.claimed()
    engine(house).spoils = loses("tel", "045-222-1209")
    _, preview = await previewed(house, topic, "045-222-1209に電話してください。")
    await house.write("Please call 045-222-1209 now.", topic, reply_to=preview["id"])
    await house.settled()
    assert "⚠️" not in below(house, topic)["object"]["text"]
    await taps(house, below(house, topic), SEND)
    assert await said(house, case) == [
        Translated("Please call 045-222-1209 now.", "045-222-1209に電話してください。", "ja")
    ]


@bilingual()
async def test_other_words_below_the_preview_are_translated_instead(house: House) -> None:
    case, topic = await house.claimed()
    _, preview = await previewed(house, topic, TEXT)
    await house.write("4番の窓口へ来てください。", topic, reply_to=preview["id"])
    await house.settled()
    await taps(house, below(house, topic), SEND)
    assert await said(house, case) == [Translated("<en> 4番の窓口へ来てください。", "4番の窓口へ来てください。", "ja")]


@bilingual()
async def test_a_message_that_is_changed_before_it_was_sent_is_translated_anew(house: House) -> None:
    case, topic = await house.claimed()
    message, preview = await previewed(house, topic, TEXT)
    late = tap(house, preview, SEND)
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "5番の窓口へ来てください。"))
    await house.bring(late)
    await house.settled()
    assert await said(house, case) == [], "the old preview sends nothing any more"
    await taps(house, below(house, topic), SEND)
    assert await said(house, case) == [Translated("<en> 5番の窓口へ来てください。", "5番の窓口へ来てください。", "ja")]


@bilingual()
async def test_a_message_that_is_changed_after_it_was_sent_is_corrected_in_both_languages(house: House) -> None:
    case, topic = await house.claimed()
    message, preview = await previewed(house, topic, TEXT)
    await taps(house, preview, SEND)
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "5番の窓口へ来てください。"))
    await house.settled()
    assert len(reached(house)) == 1
    assert MADE in reached(house)[0], "nothing changes before somebody has seen it"
    assert await taps(house, below(house, topic), SEND) == WORDS.say("fixed")
    new = Translated("<en> 5番の窓口へ来てください。", "5番の窓口へ来てください。", "ja")
    assert await said(house, case) == [new]
    [seen] = reached(house)
    assert seen.startswith(f"Counselor\n{new.text}")
    assert new.original in seen

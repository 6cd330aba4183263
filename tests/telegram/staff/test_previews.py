"""What staff write for somebody who reads another language: seen in translation first, sent by a tap, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.reply import Paragraph, Translated
from tests.contract.interpreter import loses
from tests.telegram.staff.tongues import (
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

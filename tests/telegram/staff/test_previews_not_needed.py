"""Words that need no preview, or can have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.reply import Paragraph, Translated
from bot.translation import Trouble
from tests.telegram.staff.tongues import (
    AGAIN,
    AS_IS,
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
    said,
    taps,
)

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


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

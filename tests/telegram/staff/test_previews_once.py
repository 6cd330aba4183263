"""However often something is tapped or brought: it is said once, and over nothing unread."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.reply import Translated
from tests.telegram.staff.tongues import (
    AS_IS,
    DROP,
    MADE,
    SEND,
    TEXT,
    WORDS,
    below,
    bilingual,
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

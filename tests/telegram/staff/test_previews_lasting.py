"""Drafts over a restart and after the end; pictures and long words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.reply import Translated
from tests.telegram.staff.tongues import (
    MADE,
    SEND,
    TEXT,
    WORDS,
    below,
    bilingual,
    engine,
    previewed,
    said,
    taps,
)

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


@bilingual()
async def test_a_preview_outlives_a_restart_in_every_state(house: House) -> None:
    case, topic = await house.claimed()
    engine(house).open.clear()
    await house.write(TEXT, topic)
    await house.settled()
    await house.stop()
    engine(house).open.set()
    await house.start()
    await house.settled()
    preview = below(house, topic)
    assert MADE in preview["object"]["text"]
    await house.stop()
    await house.start()
    await house.settled()
    assert sum(MADE in text for text in house.texts(topic)) == 1
    assert await taps(house, preview, SEND) == WORDS.say("preview_sent")
    assert await said(house, case) == [Translated(MADE, TEXT, "ja")]


@bilingual()
async def test_a_picture_goes_with_its_words_in_translation(house: House) -> None:
    case, topic = await house.claimed()
    update = house.emulator.groups.send(house.group, house.sato, "photo", caption=TEXT, topic=topic)
    await house.bring(update)
    await house.settled()
    assert await said(house, case) == []
    await taps(house, below(house, topic), SEND)
    shown = [item["object"] for item in house.emulator.screen(house.anna)["items"] if not item["mine"]]
    words, picture = shown[-2:]
    assert words["text"].startswith(f"Counselor\n{MADE}")
    assert "photo" in picture
    assert "caption" not in picture


@bilingual()
async def test_long_words_are_previewed_whole(house: House) -> None:
    case, topic = await house.claimed()
    text = "窓口へ来てください。" * 250
    await previewed(house, topic, text)
    assert f"<en> {text}" in "".join(house.texts(topic))
    await taps(house, below(house, topic), SEND)
    assert await said(house, case) == [Translated(f"<en> {text}", text, "ja")]


@bilingual()
async def test_a_tap_that_nobody_could_have_made_does_nothing(house: House) -> None:
    case, topic = await house.claimed()
    _, preview = await previewed(house, topic, TEXT)
    for data in ("s:tr:send", "s:tr:send:1:1", "s:tr:send:x:y", "s:tr:steal:1:1", "s:tr:send:" + "9" * 40 + ":1"):
        callback = house.emulator.people.tap(house.sato, preview["id"], data[:64], chat=house.group, forged=True)
        await house.bring(house.emulator.state.callbacks[callback].update)
    await house.settled()
    assert await said(house, case) == []


@bilingual()
async def test_who_asks_for_deletion_leaves_no_draft_behind(house: House) -> None:
    _, topic = await house.claimed()
    await previewed(house, topic, TEXT)
    assert len(await house.board.albums()) == 1
    await house.say("delete my data")
    await house.say("yes")
    await house.settled()
    assert house.topics() == []
    assert await house.board.albums() == []

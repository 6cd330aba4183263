"""While people have a talk the bot is silent, whatever was on its way; emergencies alone are answered."""

from __future__ import annotations

import asyncio

import pytest

from bot.case import Claim
from bot.conversation import Owner
from bot.dialog import answer
from bot.errors import StaleConversation

from .scene import OLENA, TARAS, Scene, key, said, words

pytestmark = pytest.mark.anyio

QUESTIONS = ["garbage", "naka lounge", "nearest lounge", "hello"] * 5


async def test_a_message_during_the_claim_is_in_it_once_after_the_notice(scene: Scene) -> None:
    case = await scene.opened()
    told = said("he stands at the door")
    await scene.store.keep([told])
    late = answer(await scene.store.open("line", "talk"), told, scene.desk, scene.now)
    await scene.act(case, Claim(*OLENA))
    with pytest.raises(StaleConversation):
        await scene.store.save(told, late)
    await scene.reception.resume()
    await scene.reception.rest()
    assert (await scene.told(case))[-2:] == ["bot: (taken Olena)", "resident: he stands at the door"]


async def test_messages_and_claims_at_the_same_time_lose_nothing(scene: Scene) -> None:
    for n in range(20):
        case = await scene.opened(talk=str(n))
        written = [said(f"line {i}", str(n)) for i in range(3)]
        await asyncio.gather(
            scene.reception.receive_all(written),
            scene.book.act(case.id, Claim(*OLENA), key()),
            scene.book.act(case.id, Claim(*TARAS), key()),
        )
        await scene.reception.rest()
        lines = [words(line) for line in await scene.lines(case)]
        assert [line for line in lines if line.startswith("line")] == ["line 0", "line 1", "line 2"]
        assert [line for line in lines if line.startswith("(taken")] in (["(taken Olena)"], ["(taken Taras)"])


async def test_an_answer_that_the_bot_decided_before_is_not_sent_after_the_yes(scene: Scene) -> None:
    await scene.say("garbage", "a person please")
    (before,) = [each for each in scene.posted if "Garbage" in each.parcel.body]
    await scene.opened()
    assert not await scene.store.outbox.begin(before)
    assert not any("Garbage" in body for body in await scene.send_all())


async def test_while_a_counselor_has_it_no_question_is_answered_by_the_bot(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    await scene.say(*QUESTIONS)
    assert await scene.send_all() == []
    assert (await scene.told(case))[-len(QUESTIONS) :] == [f"resident: {text}" for text in QUESTIONS]
    assert (await scene.store.open("line", "talk")).owner is Owner.CASE


async def test_emergency_cards_are_sent_whoever_has_the_talk(scene: Scene) -> None:
    case = await scene.opened()
    await scene.say("fire")
    case = await scene.act(case, Claim(*OLENA))
    assert case.urgent
    seen = await scene.send_all()
    assert any("119" in body for body in seen)
    assert "urgent" in await scene.kinds(case)

"""Cases that were merged: how they end, what is left of them, and what is never lost meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook.correcting import Corrected, Correction
from adapters.store.retention import Retention
from bot.aside import Merge
from bot.case import CaseState, Claim, Gone, Reason, Release, Resolve, Speak, Urge
from bot.message import Left, Tap
from bot.parcel import Parcel

from .scene import OLENA, TARAS, Scene, key
from .twins import DAY, HERE, THERE, both, ended, merged, standing

if TYPE_CHECKING:
    from .conftest import House

pytestmark = pytest.mark.anyio


async def test_when_it_is_over_both_talks_are_the_bots(scene: Scene) -> None:
    one, two = await merged(scene)
    await ended(scene, two)
    for talk in (HERE, THERE):
        assert not (await scene.store.open("line", talk)).silent
    await scene.send_all()
    await scene.say("garbage", talk=HERE)
    assert any("Garbage" in body for body in await scene.send_all())
    assert not any("garbage" in line for line in await scene.told(one))


async def test_the_same_matter_afterwards_is_a_case_of_its_own_talk_again(scene: Scene) -> None:
    one, two = await merged(scene)
    await ended(scene, two)
    await scene.say("garbage", Tap("same:yes"), talk=HERE)
    again = await standing(scene, one)
    assert (again.state, again.into, again.again) == (CaseState.QUEUED, None, True)
    (tally,) = await scene.book.tally(scene.now.date() - DAY, scene.now.date() + DAY)
    assert (tally.opened, tally.merged) == (2, 0)
    assert await scene.book.recount() == [tally]


async def test_a_word_that_comes_while_it_ends_is_not_lost(scene: Scene) -> None:
    one, two = await merged(scene)
    await scene.act(two, Resolve("olena", Reason.ANSWERED))
    await scene.say("wait, one thing more", talk=HERE)
    again = await standing(scene, one)
    assert (again.state, again.former) == (CaseState.QUEUED, "olena")
    assert "resident: wait, one thing more" in await scene.told(one)
    await scene.later(timedelta(seconds=2))
    assert (await standing(scene, one)).state is CaseState.QUEUED
    assert (await scene.store.open("line", HERE)).silent


async def test_whoever_goes_back_to_the_bot_in_one_talk_is_still_helped_in_the_other(scene: Scene) -> None:
    one, two = await merged(scene)
    await scene.say("bot", "garbage", talk=HERE)
    assert (await standing(scene, two)).state.open
    assert "garbage" not in str(await scene.told(two))
    assert (await scene.refused(two, Speak(*OLENA, "hello?", via=one.id))).why == "left"
    await scene.speak(two, "then here")
    assert scene.posted[-1].conversation == THERE


@pytest.mark.parametrize("last", ["bot", "leaves", "is gone"])
async def test_whoever_ends_the_one_that_goes_on_ends_it_everywhere(scene: Scene, last: str) -> None:
    _, two = await merged(scene)
    if last == "is gone":
        await scene.act(two, Gone())
    else:
        await scene.say(Left() if last == "leaves" else "bot", talk=THERE)
    await scene.later(timedelta(seconds=2))
    assert not (await scene.store.open("line", HERE)).silent


async def test_an_emergency_there_is_urgent_here(scene: Scene) -> None:
    _, two = await merged(scene)
    await scene.say("fire", talk=HERE)
    assert (await standing(scene, two)).urgent


async def test_what_was_urgent_or_waited_goes_on_being_so(scene: Scene) -> None:
    one, two = await both(scene)
    await scene.act(one, Urge("olena", urgent=True))
    await scene.speak(two, "all well")
    await scene.act(one, Merge("olena", two.id, two.called))
    now = await standing(scene, two)
    assert (now.urgent, now.state) == (True, CaseState.ASSIGNED)
    (row,) = await scene.book.mine("olena")
    assert row.waiting == one.opened


async def test_a_waiting_one_comes_to_whoever_had_the_other(scene: Scene) -> None:
    one = await scene.claimed("first", talk=HERE)
    two = await scene.opened("second", talk=THERE)
    scene.posted.clear()
    await scene.act(one, Merge("lead", two.id, two.called, lead=True))
    now = await standing(scene, two)
    assert (now.state, now.owner) == (CaseState.ASSIGNED, "olena")
    assert {(each.conversation, each.parcel.body) for each in scene.posted} == {
        (THERE, "(taken Olena)"),
        (HERE, "(case_merged)"),
    }


async def test_three_become_one(scene: Scene) -> None:
    one, two = await merged(scene)
    three = await scene.claimed("third", talk="third-talk")
    await scene.act(two, Merge("olena", three.id, three.called))
    assert (await standing(scene, one)).into == three.id
    await scene.say("from the first", talk=HERE)
    assert (await scene.lines(three))[-1].text == "from the first"
    assert {line.via for line in await scene.lines(three)} == {"", one.id, two.id}
    (tally,) = await scene.book.tally(scene.now.date() - DAY, scene.now.date() + DAY)
    assert (tally.opened, tally.merged) == (1, 2)


async def test_an_answer_there_is_corrected_and_sent_again_there(scene: Scene) -> None:
    one, two = await merged(scene)
    name = key()
    await scene.act(two, Speak(*OLENA, "with a mistkae", via=one.id), name)
    await scene.send_all()
    packed = Correction(name, "olena", "with no mistake", f"{name}-2", lambda reply, _: Parcel(str(reply.sender), "x"))
    assert await scene.book.correct(two.id, packed) is Corrected.DONE
    assert scene.posted[-1].conversation == HERE
    assert (await scene.lines(two))[-1].via == one.id


async def test_erasing_one_talk_leaves_nothing_of_it_in_the_other(scene: Scene) -> None:
    one, two = await merged(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=HERE)
    assert all("FIRST words" not in line for line in await scene.told(two))
    assert {line.via for line in await scene.lines(two)} == {""}
    assert (await standing(scene, two)).state.open
    assert (await scene.view(one)).lines == ()


async def test_the_words_are_kept_until_the_one_that_goes_on_has_ended(house: House) -> None:
    scene = Scene(house.open())
    one, two = await merged(scene)
    await scene.store.sweep(scene.now + Retention().words + DAY)
    assert "FIRST words" in str(await scene.told(two))
    await ended(scene, two)
    await scene.store.sweep(scene.now + Retention().words + DAY)
    assert (await scene.view(one)).lines == ()


async def test_an_export_is_of_one_talk(scene: Scene) -> None:
    _, two = await merged(scene)
    document = await scene.book.export(two.id, "lead", scene.now)
    assert document is not None
    assert "SECOND words" in document
    assert "FIRST words" not in document


async def test_a_counselor_who_took_both_has_one(scene: Scene) -> None:
    await merged(scene)
    assert len(await scene.book.mine("olena")) == 1
    assert await scene.book.queue() == []


async def test_given_back_and_taken_again_it_is_still_both(scene: Scene) -> None:
    _, two = await merged(scene)
    await scene.act(two, Release("olena", "lunch"))
    await scene.act(two, Claim(*TARAS))
    assert "resident: FIRST words" in await scene.told(two)

"""Where an emergency rang somebody may step in: with a trace, and the person hears of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook import Done, Refusal
from bot.case import CaseState, Claim
from bot.message import Left, Tap
from bot.takeover import CONSENT, WITHIN

from .scene import OLENA, TARAS, Scene

if TYPE_CHECKING:
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)


async def taken(scene: Scene, who: tuple[str, str] = OLENA) -> Case:
    (alarm,) = await scene.book.alarms()
    done = await scene.book.take_over(alarm.id, Claim(*who))
    assert isinstance(done, Done), done
    return done.case


async def test_what_rang_is_listed_without_a_word_of_it(scene: Scene) -> None:
    await scene.say("garbage", "fire")
    (alarm,) = await scene.book.alarms()
    assert (alarm.channel, alarm.topic, alarm.times, alarm.at) == ("line", "safety-ambulance", 1, scene.now)


async def test_again_within_a_day_is_the_same_one_and_moves_up(scene: Scene) -> None:
    await scene.say("fire")
    await scene.say("fire", talk="another")
    scene.now += MINUTE
    await scene.say("fire")
    assert [alarm.times for alarm in await scene.book.alarms()] == [2, 1]


async def test_somebody_steps_in_and_the_person_is_told(scene: Scene) -> None:
    await scene.say("garbage", "fire", "they are at the door")
    await scene.send_all()
    case = await taken(scene)
    assert (case.state, case.owner, case.urgent, case.consent) == (CaseState.ASSIGNED, "olena", True, CONSENT)
    assert (await scene.send_all())[0] == "(case_taken_over)"
    assert (await scene.store.open("line", "talk")).silent
    assert [row.case.id for row in await scene.book.mine("olena")] == [case.id]
    assert await scene.book.alarms() == []


async def test_it_is_audited_by_name_and_counted(scene: Scene) -> None:
    await scene.say("fire")
    case = await taken(scene)
    rows = await scene.book.audit(case.id)
    assert [(row.what, row.by, row.detail) for row in rows] == [
        ("takeover", "olena", "topic=safety-ambulance"),
        ("opened", "olena", f"assigned consent={CONSENT}"),
    ]
    assert await scene.kinds(case) == ["opened", "urgent"]
    tally = await scene.book.tally(scene.now.date(), scene.now.date())
    assert [(each.opened, each.claimed) for each in tally] == [(1, 1)]
    assert await scene.book.recount() == tally


async def test_what_was_written_before_it_rang_is_not_shown(scene: Scene) -> None:
    await scene.say("my secret", "fire", "they are at the door")
    told = await scene.told(await taken(scene))
    assert told[0] == "resident: fire"
    assert "resident: they are at the door" in told
    assert not any("my secret" in line for line in told)


async def test_the_bot_is_silent_then_and_comes_back_when_it_is_wanted(scene: Scene) -> None:
    await scene.say("fire")
    case = await taken(scene)
    await scene.speak(case, "I am here")
    await scene.send_all()
    await scene.say("garbage")
    assert await scene.send_all() == []
    await scene.say("bot")
    assert not (await scene.store.open("line", "talk")).silent


async def test_of_two_who_step_in_one_does(house: House) -> None:
    here = Scene(house.open())
    there = Scene(house.open()) if house.engine == "postgres" else here
    await here.say("fire")
    (alarm,) = await here.book.alarms()
    answers = await asyncio.gather(
        here.book.take_over(alarm.id, Claim(*OLENA)), there.book.take_over(alarm.id, Claim(*TARAS))
    )
    assert sorted(type(each).__name__ for each in answers) == ["Done", "Refusal"]
    assert len(await here.book.open_cases()) == 1


async def test_a_case_makes_it_pointless(scene: Scene) -> None:
    await scene.say("fire")
    (alarm,) = await scene.book.alarms()
    await scene.opened()
    assert await scene.book.alarms() == []
    assert await scene.book.take_over(alarm.id, Claim(*OLENA)) == Refusal("missing")


async def test_in_a_case_it_is_the_case_that_rings(scene: Scene) -> None:
    await scene.opened()
    await scene.say("fire")
    assert await scene.book.alarms() == []


@pytest.mark.parametrize("how", ["late", "erased", "left"])
async def test_it_is_forgotten_with_the_day_and_with_the_person(scene: Scene, how: str) -> None:
    await scene.say("fire")
    if how == "late":
        scene.now += WITHIN
    elif how == "left":
        await scene.say(Left())
    else:
        await scene.say("delete my data", Tap("erase:yes"))
    assert await scene.book.alarms() == []

"""What is counted always agrees with a recount."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook import Tally
from bot.case import Claim, Reason, Release, Resolve
from bot.message import Tap
from tests.bot.office import MONDAY

from .conftest import ON_POSTGRES
from .scene import OLENA, TARAS, Scene, key

if TYPE_CHECKING:
    from .conftest import House

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)

DAY = MONDAY.date()


async def test_a_whole_case_is_counted_as_what_became_of_it(scene: Scene) -> None:
    case = await scene.opened("garbage")
    scene.now += 2 * MINUTE
    await scene.act(case, Claim(*OLENA))
    scene.now += 3 * MINUTE
    await scene.speak(case, "x")
    scene.now += 5 * MINUTE
    await scene.resolve(case)
    await scene.say(Tap("rate-case:5"))
    assert await scene.book.tally(DAY, DAY) == [
        Tally(
            DAY,
            "en",
            "life-garbage",
            "line",
            opened=1,
            claimed=1,
            waited=120,
            replied=1,
            answered=300,
            resolved=1,
            lasted=600,
            rated=1,
            stars=5,
            reasons={"answered": 1},
            faces={5: 1},
        )
    ]


async def test_a_second_thought_is_counted_once(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.act(case, Release("olena", "x"))
    await scene.act(case, Claim(*TARAS))
    await scene.resolve(case, TARAS)
    await scene.say(Tap("rate-case:1"), Tap("rate-case:2"))
    await scene.say("he came again", Tap("same:yes"))
    (row,) = await scene.book.tally(DAY, DAY)
    assert (row.opened, row.claimed, row.resolved, row.reopened, row.rated) == (1, 1, 0, 1, 1)
    assert row.reasons == {}
    await scene.say("bot")
    (row,) = await scene.book.tally(DAY, DAY)
    assert (row.opened, row.resolved, row.abandoned) == (1, 0, 1)
    assert await scene.book.recount() == [row]


async def test_days_are_those_of_the_office(scene: Scene) -> None:
    scene.now = MONDAY.replace(hour=15, minute=30)
    await scene.opened()
    assert await scene.book.tally(DAY, DAY) == []
    assert [row.day for row in await scene.book.tally(DAY, DAY + timedelta(days=1))] == [DAY + timedelta(days=1)]


async def test_after_a_busy_day_the_counters_agree_with_a_recount(scene: Scene) -> None:
    for n in range(12):
        scene.now += MINUTE
        case = await scene.opened(*(["garbage"] if n % 2 else []), talk=str(n))
        if n % 3:
            await scene.act(case, Claim(*OLENA))
            await scene.speak(case, "x")
        if n % 4 == 1:
            await scene.act(case, Resolve("olena", list(Reason)[n % len(Reason)], lead=True))
            await scene.say(Tap(f"rate-case:{1 + n % 5}"), talk=str(n))
        if n % 6 == 0:
            await scene.say("bot", talk=str(n))
        if n == 5:
            await scene.say("delete my data", Tap("erase:yes"), talk=str(n))
    rows = await scene.book.tally(DAY, DAY)
    assert rows == await scene.book.recount()
    assert sum(row.opened for row in rows) == 12


@ON_POSTGRES
async def test_two_processes_count_together(house: House) -> None:
    here, there = Scene(house.open()), Scene(house.open())
    opened = [await here.opened(talk=str(n)) for n in range(20)]
    done = [
        (here if n % 2 else there).book.act(case.id, Resolve("lead", Reason.OTHER, lead=True), key(), confirmed=True)
        for n, case in enumerate(opened)
    ]
    await asyncio.gather(*done)
    (row,) = await there.book.tally(DAY, DAY)
    assert (row.opened, row.resolved) == (20, 20)
    assert await here.book.recount() == [row]

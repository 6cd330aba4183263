"""Clocks run exactly once, whoever runs them and whenever they were last run."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from adapters.store.tables import timer
from adapters.store.tables_cases import cases
from bot.case import CaseState
from bot.clocks import PATIENCE
from bot.conversation import Owner
from bot.parcel import Dead
from tests.bot.office import EVENING, TUESDAY_10

from .conftest import ON_POSTGRES
from .scene import Scene

if TYPE_CHECKING:
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio

SECOND = timedelta(seconds=1)


async def running(scene: Scene) -> list[str]:
    kinds = select(timer.c.kind).where(timer.c.kind.like("case-%")).order_by(timer.c.kind)
    return await scene.store.submit(lambda connection: list(connection.scalars(kinds)))


async def standing(scene: Scene, case: Case) -> CaseState:
    found = await scene.book.case(case.id)
    assert found is not None
    return found.state


async def test_a_restart_with_clocks_that_are_due_loses_none_and_runs_each_once(house: House) -> None:
    scene = Scene(house.open(), EVENING)
    opened = [await scene.opened(talk=str(n)) for n in range(10)]
    await house.close()
    house.run_out()
    scene = Scene(house.open(), TUESDAY_10 + timedelta(hours=1))
    assert await scene.book.clockwork.run(scene.now) == 10
    assert await scene.book.clockwork.run(scene.now) == 0
    for case in opened:
        assert (await scene.told(case)).count("bot: (case_opened)") == 1


@ON_POSTGRES
async def test_two_processes_that_run_the_clocks_at_once_run_each_once(house: House) -> None:
    here, there = Scene(house.open(), EVENING), Scene(house.open(), EVENING)
    opened = [await here.opened(talk=str(n)) for n in range(30)]
    made = await asyncio.gather(*(each.book.clockwork.run(TUESDAY_10) for each in (here, there) * 3))
    assert sum(made) == 30
    for case in opened:
        assert (await here.told(case)).count("bot: (case_opened)") == 1
        assert [deed.what for deed in await there.book.audit(case.id)] == ["opening", "opened"]


async def test_a_clock_that_breaks_stops_no_other_and_stays(scene: Scene) -> None:
    scene.now = EVENING
    good, bad = await scene.opened(talk="good"), await scene.opened(talk="bad")
    damage = update(cases).where(cases.c.id == bad.id)
    await scene.store.submit(lambda connection: connection.execute(damage.values(labels=b"x")).rowcount)
    assert await scene.later(TUESDAY_10 - EVENING) == 1
    assert await standing(scene, good) is CaseState.QUEUED
    await scene.store.submit(lambda connection: connection.execute(damage.values(labels=None)).rowcount)
    assert await scene.later(SECOND) == 1
    assert await standing(scene, bad) is CaseState.QUEUED


async def test_when_the_calendar_was_changed_an_early_clock_is_wound_again(scene: Scene) -> None:
    case = await scene.claimed()
    early = update(timer).where(timer.c.kind == "case-silence").values(due_at=scene.now)
    await scene.store.submit(lambda connection: connection.execute(early).rowcount)
    assert await scene.later(SECOND) == 0
    assert await standing(scene, case) is CaseState.ASSIGNED
    assert await running(scene) == ["case-silence"]
    assert await scene.later(PATIENCE) == 1


async def test_whose_person_blocked_us_it_ends_soon_and_nothing_more_is_sent(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.speak(case, "hello?")
    await scene.send_all(Dead("403", gone=True))
    # The sender goes by the real time, when a reminder would be due as well.
    await scene.book.clockwork.run(datetime.now(UTC))
    assert await standing(scene, case) is CaseState.ABANDONED
    assert await scene.store.outbox.due() == []
    assert (await scene.store.open("line", "talk")).owner is Owner.BOT
    (deed, *_) = await scene.book.audit(case.id)
    assert (deed.what, deed.detail) == ("gone", "waiting-user>abandoned")

"""A case that is put aside is in a list of its own, and comes back exactly once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.aside import Snooze, Stranded, Wake
from bot.case import CaseState

from .conftest import ON_POSTGRES
from .scene import Scene

if TYPE_CHECKING:
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio

WEEK, MINUTE = timedelta(days=7), timedelta(minutes=1)


async def aside(scene: Scene) -> Case:
    case = await scene.speak(await scene.claimed("garbage"), "we ask the ward office")
    return await scene.act(case, Snooze("olena", scene.now + WEEK))


async def listed(scene: Scene) -> tuple[list[str], list[str]]:
    mine, put_aside = await scene.book.mine("olena"), await scene.book.aside()
    return [row.case.id for row in mine], [row.case.id for row in put_aside]


async def test_it_leaves_the_list_of_its_owner(scene: Scene) -> None:
    case = await aside(scene)
    assert await listed(scene) == ([], [case.id])
    assert [row.case.id for row in await scene.book.open_cases()] == [case.id]


async def test_it_comes_back_at_its_time_and_nobody_was_reminded(scene: Scene) -> None:
    case = await aside(scene)
    await scene.send_all()
    assert await scene.later(WEEK - MINUTE) == 0
    assert await scene.later(MINUTE) == 1
    assert await listed(scene) == ([case.id], [])
    assert await scene.send_all() == []
    assert await scene.later(MINUTE) == 0


async def test_it_comes_back_as_soon_as_the_person_writes(scene: Scene) -> None:
    case = await aside(scene)
    await scene.say("the letter is here")
    assert await listed(scene) == ([case.id], [])
    assert await scene.later(WEEK) == 1  # the owner's silence, and no second coming back
    found = await scene.book.case(case.id)
    assert found is not None
    assert found.state is not CaseState.WAITING_USER


async def test_it_comes_back_by_hand(scene: Scene) -> None:
    case = await aside(scene)
    await scene.act(case, Wake("olena"))
    assert await listed(scene) == ([case.id], [])


async def test_it_is_in_the_audit_and_in_the_feed(scene: Scene) -> None:
    case = await aside(scene)
    await scene.later(WEEK)
    assert [row.what for row in await scene.book.audit(case.id)][:2] == ["snooze-over", "snooze"]
    assert (await scene.kinds(case))[-1] == "moved"


@ON_POSTGRES
async def test_of_two_processes_one_brings_it_back(house: House) -> None:
    here, there = Scene(house.open()), Scene(house.open())
    case = await aside(here)
    for scene in (here, there):
        scene.now += WEEK
    moves = await asyncio.gather(*(scene.book.clockwork.run(here.now) for scene in (here, there) * 3))
    assert sum(moves) == 1
    assert [row.what for row in await here.book.audit(case.id)].count("snooze-over") == 1


async def test_the_time_that_was_set_last_counts(scene: Scene) -> None:
    case = await aside(scene)
    await scene.act(case, Snooze("olena", scene.now + timedelta(hours=1)))
    assert await scene.later(timedelta(hours=1)) == 1
    assert await listed(scene) == ([case.id], [])


async def test_a_case_that_nobody_can_reach_waits_and_its_person_is_told(scene: Scene) -> None:
    case = await scene.claimed("garbage", who=("telegram:7", "Counselor"))
    await scene.send_all()
    moved = await scene.act(case, Stranded())
    assert (moved.state, moved.owner, moved.former) == (CaseState.QUEUED, None, "telegram:7")
    assert await scene.send_all() == ["(case_stranded)"]

"""Nothing is opened before the yes, and what was agreed to is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from adapters.store.tables_cases import cases
from bot.case import CaseState
from bot.conversation import Owner
from bot.message import Tap
from tests.bot.office import EVENING, MONDAY

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .scene import Scene


pytestmark = pytest.mark.anyio


def number_of_cases(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(cases)).scalar_one()


async def test_before_the_yes_there_is_no_case_and_after_a_no_there_is_none(scene: Scene) -> None:
    await scene.say("a person please")
    assert await scene.store.submit(number_of_cases) == 0
    await scene.say("no")
    assert await scene.store.submit(number_of_cases) == 0
    assert await scene.book.queue() == []
    assert (await scene.store.open("line", "talk")).owner is Owner.BOT


async def test_a_yes_opens_it_with_the_version_of_what_was_agreed_to(scene: Scene) -> None:
    case = await scene.opened("garbage")
    (row,) = await scene.book.queue()
    assert row.case == case
    assert (case.state, case.version, case.topic, case.language) == (CaseState.QUEUED, 1, "life-garbage", "en")
    assert case.consent
    assert (await scene.store.open("line", "talk")).case == case.id
    assert (row.waiting, row.present, row.undelivered) == (MONDAY, (), 0)


async def test_its_number_is_told_and_finds_it(scene: Scene) -> None:
    case = await scene.opened()
    assert (await scene.told(case))[-1].startswith(f"bot: (queued {case.called})")
    assert await scene.book.numbered(case.number) == case
    assert await scene.book.numbered(case.number + 1) is None


async def test_the_counselor_sees_the_talk_so_far(scene: Scene) -> None:
    case = await scene.opened("garbage")
    told = await scene.told(case)
    assert told[0] == "resident: garbage"
    assert told[1].startswith("bot: [en] Garbage")
    assert told[2] == "resident: a person please"


async def test_outside_hours_it_waits_for_the_opening(scene: Scene) -> None:
    scene.now = EVENING
    case = await scene.opened()
    assert case.state is CaseState.CALLBACK
    assert case.due == MONDAY.replace(hour=10) + timedelta(days=1)
    (row,) = await scene.book.queue()
    assert row.case.due == case.due


async def test_an_old_yes_opens_nothing(scene: Scene) -> None:
    await scene.say("a person please")
    offered = (await scene.store.open("line", "talk")).offered
    scene.now += timedelta(days=2)
    await scene.say(Tap(offered[0].data))
    assert await scene.store.submit(number_of_cases) == 0

"""Time does its part: openings, closings, silence, reminders, holds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.store.tables import timer
from bot.case import CaseState, Claim, Hold, Reason
from bot.clocks import PATIENCE, REMINDERS
from bot.conversation import Owner
from tests.bot.office import EVENING, MONDAY, TUESDAY_10

from .scene import OLENA, Scene

if TYPE_CHECKING:
    from bot.case import Case


pytestmark = pytest.mark.anyio

SECOND = timedelta(seconds=1)


async def running(scene: Scene) -> list[str]:
    kinds = select(timer.c.kind).where(timer.c.kind.like("case-%")).order_by(timer.c.kind)
    return await scene.store.submit(lambda connection: list(connection.scalars(kinds)))


async def standing(scene: Scene, case: Case) -> CaseState:
    found = await scene.book.case(case.id)
    assert found is not None
    return found.state


async def test_at_the_opening_the_call_backs_are_in_the_line_urgent_first_and_told_once(scene: Scene) -> None:
    scene.now = EVENING
    first = await scene.opened(talk="first")
    scene.now += timedelta(minutes=5)
    second = await scene.opened(talk="second")
    await scene.say("fire", talk="second")
    assert await scene.later(TUESDAY_10 - scene.now - SECOND) == 0
    assert await scene.later(SECOND) == 2
    assert await scene.later(SECOND) == 0
    assert [row.case.id for row in await scene.book.queue()] == [second.id, first.id]
    for case in (first, second):
        assert await standing(scene, case) is CaseState.QUEUED
        assert (await scene.told(case)).count("bot: (case_opened)") == 1


async def test_at_closing_who_still_waits_is_told_when_it_goes_on(scene: Scene) -> None:
    case = await scene.opened()
    assert await scene.later(timedelta(hours=6)) == 1
    assert await standing(scene, case) is CaseState.CALLBACK
    assert (await scene.told(case))[-1] == "bot: (closing 2026-11-24 10:00)"
    assert await running(scene) == ["case-opening"]


async def test_an_owner_who_is_silent_for_too_long_loses_it_and_nothing_else_is_lost(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.say("hello?")
    assert await scene.later(PATIENCE - SECOND) == 0
    assert await scene.later(2 * SECOND) == 1
    (row,) = await scene.book.queue()
    assert (row.case.id, row.case.owner, row.case.former, row.unread > 0) == (case.id, None, "olena", True)
    assert (await scene.told(case))[-1] == "resident: hello?"
    (deed, *_) = await scene.book.audit(case.id)
    assert (deed.what, deed.by, deed.detail) == ("silence", None, "assigned>queued")


async def test_an_owner_who_answered_in_time_keeps_it(scene: Scene) -> None:
    case = await scene.claimed()
    scene.now += PATIENCE - SECOND
    await scene.speak(case, "I am here.")
    assert await scene.later(timedelta(hours=1)) == 0
    assert await running(scene) == ["case-reminder"]


async def test_two_reminders_then_the_end(scene: Scene) -> None:
    case = await scene.speak(await scene.claimed(), "Is it done?")
    told = []
    for at in REMINDERS:
        scene.now = MONDAY + at
        assert await scene.later(SECOND) == 1
        told.append((await scene.told(case))[-1])
    assert told == ["bot: (case_reminder_1)", "bot: (case_reminder_2)", "bot: (case_abandoned)"]
    found = await scene.book.case(case.id)
    assert found is not None
    assert (found.state, found.reason) == (CaseState.ABANDONED, Reason.NO_REPLY)
    assert (await scene.store.open("line", "talk")).owner is Owner.BOT
    assert await running(scene) == []


async def test_who_answers_is_reminded_of_nothing(scene: Scene) -> None:
    case = await scene.speak(await scene.claimed(), "Is it done?")
    await scene.say("yes it is")
    assert await standing(scene, case) is CaseState.ASSIGNED
    assert await running(scene) == ["case-silence"]


async def test_a_hold_ends_by_itself(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.act(case, Hold(*OLENA, scene.now + timedelta(hours=1)))
    assert await running(scene) == ["case-hold"]
    assert await scene.later(timedelta(hours=1)) == 1
    assert await standing(scene, case) is CaseState.ASSIGNED


async def test_claimed_cases_have_the_clock_of_their_new_state_alone(scene: Scene) -> None:
    case = await scene.opened()
    assert await running(scene) == ["case-closing"]
    await scene.act(case, Claim(*OLENA))
    assert await running(scene) == ["case-silence"]

"""The bot is thrown out of the staff group: whoever was helped there is told, and waits for somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.case import CaseState, Claim

if TYPE_CHECKING:
    from bot.case import Case
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio

TOLD = "(case_stranded)"


async def thrown_out(house: House) -> None:
    await house.bring(house.emulator.groups.kick_bot(house.group))
    await house.settled()


async def standing(house: House, case: Case) -> Case:
    found = await house.book.case(case.id)
    assert found is not None
    return found


async def in_hand(house: House) -> Case:
    case = await house.opened()
    topic = await house.thread(case)
    await house.write("/claim", topic)
    await house.settled()
    return await standing(house, case)


async def test_a_case_of_the_group_goes_back_into_the_line_and_its_person_is_told(house: House) -> None:
    case = await in_hand(house)
    assert case.owner == f"telegram:{house.sato}"
    await thrown_out(house)
    now = await standing(house, case)
    assert (now.state, now.owner) == (CaseState.QUEUED, None)
    assert house.heard().count(TOLD) == 1
    assert await house.stranding.since() == house.clock.now
    assert not await house.stranding.inside()


async def test_it_is_done_once_however_often_telegram_says_it(house: House) -> None:
    await in_hand(house)
    update = house.emulator.groups.kick_bot(house.group)
    for _ in range(3):
        await house.bring(update)
    await house.stranding.heard(away=True)
    await house.settled()
    assert house.heard().count(TOLD) == 1


async def test_whoever_has_a_case_in_the_console_keeps_it(house: House) -> None:
    case = await house.opened()
    await house.act(case, Claim("olena", "Olena"), "console-0001")
    await thrown_out(house)
    assert (await standing(house, case)).owner == "olena"
    assert TOLD not in house.heard()


@pytest.mark.parametrize("console", [True, False])
async def test_who_waits_is_told_when_there_is_nobody_else(house: House, *, console: bool) -> None:
    house.console = console
    case = await house.opened()
    await thrown_out(house)
    assert (await standing(house, case)).state is CaseState.QUEUED
    assert house.heard().count(TOLD) == (not console)


async def test_back_in_the_group_it_is_answered_there_again(house: House) -> None:
    await in_hand(house)
    await thrown_out(house)
    await house.stranding.heard(away=False)
    assert await house.stranding.inside()
    house.clock.turn(60)
    await house.stranding.heard(away=True)
    assert await house.stranding.since() == house.clock.now

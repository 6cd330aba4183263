"""A case is opened as a whole, with its clock and its trace, and once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from adapters.store.tables import timer
from adapters.store.tables_cases import audit, cases
from bot.errors import StaleConversation
from bot.step import CaseOpened, Step

from .scene import Scene, said

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .conftest import House

pytestmark = pytest.mark.anyio


def number_of_cases(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(cases)).scalar_one()


async def test_what_is_written_while_waiting_is_in_it_once(scene: Scene) -> None:
    case = await scene.opened()
    await scene.reception.receive_all([one := said("he wants me out by Friday"), one])
    await scene.reception.receive(one)
    await scene.reception.rest()
    assert (await scene.told(case))[-1] == "resident: he wants me out by Friday"
    assert [line for line in await scene.told(case) if "Friday" in line] == ["resident: he wants me out by Friday"]
    assert await scene.kinds(case) == ["opened", "line"]


async def test_opening_is_audited_without_a_word_and_starts_its_clock(scene: Scene) -> None:
    case = await scene.opened("garbage")
    (deed,) = await scene.book.audit(case.id)
    assert (deed.what, deed.by, deed.detail) == ("opened", None, f"queued consent={case.consent}")
    kinds = await scene.store.submit(lambda connection: connection.execute(select(timer.c.kind, timer.c.payload)).all())
    assert [tuple(row) for row in kinds] == [("case-closing", case.id)]


async def test_nothing_is_audited_of_a_message_that_changes_nothing(scene: Scene) -> None:
    case = await scene.opened()
    await scene.say("one", "two", "three")
    count = select(func.count()).select_from(audit)
    assert await scene.store.submit(lambda connection: connection.execute(count).scalar_one()) == 1
    (row,) = await scene.book.queue()
    assert row.case.version == case.version + 3
    assert row.unread > 3


async def test_a_number_that_is_taken_is_drawn_anew(scene: Scene) -> None:
    case = await scene.opened()
    told = said("x", "other")
    await scene.store.keep([told])
    talk = replace(await scene.store.open("line", "other"), version=1)
    same = replace(case, id="another", conversation="other")
    with pytest.raises(StaleConversation):
        await scene.store.save(told, Step(talk.handed_over("another"), events=(CaseOpened(same),)))
    assert await scene.store.submit(number_of_cases) == 1
    assert await scene.store.waiting() == [told]


async def test_a_talk_has_one_open_case(scene: Scene) -> None:
    case = await scene.opened()
    await scene.store.keep([told := said("x")])
    talk = await scene.store.open("line", "talk")
    second = replace(case, id="second", number=case.number + 1)
    with pytest.raises(StaleConversation):
        await scene.store.save(told, Step(replace(talk, version=talk.version + 1), events=(CaseOpened(second),)))
    assert await scene.store.submit(number_of_cases) == 1


async def test_a_case_survives_a_restart(house: House) -> None:
    case = await Scene(house.open()).opened("garbage")
    await house.close()
    house.run_out()
    scene = Scene(house.open())
    assert await scene.book.case(case.id) == case
    assert (await scene.told(case))[0] == "resident: garbage"

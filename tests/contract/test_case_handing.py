"""A case goes from hand to hand with a note, and nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.case import CaseState, Claim, Release, Speak, Transfer
from bot.why import Why

from .scene import OLENA, TARAS, Scene

pytestmark = pytest.mark.anyio


async def test_a_case_goes_to_a_colleague_with_a_note_and_the_person_hears_who_it_is(scene: Scene) -> None:
    case = await scene.claimed()
    assert (await scene.refused(case, Transfer("taras", "anna", "Anna", "x"))).why == Why.NOT_YOURS
    case = await scene.act(case, Transfer("olena", *TARAS, "She reads the contract tonight."))
    assert (case.owner, case.former, case.state) == ("taras", "olena", CaseState.ASSIGNED)
    view = await scene.view(case)
    assert [(note.by, note.on, note.text) for note in view.remarks] == [
        ("olena", "transfer", "She reads the contract tonight.")
    ]
    assert (await scene.told(case))[-1] == "bot: (transferred Taras)"
    assert (await scene.refused(case, Speak(*OLENA, "…"))).alias == "Taras"
    deeds = await scene.book.audit(case.id)
    assert (deeds[0].what, deeds[0].by, deeds[0].on, deeds[0].detail) == ("transfer", "olena", "taras", "")


async def test_released_it_is_in_the_line_again_and_nothing_is_lost(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    await scene.say("are you there?")
    case = await scene.act(case, Release("olena", "My shift ends."))
    (row,) = await scene.book.queue()
    assert (row.case, case.owner, case.former) == (case, None, "olena")
    taken = await scene.act(case, Claim(*TARAS))
    assert (await scene.told(taken))[-2:] == ["resident: are you there?", "bot: (taken Taras)"]


async def test_all_cases_of_one_who_leaves_go_back_into_the_line(scene: Scene) -> None:
    mine = [await scene.claimed(talk=str(n)) for n in range(3)]
    other = await scene.claimed(talk="other", who=TARAS)
    assert await scene.book.hand_back("olena", "lead", "Olena went home.") == 3
    assert {row.case.id for row in await scene.book.queue()} == {case.id for case in mine}
    assert [row.case for row in await scene.book.mine("taras")] == [replace(other)]
    assert (await scene.view(mine[0])).remarks[0].text == "Olena went home."

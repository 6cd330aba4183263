"""Staff erase a person when one has asked and another approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.casebook import Done, Refusal
from adapters.store.transcript import Line

from .corners import PERSON, full, hits
from .scene import Scene, key

if TYPE_CHECKING:
    from bot.case import Case


pytestmark = pytest.mark.anyio


async def test_staff_erase_when_one_asked_and_another_approved(scene: Scene) -> None:
    case = await full(scene)
    name = key()
    assert (await erased(scene, case, name)).why == "not-approved"
    assert not await scene.book.approve_erasure(case.id, "lead")
    assert await scene.book.ask_erasure(case.id, "olena")
    assert not await scene.book.ask_erasure(case.id, "taras")
    assert not await scene.book.approve_erasure(case.id, "olena")
    assert (await erased(scene, case, name)).why == "not-approved"
    assert await scene.book.approve_erasure(case.id, "lead")
    assert [(each.case_id, each.asked_by, each.approved_by) for each in await scene.book.erasures()] == [
        (case.id, "olena", "lead")
    ]
    done = await scene.book.erase(case.id, "admin", name)
    assert isinstance(done, Done)
    assert done.case.conversation == ""
    again = await scene.book.erase(case.id, "admin", name)
    assert isinstance(again, Done)
    assert again.again
    assert await hits(scene) == 0
    assert await scene.book.erasures() == []
    lines = await scene.store.transcript("line", Line).after(PERSON, 0)
    assert [line.reply.entry for line in lines if line.reply] == ["erased"]
    deeds = [(deed.what, deed.by, deed.on) for deed in await scene.book.audit(case.id)]
    assert deeds[0] == ("erase", "admin", "olena")
    assert ("erasure-approved", "lead", "olena") in deeds
    await scene.say("garbage", talk=PERSON)
    assert any("Garbage" in body for body in await scene.send_all())


async def erased(scene: Scene, case: Case, name: str) -> Refusal:
    answer = await scene.book.erase(case.id, "admin", name)
    assert isinstance(answer, Refusal)
    return answer

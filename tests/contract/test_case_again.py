"""Who writes again reaches the same counselor, or begins anew; nothing of the old shows in the new."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from adapters.store.tables_staff import staff
from bot.case import CaseState
from bot.conversation import Owner
from bot.message import Tap

if TYPE_CHECKING:
    from bot.case import Case

    from .scene import Scene

pytestmark = pytest.mark.anyio


async def standing(scene: Scene, case: Case) -> Case:
    found = await scene.book.case(case.id)
    assert found is not None
    return found


async def at_work(scene: Scene, who: str) -> None:
    """Have a counselor be here, as the console says after a request of theirs."""
    row = {
        "id": who, "login": who, "active": True, "role": "counselor", "alias": who, "name_body": b"", "password": "",
        "totp_body": b"x", "totp_step": 0, "languages": "", "teams": "", "presence": "here", "capacity": 5,
        "made_at": scene.now, "seen_at": scene.now,
    }  # fmt: skip
    await scene.store.submit(lambda connection: connection.execute(insert(staff), row).rowcount)


async def test_the_same_matter_again_reaches_the_same_counselor(scene: Scene) -> None:
    await at_work(scene, "olena")
    case = await scene.resolve(await scene.claimed("garbage"))
    await scene.say("he came back")
    await scene.say(Tap("same:yes"))
    again = await standing(scene, case)
    assert (again.state, again.owner, again.closed, again.reason) == (CaseState.ASSIGNED, "olena", None, None)
    assert "resident: he came back" in await scene.told(case)
    assert [row.case.id for row in await scene.book.mine("olena")] == [case.id]
    talk = await scene.store.open("line", "talk")
    assert (talk.owner, talk.case) == (Owner.CASE, case.id)


async def test_who_went_home_leaves_it_to_whoever_is_there(scene: Scene) -> None:
    await at_work(scene, "olena")
    case = await scene.resolve(await scene.claimed())
    scene.now += timedelta(hours=1)
    await scene.say("he came back", Tap("same:yes"))
    (row,) = await scene.book.queue()
    assert (row.case.id, row.case.state, row.case.former) == (case.id, CaseState.QUEUED, "olena")


async def test_another_matter_is_the_bots(scene: Scene) -> None:
    case = await scene.resolve(await scene.claimed())
    await scene.say("garbage")
    assert (await standing(scene, case)).state is CaseState.RESOLVED
    assert any("Garbage" in body for body in await scene.send_all())


async def test_a_new_case_of_the_same_person_shows_nothing_of_the_old_one(scene: Scene) -> None:
    old = await scene.resolve(await scene.speak(await scene.claimed("he hit me"), "secret of the old one"))
    scene.now += timedelta(days=5)
    await scene.say("garbage")
    new = await scene.opened()
    assert new.id != old.id
    told = await scene.told(new)
    assert told[0] == "resident: garbage"
    assert not any("secret" in line or "he hit me" in line for line in told)
    assert not any("garbage" in line for line in await scene.told(old))

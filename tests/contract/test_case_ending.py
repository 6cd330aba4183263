"""A case ends, is rated, is taken up again; and the bot has the talk in between."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from adapters.store.tables_staff import staff
from bot.case import CaseState, Claim, Label, Reason
from bot.conversation import Owner
from bot.message import Left, Tap
from bot.why import Why

from .scene import TARAS, Scene

if TYPE_CHECKING:
    from bot.case import Case

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


async def test_resolved_the_bot_has_the_talk_and_the_faces_are_offered(scene: Scene) -> None:
    case = await scene.resolve(await scene.speak(await scene.claimed(), "Done."))
    assert (case.state, case.owner, case.former, case.reason) == (
        CaseState.RESOLVED,
        None,
        "olena",
        Reason.ANSWERED,
    )
    assert (await scene.told(case))[-2:] == ["bot: (case_resolved)", "bot: (case_rate)"]
    await scene.say(Tap("rate-case:4"))
    assert (await standing(scene, case)).rating == 4
    talk = await scene.store.open("line", "talk")
    assert (talk.owner, talk.case, talk.resolved) == (Owner.BOT, case.id, scene.now)
    await scene.say("garbage")
    assert any("Garbage" in body for body in await scene.send_all())


async def test_words_said_just_before_the_end_are_sent_all_the_same(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    await scene.resolve(await scene.speak(case, "Go to the ward office tomorrow."))
    assert await scene.send_all() == [
        "Olena: Go to the ward office tomorrow.",
        "(case_resolved)",
        "(case_rate)",
    ]


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


async def test_the_bot_word_ends_it_and_what_waited_to_be_sent_is_not_sent(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    case = await scene.speak(case, "never sent")
    await scene.say("bot")
    ended = await standing(scene, case)
    assert (ended.state, ended.former) == (CaseState.ABANDONED, "olena")
    assert await scene.send_all() == ["(case_cancelled)"]
    await scene.say("garbage")
    assert any("Garbage" in body for body in await scene.send_all())
    assert (await scene.refused(ended, Claim(*TARAS))).why == Why.CLOSED
    assert (await scene.kinds(case))[-2:] == ["moved", "line"]


async def test_who_leaves_ends_it(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.say(Left())
    assert (await standing(scene, case)).state is CaseState.ABANDONED
    assert await scene.send_all() == []


async def test_closed_ones_are_listed_page_by_page_the_last_closed_first(scene: Scene) -> None:
    closed = []
    for n in range(7):
        scene.now += timedelta(seconds=n % 2)
        closed.append(await scene.resolve(await scene.claimed(talk=str(n))))
    await scene.opened(talk="open")
    seen: list[str] = []
    while page := await scene.book.closed(seen[-1] if seen else None, 3):
        seen += [row.case.id for row in page]
    assert seen == [case.id for case in reversed(closed)]


async def test_a_closed_case_still_takes_labels_and_notes(scene: Scene) -> None:
    case = await scene.resolve(await scene.claimed())
    labelled = await scene.act(case, Label("lead", ("eviction",)))
    assert labelled.labels == ("eviction",)
    assert (await scene.store.open("line", "talk")).owner is Owner.BOT

"""A case ends, is rated, and the bot has the talk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

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

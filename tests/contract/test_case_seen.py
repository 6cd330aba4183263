"""Nobody answers what they have not seen to the end."""

from __future__ import annotations

import pytest

from adapters.casebook import Who
from bot.case import (
    Reason,
    Remark,
    Resolve,
    Speak,
)
from bot.why import Why

from .scene import OLENA, TARAS, Scene

pytestmark = pytest.mark.anyio


async def test_nobody_answers_what_they_have_not_seen_to_the_end(scene: Scene) -> None:
    case = await scene.claimed()
    seen = (await scene.view(case)).row.newest
    await scene.say("I signed it.", "Was that wrong?")
    for move in (Speak(*OLENA, "Do not sign."), Resolve("olena", Reason.ANSWERED)):
        refused = await scene.refused(case, move, seen=seen)
        assert (refused.why, [line.text for line in refused.missed]) == (Why.STALE, ["I signed it.", "Was that wrong?"])
    assert not any("Do not sign." in line for line in await scene.told(case))
    await scene.act(case, Remark("olena", "A note may be written all the same."), seen=seen, confirmed=False)
    await scene.act(case, Speak(*OLENA, "Do not sign."), seen=seen, confirmed=True)
    assert (await scene.view(case)).row.unread == 0


async def test_what_was_seen_is_enough_and_what_colleagues_or_the_bot_said_counts_not(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    mine = [line for line in await scene.lines(case) if line.who is Who.RESIDENT]
    await scene.act(case, Speak(*OLENA, "one"), seen=mine[-1].position, confirmed=False)
    await scene.act(case, Speak(*OLENA, "two"), seen=mine[-1].position, confirmed=False)
    assert (await scene.refused(case, Speak(*OLENA, "three"), seen=mine[0].position)).why == Why.STALE


async def test_without_a_position_what_was_marked_as_read_counts(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.say("hello?")
    newest = (await scene.view(case)).row.newest
    assert (await scene.refused(case, Speak(*OLENA, "x"))).why == Why.STALE
    await scene.book.mark(case.id, "taras", newest)
    assert (await scene.refused(case, Speak(*OLENA, "x"))).why == Why.STALE
    await scene.book.mark(case.id, "olena", newest)
    assert (await scene.view(case)).row.unread == 0
    await scene.act(case, Speak(*OLENA, "x"), confirmed=False)


async def test_only_the_owner_answers(scene: Scene) -> None:
    case = await scene.claimed()
    refused = await scene.refused(case, Speak(*TARAS, "I know better"))
    assert (refused.why, refused.by, refused.alias) == (Why.NOT_YOURS, "olena", "Olena")
    assert not any("better" in line for line in await scene.told(case))

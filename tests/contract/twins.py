"""One person in two talks, and both cases in the hands of one counselor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.aside import Merge
from bot.case import Reason, Resolve

if TYPE_CHECKING:
    from bot.case import Case

    from .scene import Scene

HERE, THERE = "talk", "other-talk"
DAY = timedelta(days=1)


async def both(scene: Scene) -> tuple[Case, Case]:
    """Have one person write in two talks, and one counselor take both cases."""
    one = await scene.claimed("FIRST words", talk=HERE)
    two = await scene.claimed("SECOND words", talk=THERE)
    return one, two


async def merged(scene: Scene) -> tuple[Case, Case]:
    one, two = await both(scene)
    await scene.act(one, Merge("olena", two.id, two.called, "same phone number"))
    return await standing(scene, one), await standing(scene, two)


async def standing(scene: Scene, case: Case) -> Case:
    found = await scene.book.case(case.id)
    assert found is not None
    return found


async def ended(scene: Scene, case: Case, move: Resolve | None = None) -> None:
    await scene.act(await standing(scene, case), move or Resolve("olena", Reason.ANSWERED))
    await scene.later(timedelta(seconds=2))

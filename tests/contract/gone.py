"""A case whose lines are translated, and that nothing is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .corners import PERSON
from .people import CANARY
from .rendered import made, rendered, rows, take

if TYPE_CHECKING:
    from adapters.casebook.translating import Wanted
    from bot.case import Case

    from .scene import Scene


async def rich(scene: Scene) -> tuple[Case, Wanted]:
    """Have a case whose lines are translated, into two languages, but for one that a machine has in hand."""
    case = await scene.claimed(f"{CANARY} asks", talk=PERSON)
    await scene.book.translations.read_in(case.id, "en")
    await rendered(scene)
    await scene.say(f"{CANARY} goes on", talk=PERSON)
    (wanted, other) = await take(scene)
    await scene.book.translations.finish(other, made(other))
    assert await rows(scene) >= 6
    return case, wanted


async def nothing_is_left(scene: Scene, wanted: Wanted) -> None:
    assert not await scene.book.translations.finish(wanted, made(wanted))
    assert await rows(scene) == 0
    assert await scene.book.search(CANARY, lambda _: True) == []

"""A case with something in every corner, to see what is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.case import Label, Remark
from bot.parcel import Uncertain

from .people import CANARY

if TYPE_CHECKING:
    from bot.case import Case

    from .scene import Scene

PERSON = "person-of-the-canary"


async def full(scene: Scene) -> Case:
    """Have a case with something in every corner."""
    case = await scene.claimed("garbage", talk=PERSON)
    await scene.say(f"{CANARY} hears", talk=PERSON)
    case = await scene.speak(case, f"{CANARY} says")
    await scene.send_all(Uncertain("timeout"))
    await scene.act(case, Remark("olena", f"{CANARY} notes"))
    await scene.act(case, Label("olena", (CANARY,)))
    await scene.book.keep_draft(case.id, "taras", f"{CANARY} drafts")
    await scene.book.here(case.id, "taras")
    return case


async def hits(scene: Scene, what: str = CANARY) -> int:
    return len(await scene.book.search(what, lambda _: True))

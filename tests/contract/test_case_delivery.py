"""A counselor sees how far each line has come, and decides about those that may not have arrived."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.casebook import Delivery
from bot.parcel import Dead, Uncertain

if TYPE_CHECKING:
    from .scene import Scene

pytestmark = pytest.mark.anyio


async def test_an_uncertain_line_is_shown_and_sent_again_once_when_a_counselor_says_so(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    await scene.speak(case, "Come at ten.")
    await scene.send_all(Uncertain("timeout"))
    line = (await scene.lines(case))[-1]
    assert (line.delivery, line.code) == (Delivery.UNCERTAIN, "timeout")
    assert await scene.send_all() == []
    assert [row.undelivered for row in await scene.book.mine("olena")] == [1]
    clicks = await asyncio.gather(*(scene.book.resend(case.id, line.position, "olena") for _ in range(3)))
    assert clicks.count(True) == 1
    assert await scene.send_all() == ["Olena: Come at ten."]
    assert (await scene.lines(case))[-1].delivery is Delivery.SENT
    assert not await scene.book.resend(case.id, line.position, "olena")
    assert [deed.what for deed in await scene.book.audit(case.id)].count("resend") == 1
    assert [row.undelivered for row in await scene.book.mine("olena")] == [0]


async def test_an_uncertain_line_that_has_arrived_is_put_down(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    await scene.speak(case, "Come at ten.")
    await scene.send_all(Uncertain("timeout"))
    position = (await scene.lines(case))[-1].position
    assert await scene.book.arrived(case.id, position, "olena")
    assert not await scene.book.arrived(case.id, position, "olena")
    assert (await scene.lines(case))[-1].delivery is Delivery.SENT
    assert not await scene.book.resend(case.id, position, "olena")


async def test_a_failed_line_says_why_and_no_other_talks_line_is_touched(scene: Scene) -> None:
    case, other = await scene.claimed(), await scene.claimed(talk="other")
    await scene.send_all()
    await scene.speak(case, "x")
    await scene.send_all(Dead("400 too long"))
    line = (await scene.lines(case))[-1]
    assert (line.delivery, line.code) == (Delivery.FAILED, "400 too long")
    assert not await scene.book.resend(other.id, line.position, "olena")
    assert await scene.book.resend(case.id, line.position, "olena")

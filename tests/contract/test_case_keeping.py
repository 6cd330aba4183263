"""Words of a case are kept for ninety days from its end, and not longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from adapters.store.tables_cases import cases
from bot.case import CaseState, Remark

from .corners import PERSON, hits
from .people import CANARY
from .scene import OLENA, Scene

pytestmark = pytest.mark.anyio


async def test_words_of_a_case_stay_ninety_days_from_its_end_and_not_longer(scene: Scene) -> None:
    scene.now = datetime.now(UTC).replace(hour=11) - timedelta(days=100)
    scene.office.begins["en"] = scene.now.replace(hour=0, minute=0).time()
    case = await scene.opened(talk=PERSON)
    await scene.say(f"{CANARY} of a hundred days ago", talk=PERSON)
    await scene.store.sweep(datetime.now(UTC))
    assert await hits(scene) == 1
    scene.now += timedelta(days=60)
    await scene.act(case, Remark("olena", CANARY))
    await scene.say("bot", talk=PERSON)
    await scene.store.sweep(scene.now + timedelta(days=89))
    assert await hits(scene) == 1
    assert len((await scene.view(case)).remarks) == 1
    await scene.store.sweep(scene.now + timedelta(days=91))
    view = await scene.view(case)
    assert (view.lines, view.remarks, view.row.case.conversation) == ((), (), "")
    assert (view.row.case.number, view.row.case.state) == (case.number, CaseState.ABANDONED)
    assert await scene.book.closed() == []
    assert sum(row.opened for row in await scene.book.recount()) == 1
    forgotten = select(cases.c.forgotten_at)
    assert await scene.store.submit(lambda connection: connection.execute(forgotten).scalar_one()) is not None


async def test_an_open_case_is_forgotten_by_no_sweep(scene: Scene) -> None:
    case = await scene.claimed(talk=PERSON)
    await scene.speak(case, CANARY)
    await scene.store.sweep(datetime.now(UTC) + timedelta(days=400))
    assert await hits(scene) == 1
    assert (await scene.store.open("line", PERSON)).case == case.id
    assert OLENA[0] == (await scene.view(case)).row.case.owner


async def test_the_feed_of_long_ago_is_forgotten_and_says_so(scene: Scene) -> None:
    await scene.claimed()
    await scene.store.sweep(datetime.now(UTC) + timedelta(days=40))
    assert await scene.book.feed_newest() == 0
    assert await scene.book.feed_oldest() == 1

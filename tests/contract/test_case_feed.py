"""What happens is told once, in order, and without a word; whoever was cut off reads on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.store import feed as feeds, ledger
from adapters.store.ledger import Happened
from adapters.store.tables_cases import feed
from bot.case import Claim, Remark, Speak

from .people import CANARY
from .scene import OLENA, TARAS, Scene, key

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.casebook import FeedRow


pytestmark = pytest.mark.anyio


async def all_rows(scene: Scene) -> list[FeedRow]:
    return await scene.store.submit(lambda connection: feeds.after(connection, 0, 100_000))


async def test_what_happens_is_told_in_order_with_who_did_it_and_without_a_word(scene: Scene) -> None:
    case = await scene.opened("garbage")
    await scene.act(case, Claim(*OLENA))
    await scene.act(case, Speak(*OLENA, CANARY))
    await scene.say(CANARY)
    await scene.act(case, Remark("taras", CANARY))
    rows = await all_rows(scene)
    assert [(row.kind, row.who, row.state) for row in rows] == [
        ("opened", None, "queued"),
        ("moved", "olena", "assigned"),
        ("spoke", "olena", "waiting-user"),
        ("moved", None, "assigned"),
        ("line", None, "assigned"),
        ("remark", "taras", "assigned"),
    ]
    assert {row.case_id for row in rows} == {case.id}
    assert CANARY not in repr(rows)


async def test_what_is_refused_or_repeated_tells_nothing(scene: Scene) -> None:
    case = await scene.claimed()
    before = await scene.book.feed_newest()
    await scene.act(case, Remark("olena", "x"), same := key())
    await scene.act(case, Remark("olena", "x"), same)
    await scene.refused(case, Claim(*TARAS))
    assert await scene.kinds(case, before) == ["remark"]


async def test_who_waits_is_woken_at_once_and_else_told_that_time_is_up(scene: Scene) -> None:
    case = await scene.claimed()
    position = await scene.book.feed_newest()
    assert not await scene.book.feed_wait(position, 0.05)
    waiting = [asyncio.create_task(scene.book.feed_wait(position, 10)) for _ in range(20)]
    await asyncio.sleep(0.05)
    loop = asyncio.get_running_loop()
    start = loop.time()
    await scene.act(case, Remark("olena", "x"))
    assert await asyncio.gather(*waiting) == [True] * 20
    assert loop.time() - start < 2.0


async def test_who_was_cut_off_reads_on_where_they_were(scene: Scene) -> None:
    case = await scene.claimed()
    for n in range(30):
        await scene.act(case, Remark("olena", str(n)))
    rows = await all_rows(scene)
    assert await scene.book.feed_wait(rows[-1].id - 1, 10)
    for position in (0, rows[0].id, rows[10].id, rows[-1].id, rows[-1].id + 100):
        assert list(await scene.book.feed_after(position)) == [row for row in rows if row.id > position]
    assert list(await scene.book.feed_after(rows[3].id, 5)) == rows[4:9]


def note(connection: Connection, name: str) -> None:
    ledger.note(connection, Happened(name, "line", "queued", datetime.now(UTC)))


async def test_nothing_of_an_undone_transaction_is_told(scene: Scene) -> None:
    def broken(connection: Connection) -> None:
        note(connection, "never")
        msg = "on purpose"
        raise RuntimeError(msg)

    done = await asyncio.gather(
        scene.store.submit(broken),
        *(scene.store.submit(partial(note, name=str(n))) for n in range(5)),
        return_exceptions=True,
    )
    assert isinstance(done[0], Exception)
    ids = await scene.store.submit(lambda connection: list(connection.scalars(select(feed.c.case_id))))
    assert ids == [str(n) for n in range(5)]

"""Many follow the feed at once, in several processes, and each sees all of it in order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from adapters.store import feed as feeds, ledger
from adapters.store.ledger import Happened
from bot.case import Remark

from .conftest import ON_POSTGRES
from .scene import Scene

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.casebook import FeedRow

    from .conftest import House

pytestmark = pytest.mark.anyio


async def follow(scene: Scene, number: int, position: int = 0) -> list[FeedRow]:
    """Follow the feed until so many rows have come."""
    rows: list[FeedRow] = []
    async with asyncio.timeout(20):
        while len(rows) < number:
            assert await scene.book.feed_wait(position, 15)
            rows += await scene.book.feed_after(position)
            position = rows[-1].id if rows else position
    return rows


async def all_rows(scene: Scene) -> list[FeedRow]:
    return await scene.store.submit(lambda connection: feeds.after(connection, 0, 100_000))


async def test_more_than_is_kept_at_hand_is_read_from_the_table(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(feeds, "_AT_HAND", 7)
    monkeypatch.setattr(feeds, "_PAGE", 3)
    hub = feeds.Hub(scene.store._read)
    assert not await hub.wait(10_000, 0.01)
    for n in range(40):
        await scene.store.submit(partial(note, name=str(n)))
    hub.ring()
    assert await hub.wait((await all_rows(scene))[-1].id - 1, 10)
    rows = await all_rows(scene)
    got: list[FeedRow] = []
    while more := await hub.after(got[-1].id if got else 0, 3):
        got += more
    assert got == rows
    assert len(hub._rows) == 7
    await hub.close()


def note(connection: Connection, name: str) -> None:
    ledger.note(connection, Happened(name, "line", "queued", datetime.now(UTC)))


@ON_POSTGRES
async def test_numbers_are_seen_in_the_order_of_commits_by_every_process(house: House) -> None:
    scenes = [Scene(house.open()) for _ in range(3)]
    total = 240
    following = [asyncio.create_task(follow(scene, total)) for scene in scenes]
    await asyncio.sleep(0.1)
    await asyncio.gather(*(scenes[n % 3].store.submit(partial(note, name=str(n))) for n in range(total)))
    for rows in await asyncio.gather(*following):
        assert [row.id for row in rows] == sorted(row.id for row in rows)
        assert {row.case_id for row in rows} == {str(n) for n in range(total)}


@ON_POSTGRES
async def test_another_process_hears_of_it_soon(house: House) -> None:
    here, there = Scene(house.open()), Scene(house.open())
    there.store.listen(lambda _: None)
    case = await here.claimed()
    position = await there.book.feed_newest()
    assert not await there.book.feed_wait(position, 0.05)
    waiting = asyncio.create_task(there.book.feed_wait(position, 10))
    await asyncio.sleep(0.3)
    await here.act(case, Remark("olena", "x"))
    assert await waiting
    assert [row.kind for row in await there.book.feed_after(position)] == ["remark"]

"""Who waits for a talk hears of it at once in this process, and within a second from another."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.store.doorbell import POLL

from .conftest import ON_POSTGRES, ON_SQLITE
from .people import answer, message

if TYPE_CHECKING:
    from adapters.store.store import SqlStore

    from .conftest import House
    from .postgres import Cluster

pytestmark = pytest.mark.anyio


async def test_what_is_there_already_is_not_waited_for(store: SqlStore) -> None:
    await answer(store, message(), "…")
    assert await store.wait("talk", 0, 0.5)


async def test_when_nothing_comes_time_is_up(store: SqlStore) -> None:
    await answer(store, message(talk="other"), "…")
    assert not await store.wait("talk", 0, 0.05)


async def test_an_answer_wakes_who_waits_for_this_talk_alone(store: SqlStore) -> None:
    here = asyncio.create_task(store.wait("talk", 0, 20))
    there = asyncio.create_task(store.wait("other", 0, 0.3))
    await asyncio.sleep(0.05)
    start = asyncio.get_running_loop().time()
    await answer(store, message(), "…")
    assert await here
    assert asyncio.get_running_loop().time() - start < POLL / 2
    assert not await there


async def test_a_reader_that_asks_again_and_again_misses_nothing(store: SqlStore) -> None:
    async def read() -> list[str | None]:
        heard: list[str | None] = []
        position = 0
        while len(heard) < 50:
            assert await store.wait("talk", position, 20)
            for line in await store.after("talk", position):
                position = line.position
                if line.mine:
                    heard.append(line.text)
        return heard

    reader = asyncio.create_task(read())
    for n in range(50):
        await answer(store, message(str(n)), "…")
    assert await reader == [str(n) for n in range(50)]


@ON_POSTGRES
async def test_another_process_is_heard_within_a_second_or_so(house: House) -> None:
    there, here = house.open(), house.open()
    waiting = [asyncio.create_task(here.wait("talk", 0, 20)) for _ in range(3)]
    await asyncio.sleep(0.05)
    start = asyncio.get_running_loop().time()
    await answer(there, message(), "…")
    assert await asyncio.gather(*waiting) == [True, True, True]
    assert asyncio.get_running_loop().time() - start < 2 * POLL


@ON_POSTGRES
async def test_with_hints_another_process_is_heard_at_once(house: House, request: pytest.FixtureRequest) -> None:
    there, here = house.open(), house.open()
    here.listen(lambda _lane: None)
    await asyncio.sleep(0.3)
    for crash in (False, True):
        if crash:
            cluster: Cluster = request.getfixturevalue("cluster")
            cluster.crash()
            cluster.start()
            await asyncio.sleep(1.5)
        position = max((line.position for line in await here.after("talk", 0)), default=0)
        waiting = asyncio.create_task(here.wait("talk", position, 20))
        await asyncio.sleep(0.05)
        start = asyncio.get_running_loop().time()
        await answer(there, message(), "…")
        assert await waiting
        assert asyncio.get_running_loop().time() - start < POLL / 2


@ON_POSTGRES
async def test_who_answers_a_talk_hears_that_another_process_kept_something_for_it(house: House) -> None:
    here, there = house.open(), house.open()
    heard: asyncio.Queue[int] = asyncio.Queue()
    here.listen(heard.put_nowait)
    there.listen(heard.put_nowait)
    await asyncio.sleep(0.3)
    await here.keep([message(talk="a", channel="line")])
    await there.keep([message(talk="b", channel="line"), message(talk="c", channel="line")])
    async with asyncio.timeout(5):
        lanes = [await heard.get() for _ in range(4)]
    assert sorted(set(lanes)) == sorted({here.lane("line", "b"), here.lane("line", "c")})
    assert heard.empty()


@ON_SQLITE
async def test_where_nobody_else_writes_there_is_nothing_to_hear(store: SqlStore) -> None:
    store.listen(lambda _lane: None)
    assert store._hearing is None


async def test_a_page_of_its_own_gets_lines_in_its_own_shape(store: SqlStore) -> None:
    await answer(store, message(channel="line"), "…")
    lines = await store.transcript("line", dict[str, object]).after("talk", 0)
    assert [line["mine"] for line in lines] == [True, False]
    assert await store.after("talk", 0) == []

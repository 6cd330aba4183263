"""Who waits for a talk hears of it at once in this process, and within a second from another."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.store.doorbell import POLL

from .conftest import ON_POSTGRES
from .people import answer, message

if TYPE_CHECKING:
    from adapters.store.store import SqlStore

    from .conftest import House

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
    here, there = house.open(), house.open(key=None)
    waiting = [asyncio.create_task(here.wait("talk", 0, 20)) for _ in range(3)]
    await asyncio.sleep(0.05)
    start = asyncio.get_running_loop().time()
    await answer(there, message(), "…")
    assert await asyncio.gather(*waiting) == [True, True, True]
    assert asyncio.get_running_loop().time() - start < 2 * POLL


async def test_a_page_of_its_own_gets_lines_in_its_own_shape(store: SqlStore) -> None:
    await answer(store, message(channel="line"), "…")
    lines = await store.transcript("line", dict[str, object]).after("talk", 0)
    assert [line["mine"] for line in lines] == [True, False]
    assert await store.after("talk", 0) == []

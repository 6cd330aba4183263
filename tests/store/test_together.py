"""Many who ask for the same thing at once have it read once, and nobody gets what is older than their question."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from adapters.store.together import Together


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Shelf:
    """Something that changes, and how often it was read; a reading takes until ``goes_on``."""

    value: int = 1
    readings: int = 0
    broken: bool = False
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self) -> int:
        self.readings += 1
        value = self.value
        await self.goes_on.wait()
        if self.broken:
            msg = "no shelf"
            raise OSError(msg)
        return value


async def _soon() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.anyio
async def test_who_comes_during_a_reading_waits_for_the_next_one_with_all_others() -> None:
    shelf = Shelf()
    together = Together(shelf.read)
    first = asyncio.ensure_future(together.give())
    await _soon()
    shelf.value = 2
    others = [asyncio.ensure_future(together.give()) for _ in range(10)]
    await _soon()
    assert shelf.readings == 1
    shelf.goes_on.set()
    assert await first == 1
    assert await asyncio.gather(*others) == [2] * 10
    assert shelf.readings == 2


@pytest.mark.anyio
async def test_one_after_the_other_each_has_their_own_reading() -> None:
    shelf = Shelf()
    shelf.goes_on.set()
    together = Together(shelf.read)
    for value in range(5):
        shelf.value = value
        assert await together.give() == value
    assert shelf.readings == 5


@pytest.mark.anyio
async def test_who_goes_away_leaves_it_to_the_others() -> None:
    shelf = Shelf()
    together = Together(shelf.read)
    goes, stays = (asyncio.ensure_future(together.give()) for _ in range(2))
    await _soon()
    goes.cancel()
    await _soon()
    shelf.goes_on.set()
    assert await stays == 1
    assert goes.cancelled()


@pytest.mark.anyio
async def test_a_reading_that_fails_fails_for_those_who_wait_for_it_alone() -> None:
    shelf = Shelf(broken=True)
    shelf.goes_on.set()
    together = Together(shelf.read)
    found = await asyncio.gather(*(together.give() for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in found] == [OSError] * 3
    shelf.broken = False
    assert await together.give() == 1


def test_another_loop_begins_anew() -> None:
    shelf = Shelf()
    together = Together(shelf.read)

    async def left() -> None:
        asyncio.get_running_loop().create_task(together.give())
        await _soon()

    async def asked() -> int:
        shelf.goes_on = asyncio.Event()
        shelf.goes_on.set()
        return await together.give()

    asyncio.run(left())
    assert asyncio.run(asked()) == 1

"""Queries that are asked for together are read together, and none harms another."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from adapters.store.reader import Reader
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

PATIENCE = 30.0


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    engine = create_engine(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    reader = Reader(engine)
    yield reader
    reader.close()
    engine.dispose()


def number(connection: Connection) -> int:
    return int(connection.execute(text("SELECT 7")).scalar_one())


def thread(connection: Connection) -> int:
    del connection
    return threading.get_ident()


@pytest.mark.anyio
async def test_what_is_asked_for_in_one_turn_is_read_by_one_thread(reader: Reader) -> None:
    found = await asyncio.gather(*(reader.read(thread) for _ in range(5)))
    assert len(set(found)) == 1
    assert found[0] != threading.get_ident()


@pytest.mark.anyio
async def test_a_query_that_fails_harms_no_other(reader: Reader) -> None:
    def broken(connection: Connection) -> int:
        return int(connection.execute(text("SELECT x FROM nowhere")).scalar_one())

    before, failed, after = await asyncio.gather(
        reader.read(number), reader.read(broken), reader.read(number), return_exceptions=True
    )
    assert (before, after) == (7, 7)
    assert isinstance(failed, StoreError)
    assert "nowhere" not in str(failed)


@pytest.mark.anyio
async def test_what_took_long_is_told_before_a_slow_query_behind_it_ends(reader: Reader) -> None:
    ends = threading.Event()

    def slow(connection: Connection) -> bool:
        del connection
        return ends.wait(PATIENCE)

    def heavy(connection: Connection) -> int:
        assert not threading.Event().wait(0.01)
        return number(connection)

    first, second = asyncio.ensure_future(reader.read(heavy)), asyncio.ensure_future(reader.read(slow))
    assert await asyncio.wait_for(first, PATIENCE / 2) == 7
    assert not second.done()
    ends.set()
    assert await second is True


@pytest.mark.anyio
async def test_who_goes_away_takes_nobody_along(reader: Reader) -> None:
    gone, stays = asyncio.ensure_future(reader.read(number)), asyncio.ensure_future(reader.read(number))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 7
    assert gone.cancelled()


@pytest.mark.anyio
async def test_a_closed_reader_says_so(reader: Reader) -> None:
    reader.refuse()
    with pytest.raises(StoreError):
        await reader.read(number)


def test_one_reader_serves_one_loop_after_another(reader: Reader) -> None:
    async def asked() -> int:
        return await reader.read(number)

    assert [asyncio.run(asked()) for _ in range(2)] == [7, 7]

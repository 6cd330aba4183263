"""Groups: together when all is well, each for itself when not, and nobody told too early."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, text

from adapters.store import writer as writers
from adapters.store.engines import database, writing
from adapters.store.writer import GROUP, Writer
from bot.errors import StoreBusy, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = writing(database("", tmp_path))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (n INTEGER)"))
    yield engine
    engine.dispose()


@pytest.fixture
def commits(engine: Engine) -> list[str]:
    seen: list[str] = []
    event.listen(engine, "commit", lambda _connection: seen.append("commit"))
    event.listen(engine, "rollback", lambda _connection: seen.append("rollback"))
    return seen


@pytest.fixture
def writer(engine: Engine) -> Iterator[Writer]:
    writer = Writer(engine)
    yield writer
    writer.close()


def note(number: int) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        connection.execute(text("INSERT INTO note VALUES (:n)"), {"n": number})
        return number

    return work


def fail(_connection: Connection) -> None:
    raise ZeroDivisionError


def held(writer: Writer) -> tuple[threading.Event, asyncio.Future[bool]]:
    """Keep the thread busy, so that what is submitted meanwhile becomes one group."""
    release = threading.Event()
    return release, writer.submit(lambda _connection: release.wait(10))


async def notes(writer: Writer) -> list[int]:
    return await writer.submit(lambda connection: list(connection.scalars(text("SELECT n FROM note"))))


async def test_what_waits_is_committed_together(writer: Writer, commits: list[str]) -> None:
    release, first = held(writer)
    units = [writer.submit(note(n)) for n in range(GROUP)]
    await asyncio.sleep(0.05)
    release.set()
    assert await asyncio.gather(*units) == list(range(GROUP))
    await first
    assert commits.count("commit") == 2


async def test_a_group_is_not_larger_than_allowed(writer: Writer, commits: list[str]) -> None:
    release, _ = held(writer)
    units = [writer.submit(note(n)) for n in range(GROUP * 2)]
    await asyncio.sleep(0.05)
    release.set()
    await asyncio.gather(*units)
    assert commits.count("commit") == 3


async def test_a_failing_unit_is_undone_alone_and_the_others_keep_their_order(
    writer: Writer, commits: list[str]
) -> None:
    def half(connection: Connection) -> None:
        note(99)(connection)
        raise ZeroDivisionError

    release, _ = held(writer)
    units: list[asyncio.Future[Any]] = [writer.submit(work) for work in (note(1), half, note(2))]
    await asyncio.sleep(0.05)
    release.set()
    results = await asyncio.gather(*units, return_exceptions=True)
    assert [type(result) for result in results] == [int, StoreError, int]
    assert await notes(writer) == [1, 2]
    assert "rollback" in commits


async def test_nobody_is_told_before_the_commit(writer: Writer, engine: Engine) -> None:
    told_before: list[bool] = []
    unit: list[asyncio.Future[int]] = []
    event.listen(engine, "commit", lambda _connection: told_before.append(unit[0].done()))
    unit.append(writer.submit(note(1)))
    await unit[0]
    assert told_before == [False]


async def test_a_commit_that_fails_is_no_success_for_anybody(writer: Writer, engine: Engine) -> None:
    refusing = True

    def refuse(_connection: Connection) -> None:
        if refusing:
            raise OSError

    event.listen(engine, "commit", refuse)
    units = [writer.submit(note(n)) for n in range(3)]
    results = await asyncio.gather(*units, return_exceptions=True)
    assert all(isinstance(result, StoreError) for result in results)
    refusing = False
    assert await notes(writer) == []


async def test_the_thread_outlives_whatever_a_unit_does(writer: Writer) -> None:
    def leave(_connection: Connection) -> None:
        raise SystemExit

    with pytest.raises(StoreError):
        await writer.submit(leave)
    assert await writer.submit(note(1)) == 1


async def test_a_bare_unit_runs_in_its_turn_outside_a_transaction(writer: Writer) -> None:
    def look(connection: Connection) -> tuple[bool, int]:
        driver = connection.connection.driver_connection
        assert driver is not None
        (count,) = driver.execute("SELECT count(*) FROM note").fetchone()
        return driver.in_transaction, count

    release, _ = held(writer)
    writer.submit(note(1))
    bare = writer.submit(look, bare=True)
    after = writer.submit(note(2))
    release.set()
    assert await bare == (False, 1)
    await after


async def test_a_queue_that_only_grows_is_refused(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "LONGEST_QUEUE", 2)
    release, first = held(writer)
    await asyncio.sleep(0.05)
    writer.submit(note(1))
    writer.submit(note(2))
    with pytest.raises(StoreBusy):
        writer.submit(note(3))
    release.set()
    await first


def test_a_caller_whose_loop_is_gone_stops_nobody(writer: Writer) -> None:
    async def leave() -> threading.Event:
        return held(writer)[0]

    release = asyncio.run(leave())
    release.set()

    async def come() -> int:
        return await writer.submit(note(1))

    assert asyncio.run(come()) == 1


async def test_closing_twice_is_closing_once(writer: Writer) -> None:
    unit = writer.submit(note(1))
    await asyncio.to_thread(writer.close)
    await asyncio.to_thread(writer.close)
    assert await unit == 1
    with pytest.raises(StoreError, match="closed"):
        writer.submit(fail)

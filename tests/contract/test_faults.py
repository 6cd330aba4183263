"""Full disks, lost databases, poisoned units: said clearly, healed without a restart."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from adapters.store.opening import open_store
from bot.errors import StoreAway, StoreError, StoreLocked

from .conftest import ON_POSTGRES, ON_SQLITE
from .people import CANARY, answer, message, save

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.store.store import SqlStore
    from bot.message import Message

    from .conftest import House
    from .postgres import Cluster

pytestmark = pytest.mark.anyio


async def test_a_poisoned_unit_harms_nobody_else(store: SqlStore) -> None:
    def poison(connection: Connection) -> None:
        connection.execute(text("DELETE FROM inbox"))
        connection.execute(text("SELECT * FROM nowhere WHERE x = :x"), {"x": CANARY})

    def odd(_connection: Connection) -> None:
        raise ZeroDivisionError(CANARY)

    told = [message() for _ in range(40)]
    units: list[asyncio.Future[Any]] = []
    for n, one in enumerate(told):
        units.append(asyncio.ensure_future(store.keep([one])))
        if n % 10 == 5:
            units += [store.submit(poison), store.submit(odd)]
        await asyncio.sleep(0)
    results = await asyncio.gather(*units, return_exceptions=True)
    failed = [result for result in results if isinstance(result, BaseException)]
    assert len(failed) == 8
    assert all(isinstance(error, StoreError) and CANARY not in str(error) for error in failed)
    assert await store.waiting() == told


async def test_closing_writes_what_waits_and_then_refuses(house: House) -> None:
    store = house.open()
    told = [message() for _ in range(200)]
    keeping = [asyncio.ensure_future(store.keep([one])) for one in told]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*keeping)
    with pytest.raises(StoreError, match="closed"):
        await store.keep([message()])
    with pytest.raises(StoreError, match="closed"):
        await store.waiting()
    assert await house.open().waiting() == told


async def test_who_goes_away_meanwhile_harms_nobody(store: SqlStore) -> None:
    gone, stays = message(), message()
    going = asyncio.ensure_future(store.keep([gone]))
    staying = asyncio.ensure_future(store.keep([stays]))
    await asyncio.sleep(0)
    going.cancel()
    assert await staying == [stays]
    assert await store.waiting() == [gone, stays]


async def test_a_healthy_store_says_so(store: SqlStore) -> None:
    await store.health()
    await store.health()


@ON_SQLITE
async def test_a_full_disk_is_said_and_heals(house: House) -> None:
    store = house.open()
    await answer(store, kept := message(), "…")

    def shrink(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    await store.submit(shrink)
    big = [message(CANARY * 200, talk=str(n)) for n in range(30)]
    results = await asyncio.gather(*(store.keep([one]) for one in big), return_exceptions=True)
    refused = [error for error in results if isinstance(error, BaseException)]
    assert refused
    assert all(isinstance(error, StoreError) and "disk is full" in str(error) for error in refused)
    taken = [one for one, result in zip(big, results, strict=True) if not isinstance(result, BaseException)]
    assert await store.waiting() == taken
    await store.submit(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1000000").scalar())
    await store.keep(big)
    assert len(await store.waiting()) == len(big)
    assert await store.keep([kept]) == []
    await store.health()


@ON_POSTGRES
async def test_a_crashed_server_is_said_and_heals(house: House, request: pytest.FixtureRequest) -> None:
    cluster: Cluster = request.getfixturevalue("cluster")
    store = house.open()
    await store.keep([first := message()])
    cluster.crash()
    try:
        for attempt in (store.keep([message()]), store.waiting(), store.health()):
            with pytest.raises(StoreError, match="does not answer"):
                await attempt
        results = await asyncio.gather(*(store.keep([message()]) for _ in range(50)), return_exceptions=True)
        assert all(isinstance(result, StoreError) for result in results)
    finally:
        cluster.start()
    await store.keep([second := message()])
    assert await store.waiting() == [first, second]
    await save(store, first, "…")


@ON_POSTGRES
async def test_a_server_that_came_back_in_between_is_not_even_noticed(
    house: House, request: pytest.FixtureRequest
) -> None:
    cluster: Cluster = request.getfixturevalue("cluster")
    store = house.open()
    await store.keep([first := message()])
    await store.waiting()
    cluster.crash()
    cluster.start()
    await store.keep([second := message()])
    assert await store.waiting() == [first, second]


@ON_POSTGRES
async def test_a_server_that_is_still_starting_is_waited_for(house: House, request: pytest.FixtureRequest) -> None:
    cluster: Cluster = request.getfixturevalue("cluster")
    cluster.crash()
    with pytest.raises(StoreAway, match="does not answer"):
        open_store(house.url, house.folder, None)
    opening = asyncio.create_task(asyncio.to_thread(open_store, house.url, house.folder, None, patience=60.0))
    await asyncio.sleep(0.7)
    assert not opening.done()
    await asyncio.to_thread(cluster.start)
    house.opened.append(await opening)
    assert await house.opened[0].keep([first := message()]) == [first]


@ON_SQLITE
async def test_a_second_writing_process_is_told_what_to_do(house: House) -> None:
    store = house.open()
    with pytest.raises(StoreLocked, match=r"stop that one first.*DATABASE_URL"):
        open_store(house.url, house.folder, None)
    await store.health()
    await house.close()
    house.open()


@ON_SQLITE
async def test_a_damaged_file_is_said(house: House) -> None:
    (house.folder / "madoguchi.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="restore it from a backup"):
        house.open()


@pytest.mark.parametrize(
    "url",
    ["mysql://user:geheim@host/x", "no address, geheim", "sqlite://", "sqlite:///:memory:"],
)
async def test_an_unknown_address_is_said_without_its_password(house: House, url: str) -> None:
    with pytest.raises(StoreError, match="DATABASE_URL") as error:
        open_store(url, house.folder, None)
    assert "geheim" not in str(error.value)


@ON_POSTGRES
async def test_a_server_crashing_under_load_loses_nothing_that_was_promised(
    house: House, request: pytest.FixtureRequest
) -> None:
    cluster: Cluster = request.getfixturevalue("cluster")
    store = house.open()
    kept: list[Message] = []
    stopping = asyncio.Event()

    async def talk(name: str) -> None:
        while not stopping.is_set():
            told = message(talk=name)
            while not stopping.is_set():
                try:
                    await store.keep([told])
                except StoreError:
                    await asyncio.sleep(0.02)
                    continue
                kept.append(told)
                break

    talks = [asyncio.create_task(talk(str(n))) for n in range(16)]
    for _ in range(3):
        await asyncio.sleep(0.2)
        await asyncio.to_thread(cluster.crash)
        await asyncio.to_thread(cluster.start)
    await asyncio.sleep(0.2)
    stopping.set()
    await asyncio.gather(*talks)
    waiting = [one.event for one in await store.waiting()]
    assert len(waiting) == len(set(waiting))
    assert {one.event for one in kept} <= set(waiting)

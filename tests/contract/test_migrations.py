"""The migrations make exactly what ``tables.py`` says, and can be taken back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from adapters.store.engines import database, writing
from adapters.store.inbox import ATTEMPTS
from adapters.store.lanes import lane_of
from adapters.store.migrate import downgrade, upgrade
from adapters.store.tables import inbox, metadata
from bot.errors import StoreError

from .conftest import ON_POSTGRES
from .people import answer, message, parcels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from .conftest import House

pytestmark = pytest.mark.anyio


@pytest.fixture
def engine(house: House) -> Iterator[Engine]:
    engine = writing(database(house.url, house.folder))
    yield engine
    engine.dispose()


async def test_the_migrated_schema_is_that_of_the_tables(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


async def test_deleted_positions_are_not_reused_in_the_migrated_schema(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        for table in ("inbox", "message", "event", "timer", "outbox", "cases", "remark", "audit", "feed"):
            if engine.dialect.name == "sqlite":
                made = text("SELECT sql FROM sqlite_master WHERE name = :name")
                assert "AUTOINCREMENT" in connection.execute(made, {"name": table}).scalar_one()
            else:
                made = text("SELECT count(*) FROM pg_sequences WHERE sequencename LIKE :name")
                assert connection.execute(made, {"name": f"{table}%"}).scalar_one() == 1


async def test_up_down_and_up_again(engine: Engine) -> None:
    upgrade(engine)
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    upgrade(engine)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())


async def test_what_waited_in_the_first_release_waits_on_and_has_its_lane(house: House, engine: Engine) -> None:
    store = house.open()
    told = [message(str(n), talk=str(n)) for n in range(20)]
    await store.keep(told)
    for _ in range(ATTEMPTS):
        await store.fail(told[-1], "x")
    await house.close()
    downgrade(engine, "r0001")
    assert "outbox" not in inspect(engine).get_table_names()
    assert "lane" not in {column["name"] for column in inspect(engine).get_columns("inbox")}
    store = house.open()
    assert await store.waiting() == told[:-1]
    rows = await store.submit(lambda connection: connection.execute(select(inbox.c.conversation, inbox.c.lane)).all())
    assert all(row.lane == lane_of("web", row.conversation) for row in rows)
    assert len(await answer(store, message(talk="new"), parcels=parcels("x"))) == 1


async def test_a_database_of_a_newer_program_is_left_alone(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(StoreError, match="newer Madoguchi"):
        upgrade(engine)


@ON_POSTGRES
async def test_several_processes_may_start_at_once(house: House) -> None:
    await asyncio.gather(*(asyncio.to_thread(house.open) for _ in range(5)))

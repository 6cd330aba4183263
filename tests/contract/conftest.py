"""Every promise is kept on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.store.engines import database, writing
from adapters.store.opening import LEASE, open_store
from adapters.store.retention import Retention
from adapters.store.tables import lane, lease, worker

from .postgres import NOT_INSTALLED, Cluster, programs
from .scene import Scene

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from adapters.store.store import SqlStore


LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
ON_SQLITE = pytest.mark.parametrize("house", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("house", ["postgres"], indirect=True)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Start a PostgreSQL for the whole session. Where both engines must be tested, a skip is a failure."""
    found = programs()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NOT_INSTALLED)
        pytest.skip(NOT_INSTALLED)
    running = Cluster(found)
    yield running
    running.remove()


@dataclass
class House:
    """One database, opened as often as a test likes."""

    engine: str
    url: str
    folder: Path
    opened: list[SqlStore] = field(default_factory=list)

    def open(self, key: str | None = None, limit: int = 5000, lease: float = LEASE) -> SqlStore:
        store = open_store(self.url, self.folder, key, retention=Retention(), limit=limit, lease=lease)
        self.opened.append(store)
        return store

    def run_out(self) -> None:
        """Let every lease run out, as some seconds after a process was killed."""
        engine = writing(database(self.url, self.folder))
        with engine.begin() as connection:
            for table in (lane, worker, lease):
                connection.execute(table.update().values(until=LONG_AGO))
        engine.dispose()

    async def close(self) -> None:
        for store in self.opened:
            await store.close()
        self.opened.clear()


@pytest.fixture(params=["sqlite", "postgres"])
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """Give a database with nothing in it."""
    url = request.getfixturevalue("cluster").database() if request.param == "postgres" else ""
    house = House(request.param, url, tmp_path)
    yield house
    await house.close()


@pytest.fixture
async def store(house: House) -> SqlStore:
    """Give an open store with nothing in it."""
    return house.open()


@pytest.fixture
async def scene(store: SqlStore) -> Scene:
    """Give a counter with counselors and nothing in it."""
    return Scene(store)

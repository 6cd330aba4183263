"""Crash points are passed where they say, on the right side of the commit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from adapters.store.opening import open_store
from bot.parcel import Receipt, Sent

from .people import answer, message, parcels

if TYPE_CHECKING:
    from .conftest import House

pytestmark = pytest.mark.anyio

_LIFE = [f"{what} {side} commit" for what in ("keep", "save", "begin", "finish") for side in ("before", "after")]


async def test_one_message_passes_every_point_of_its_life(house: House) -> None:
    passed: list[str] = []
    commits: list[int] = []

    def observe(seconds: float, units: int) -> None:
        assert seconds > 0
        commits.append(units)
        passed.append("observed")

    store = open_store(house.url, house.folder, None, trip=passed.append, observe=observe)
    house.opened.append(store)
    assert passed == ["migration"]
    passed.clear()
    (one,) = await answer(store, message(channel="line"), parcels=parcels("x"))
    await store.outbox.begin(one)
    await store.outbox.finish(one, Sent(Receipt()))
    assert [point for point in passed if point != "observed"] == _LIFE
    assert commits == [1, 1, 1, 1]
    passed.clear()
    await store.tend_lanes()
    await store.sweep(datetime.now(UTC))
    expected = {"sweep", "checkpoint"} if house.engine == "sqlite" else {"sweep", "lease renewal"}
    assert set(passed) - {"observed"} == expected


async def test_before_a_commit_nobody_else_sees_it_and_after_it_everybody_does(house: House) -> None:
    house.open()
    await house.close()
    seen: dict[str, int] = {}

    def look(point: str) -> None:
        if point.startswith("keep"):
            seen[point] = store._reader.now(lambda connection: connection.exec_driver_sql(_COUNT).scalar_one())

    store = open_store(house.url, house.folder, None, trip=look)
    house.opened.append(store)
    await store.keep([message()])
    assert seen == {"keep before commit": 0, "keep after commit": 1}


_COUNT = "SELECT count(*) FROM inbox"

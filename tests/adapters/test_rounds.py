"""What is looked after again and again goes on, whatever the database does."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest

from adapters import rounds
from adapters.rounds import Rounds
from bot.errors import StoreAway

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from adapters.store.store import SqlStore
    from bot.reception import Reception

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Away:
    """A store, and a reception, whose database is away for the first ``calls``."""

    calls: int
    tended: int = 0
    resumed: int = 0
    busy: frozenset[tuple[str, str]] = frozenset()
    heard: list[object] = field(default_factory=list)

    async def tend_lanes(self, _busy: frozenset[int] = frozenset()) -> frozenset[int]:
        self.calls -= 1
        if self.calls >= 0:
            msg = "away"
            raise StoreAway(msg)
        self.tended += 1
        return frozenset()

    async def tend(self, _: datetime) -> None: ...

    async def resume(self) -> int:
        self.resumed += 1
        return 0

    def listen(self, lane: Callable[[int], object]) -> None:
        self.heard.append(lane)


async def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        await asyncio.sleep(0.01)


def begun(house: Away) -> Rounds:
    return Rounds(cast("SqlStore", house), cast("Reception", house), frozenset, shared=True)


async def test_the_counter_opens_while_its_database_is_away_and_begins_when_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rounds, "LANES_S", 0.02)
    house = Away(calls=3)
    going = begun(house)
    await going.start()
    assert (house.tended, house.resumed) == (0, 0)
    await until(lambda: house.tended > 0 and house.resumed > 0)
    going.stop()
    assert house.heard


async def test_what_waits_is_lined_up_before_the_counter_opens() -> None:
    house = Away(calls=0)
    going = begun(house)
    await going.start()
    going.stop()
    assert (house.tended, house.resumed) == (1, 1)

"""A stand-in whose clock the tests turn, and somebody who has started the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from adapters.emulators.telegram import Emulator, Rules, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass
class Clock:
    """Time by hand."""

    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        """Give the time."""
        return self.now


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def emulator(clock: Clock) -> Emulator:
    return Emulator(rules=Rules(backoff=0.005, hang=5.0), clock=clock)


@pytest.fixture
def anna(emulator: Emulator) -> int:
    anna = emulator.people.add("Anna", "uk")
    emulator.people.start(anna)
    return anna


@pytest.fixture
async def url(emulator: Emulator) -> AsyncIterator[str]:
    async with serve(emulator) as url:
        yield url

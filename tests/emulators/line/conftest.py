"""One emulated platform, one scripted bot, one clock that stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .bot import Bot, Clock, at_work

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def bot(clock: Clock) -> AsyncIterator[Bot]:
    async with at_work(clock=clock) as bot:
        yield bot

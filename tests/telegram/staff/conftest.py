"""An office that is open, on a database of its own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from adapters.emulators.telegram import Emulator, Rules, serve
from adapters.store.opening import open_store
from tests.contract.interpreter import Interpreter
from tests.telegram.staff.office import Clock, House

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.phrases import Phrasebook


@pytest.fixture
async def house(phrases: Phrasebook, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """Give an open office; a test may say by parameter how it differs."""
    clock, store = Clock(), open_store("", tmp_path, None)
    paced = "paced" in getattr(request, "param", {})
    emulator = Emulator(rules=Rules(rates=paced), clock=time.time if paced else lambda: clock().timestamp())
    async with serve(emulator) as url:
        given = getattr(request, "param", {})
        # Staff who read Japanese have an engine, each office its own.
        engine = {"translator": Interpreter()} if given.get("language") == "ja" else {}
        house = House(store, emulator, url, phrases, clock, **{**engine, **given})
        await house.open()
        yield house
        await house.stop()
        await store.close()
    # A group that is no forum says so to whoever wants a topic there: that is how it is found out.
    assert [found for found in emulator.problems() if "not a forum" not in found["problem"] or house.forum] == []

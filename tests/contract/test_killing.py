"""kill -9 in the middle of writing loses nothing that was promised."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from .child import run
from .people import message, save

if TYPE_CHECKING:
    from .conftest import House

pytestmark = pytest.mark.anyio

KILLS = 20


def _killed(house: House, name: str) -> dict[str, dict[str, int]]:
    """Let a process write for a moment, kill it, and give what it had promised for each talk."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["adapters.store.opening", "tests.contract.child"])
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=run, args=(house.url, str(house.folder), name, theirs))
    child.start()
    theirs.close()
    promised: dict[str, dict[str, int]] = defaultdict(lambda: {"kept": 0, "answered": 0})
    end = None
    with ours:
        while True:
            try:
                what, talk, number = ours.recv()
            except EOFError:
                break
            promised[talk][what] = number
            end = end or time.monotonic() + random.uniform(0, 0.15)  # noqa: S311 - any moment will do
            if time.monotonic() > end:
                child.kill()
    child.join()
    return promised


async def test_twenty_kills_lose_nothing_and_double_nothing(house: House) -> None:
    promises = 0
    for round_ in range(KILLS):
        promised = _killed(house, f"round{round_}")
        assert promised
        house.run_out()
        store = house.open()
        for left in await store.waiting():
            await save(store, left, "late")
        for talk, numbers in promised.items():
            kept, answered = numbers["kept"], numbers["answered"]
            promises += kept + answered
            again = [message("again", talk, f"{talk}-{number}") for number in range(1, kept + 1)]
            assert await store.keep(again) == []
            said = [line.event for line in await store.after(talk, 0) if line.mine]
            assert said[:kept] == [f"{talk}-{number}" for number in range(1, kept + 1)]
            assert len(said) <= kept + 1
            lines = await store.after(talk, 0)
            for number in range(1, answered + 1):
                assert sum(line.event == f"{talk}-{number}" and not line.mine for line in lines) == 2
        await house.close()
    assert promises > KILLS

"""Decisions in threads: each comes back to whoever asked, quick ones together, slow ones side by side."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from bot.hands import Hands

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def busy(seconds: float) -> None:
    """Use the processor, as deciding does."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


async def test_every_result_comes_back_to_whoever_asked() -> None:
    hands = Hands()
    assert await asyncio.gather(*(hands.work(lambda n=n: n * n) for n in range(500))) == [n * n for n in range(500)]  # type: ignore[misc]
    hands.close()


async def test_what_fails_fails_for_its_own_asker_alone() -> None:
    hands = Hands()
    good, bad, better = hands.work(lambda: 1), hands.work(lambda: 1 // 0), hands.work(lambda: 2)
    assert (await good, await better) == (1, 2)
    with pytest.raises(ZeroDivisionError):
        await bad
    hands.close()


async def test_one_thread_does_what_is_quick_and_two_what_is_slow() -> None:
    hands, used = Hands(2), set[str]()

    def decide(seconds: float) -> None:
        busy(seconds)
        used.add(threading.current_thread().name)
        if seconds:
            time.sleep(0.05)  # what a library does that lets others work meanwhile

    await asyncio.gather(*(hands.work(lambda: decide(0)) for _ in range(50)))
    assert used == {"hand-0"}
    await hands.work(lambda: decide(0.01))
    await asyncio.gather(*(hands.work(lambda: decide(0.01)) for _ in range(4)))
    assert used == {"hand-0", "hand-1"}
    hands.close()


async def test_a_slow_one_does_not_keep_a_quick_one_back_that_came_before_it() -> None:
    hands = Hands(1)
    await hands.work(lambda: busy(0.01))
    quick, slow = hands.work(lambda: None), hands.work(lambda: busy(0.2))
    loop = asyncio.get_running_loop()
    before = loop.time()
    await quick
    assert loop.time() - before < 0.15
    await slow
    hands.close()


async def test_nobody_waits_for_long_behind_somebody_elses_decision() -> None:
    hands = Hands(2)
    await hands.work(lambda: None)
    waiting = threading.Event()
    stuck = hands.work(lambda: waiting.wait(10))
    await asyncio.sleep(0.01)
    assert await asyncio.wait_for(hands.work(lambda: "mine"), 5) == "mine"
    waiting.set()
    await stuck
    hands.close()


async def test_whoever_goes_away_costs_the_others_nothing() -> None:
    hands = Hands()
    gone, here = hands.work(lambda: busy(0.01)), hands.work(lambda: "here")
    gone.cancel()
    assert await here == "here"
    hands.close()


async def test_the_loop_goes_on_while_something_slow_is_decided() -> None:
    hands = Hands()
    turns = 0
    slow = hands.work(lambda: busy(0.1))
    while not slow.done():
        turns += 1
        await asyncio.sleep(0.001)
    assert turns > 5
    hands.close()

"""What is done to the counter: killed at every point, at any moment, stopped, its database killed too."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.crash.crowd import LONG, Crowd
from tests.crash.order import Order
from tests.crash.platforms import Line, Telegram
from tests.crash.trial import Outcome, Trial, trial

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.contract.postgres import Cluster
    from tests.crash.mutants import Mutant
    from tests.crash.nursery import Nursery
    from tests.crash.platforms import Platform

    Told = Callable[[int], object]

TROUBLE = 0.06
_EACH = 40
_STARTING = 0.15
_IN_A_ROW = 1_000_000
"""Then all is worked off. Each death counts as a try of what was in hand, and who was tried often waits long."""


def silent(_: int) -> None:
    """Tell nobody how far it is."""


def platform(name: str, seed: int) -> Platform:
    """Open a platform by its name: "line", "telegram" or "polling"."""
    return Line(seed) if name == "line" else Telegram(seed, polling=name == "polling")


async def at_a_point(  # noqa: PLR0913 - what a long trial is made of
    nursery: Nursery, order: Order, point: str, kills: int, seed: int, *, told: Told = silent
) -> Outcome:
    """Kill a counter at one point again and again, while people write; then let the next one finish."""
    often = 0.5 if point == "between two parts" else LONG
    crowd = Crowd(Line(seed), _EACH * kills, seed, long=often)
    crowd.platform.trouble(TROUBLE)
    async with trial(nursery, order, crowd, seed) as running:
        for kill in range(kills):
            running.start(point=point, nth=running.random.randint(1, 3))
            if not await running.dies(point):
                break
            told(kill + 1)
            if kill % _IN_A_ROW == _IN_A_ROW - 1:
                running.start()
                await running.emptied()
                await running.stop()
        running.start()
        crowd.release(_EACH)
        return await running.end()


async def while_migrating(nursery: Nursery, order: Order, seed: int) -> Outcome:
    """Kill a counter that is making its database; the next one makes it anew and works."""
    crowd = Crowd(Line(seed), _EACH, seed)
    async with trial(nursery, order, crowd, seed) as running:
        crowd.release(_EACH)
        running.start(point="migration")
        await running.dies("migration")
        running.start()
        return await running.end()


async def at_any_moment(  # noqa: PLR0913 - what a long trial is made of
    nursery: Nursery,
    order: Order,
    kills: int,
    messages: int,
    seed: int,
    *,
    on: str = "line",
    counters: int = 1,
    stops: int = 0,
    crashes: int = 0,
    cluster: Cluster | None = None,
    told: Told = silent,
) -> Outcome:
    """Kill one of the counters whenever it comes, until all has been written.

    stops    so many of the ends are ordered ones (SIGTERM)
    crashes  so many times the server of the ``cluster`` is killed as well
    """
    crowd = Crowd(platform(on, seed), messages, seed)
    crowd.platform.trouble(TROUBLE)
    order = replace(order, polling=on == "polling")
    async with trial(nursery, order, crowd, seed, counters=counters) as running:
        for place in running.places:
            running.start(place)
        share = messages // (kills + 1)
        ordered = set(running.random.sample(range(kills), min(stops, kills)))
        crashing = set(running.random.sample(range(kills), min(crashes, kills)))
        for kill in range(kills):
            await _some(running, share)
            place = running.random.choice(running.places)
            if kill in ordered:
                await running.stop(place)
            else:
                await running.kill(place)
            if cluster is not None and kill in crashing:
                await asyncio.to_thread(cluster.crash)
                await asyncio.to_thread(cluster.start)
            running.start(place)
            told(kill + 1)
            if running.note:
                break
            if kill % _IN_A_ROW == _IN_A_ROW - 1:
                await running.emptied()
        crowd.release(crowd.left)
        return await running.end()


async def _some(running: Trial, share: int) -> None:
    """Let people write their share, and come back in the middle of it; sometimes before it has begun."""
    crowd = running.crowd
    crowd.release(share)
    if running.random.random() < _STARTING:
        await asyncio.sleep(running.random.uniform(0, 0.4))
        return
    wanted = crowd.released - running.random.randint(0, share - 1)
    await running.until(lambda: crowd.accepted >= wanted, "the taking of messages")
    await asyncio.sleep(running.random.uniform(0, 0.08))


async def as_a_mutant(nursery: Nursery, folder: Path, mutant: Mutant, seed: int) -> Outcome:
    """Let a wrong design work until it is seen to be wrong."""
    order = replace(fresh(folder), mutant=mutant.name, slow=mutant.slow)
    often = 1.0 if mutant.parts > 1 else 0.0
    crowd = Crowd(
        platform(mutant.platform, seed), 4 if mutant.slow else 16, seed,
        long=often, again=mutant.again, parts=mutant.parts, people=1 if mutant.slow else 8,
    )  # fmt: skip
    if mutant.fault is not None:
        crowd.platform.fault(*mutant.fault, 3)
    async with trial(nursery, order, crowd, seed) as running:
        if mutant.point:
            running.start(point=mutant.point)
            await running.dies(mutant.point)
        running.start()
        crowd.release(crowd.left)
        # Its patience begins when it has opened: that takes longer where much else is done.
        await running.until(lambda: crowd.accepted > 0, "the taking of a message")
        return await running.end(patience=2.0)


def fresh(folder: Path, database: str = "") -> Order:
    """Give an order for a house where nobody was before."""
    return Order(str(folder / uuid4().hex), database=database)

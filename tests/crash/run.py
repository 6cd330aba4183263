"""The long form of the kill tests: ``python -m tests.crash.run``; 1 when anything was lost, doubled or mixed up."""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from adapters.progress import Bar
from tests.contract.postgres import NOT_INSTALLED, Cluster, programs
from tests.crash.mutants import MUTANTS
from tests.crash.nursery import Nursery
from tests.crash.order import points
from tests.crash.scenarios import as_a_mutant, at_a_point, at_any_moment, fresh, while_migrating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.crash.order import Order
    from tests.crash.trial import Outcome

_HEAD = (
    "engine", "what", "kills", "messages", "parts", "answered", "lost", "doubled", "disordered", "uncertain", "seconds",
)  # fmt: skip
_ROW = "{:<9} {:<46} {:>5} {:>9} {:>6} {:>9} {:>5} {:>8} {:>11} {:>10} {:>8}"
_LESS = 10
"""Telegram takes 28 messages a second, and a database takes seconds to come back: they get a tenth."""


@dataclass
class Long:
    """All trials on one engine, one after another."""

    engine: str
    options: argparse.Namespace
    nursery: Nursery
    bar: Bar
    folder: Path
    cluster: Cluster | None
    bad: int = 0

    async def run(self) -> None:
        """Do everything, and print a row for each trial."""
        kills, messages = self.options.kills, self.options.messages
        for point in points(self.engine) if self.options.points else ():
            await self._at(point)
        if kills:
            await self._random("at any moment", kills, messages)
            await self._random("stopped (SIGTERM)", kills // 2, messages // 2, stops=kills)
            for way in ("telegram", "polling"):
                await self._random(f"at any moment, {way}", kills // _LESS, messages // _LESS, on=way)
        if kills and self.cluster is not None:
            await self._random("two counters", kills, messages, counters=2, stops=kills // _LESS)
            await self._random("two, and the database", kills // 2, messages // 2, counters=2, crashes=kills // _LESS)
        if self.options.mutants and self.cluster is None:
            await self._mutants()

    async def _at(self, point: str) -> None:
        kills, seed = self.options.points, self.options.seed
        what = f"{self.engine}: {point}"
        if point != "migration":
            told = partial(self._told, what, kills)
            self._tell(point, [await at_a_point(self.nursery, self._order(), point, kills, seed, told=told)])
            return
        found = []
        for kill in range(kills):
            found.append(await while_migrating(self.nursery, self._order(), seed + kill))
            self._told(what, kills, kill + 1)
        self._tell(point, found)

    async def _random(self, what: str, kills: int, messages: int, **more: Any) -> None:
        told = partial(self._told, f"{self.engine}: {what}", kills)
        outcome = await at_any_moment(
            self.nursery, self._order(), kills, messages, self.options.seed, told=told, cluster=self.cluster, **more
        )
        self._tell(what, [outcome])

    async def _mutants(self) -> None:
        for number, mutant in enumerate(MUTANTS):
            outcome = await as_a_mutant(self.nursery, self.folder, mutant, self.options.seed)
            self._told("mutants", len(MUTANTS), number + 1)
            self._tell(f"mutant: {mutant.name}", [outcome], good=bool(getattr(outcome.verdict, mutant.wrong)))

    def _order(self) -> Order:
        return fresh(self.folder, self.cluster.database() if self.cluster is not None else "")

    def _told(self, what: str, total: int, done: int) -> None:
        self.bar(what, done, total)

    def _tell(self, what: str, found: Sequence[Outcome], *, good: bool | None = None) -> None:
        """Print a row; mutants are good when they are caught."""
        verdicts = [each.verdict for each in found]
        counts = [sum(each.kills for each in found), sum(each.messages for each in found)]
        counts += [sum(getattr(each, name) for each in verdicts) for name in ("accepted", "answered")]
        counts += [sum(len(getattr(each, name)) for each in verdicts) for name in ("lost", "doubled", "disordered")]
        counts += [sum(each.uncertain for each in found)]
        seconds = f"{sum(each.seconds for each in found):.1f}"
        tqdm.write(_ROW.format(self.engine, what, *counts, seconds), file=sys.stdout)
        if not (all(each.good for each in found) if good is None else good):
            self.bad += 1
            tqdm.write("".join(f"    WRONG: {each}\n" for each in found if good is not None or not each.good))


def main() -> int:
    """Run the long form."""
    options = _options()
    # The platforms cut lines on purpose; what their server says about it is no news.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    begun = time.monotonic()
    sys.stdout.write(f"seed {options.seed}\n{_ROW.format(*_HEAD)}\n")
    bad = 0
    with ExitStack() as closing:
        folder = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="madoguchi-crash-")))
        nursery, bar = closing.enter_context(Nursery()), closing.enter_context(Bar())
        for engine in ("sqlite", "postgres") if options.engine == "both" else (options.engine,):
            cluster = _cluster(closing) if engine == "postgres" else None
            long = Long(engine, options, nursery, bar, folder, cluster)
            asyncio.run(long.run())
            bad += long.bad
    said = "nothing was lost, doubled or mixed up" if not bad else f"{bad} trials went wrong"
    sys.stdout.write(f"{said} ({time.monotonic() - begun:.0f} s)\n")
    return 1 if bad else 0


def _cluster(closing: ExitStack) -> Cluster:
    found = programs()
    if found is None:
        sys.exit(NOT_INSTALLED)
    cluster = Cluster(found)
    closing.callback(cluster.remove)
    return cluster


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash.run", description="kill the counter, often")
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--points", type=int, default=20, help="kills at each named point (20)")
    parser.add_argument("--kills", type=int, default=200, help="kills at any moment (200)")
    parser.add_argument("--messages", type=int, default=10_000, help="messages meanwhile (10000)")
    parser.add_argument("--no-mutants", dest="mutants", action="store_false", help="leave the wrong designs out")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="to see a run again")  # noqa: S311
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

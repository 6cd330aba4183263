"""Twenty counselors at work while residents write: ``python -m tests.bench.console``.

The real program, on a database with old cases. Counselors sign in, have their live line open, claim,
read, answer and close; residents write by LINE's webhook and on the page at a fixed rate, whether or
not the counter keeps up, so a wait begins when a message was due.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from adapters.roster.people import Role
from tests.bench.counselors import Counselor
from tests.bench.load import Platform, processor
from tests.bench.office import serve, staffed
from tests.bench.reckoning import compare, reckon
from tests.bench.residents import Crowd
from tests.bench.serving import ROOT
from tests.bench.wire import Exchange
from tests.contract.postgres import Cluster, programs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.bench.counselors import Done

LEAD = "lead"
_ACKNOWLEDGED, _LIVE, _REPORTS = 0.3, 1.0, 1.0
"""Seconds: 95 of 100 messages are accepted, and heard of, in less; so is the slowest report."""
_SHARES = (50, 95, 99, 100)
_PEACE = 3.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: people, messages a second, seconds; cases of the past, and those open at the beginning."""

    counselors: int = 20
    rate: float = 50.0
    seconds: float = 60.0
    closed: int = 10_000
    open: int = 120
    pause: float = 2.5


@dataclass(frozen=True, slots=True)
class Spread:
    """How long things took: the half of them, 95 and 99 of 100, the longest. Milliseconds."""

    number: int
    p50: float
    p95: float
    p99: float
    longest: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Spread:
        """Order them."""
        known = sorted(seconds)
        at = [known[min(len(known) - 1, len(known) * share // 100)] * 1e3 if known else 0.0 for share in _SHARES]
        return cls(len(known), *(round(each, 1) for each in at))


@dataclass(frozen=True, slots=True)
class Busy:
    """Of the machine's cores: what the counter used, what the measurement, and what everybody else."""

    counter: float
    measuring: float
    others: float


@dataclass
class Outcome:
    """Everything that was measured."""

    acknowledged: Spread
    late: Spread
    live: Spread
    live_from_accepted: Spread
    pages: dict[str, Spread]
    busy: Busy
    counted: bool
    cases: int
    lines: int
    troubles: list[str] = field(default_factory=list)

    def failings(self, patience: float = 1.0) -> list[str]:
        """Say what is not as it should be; ``patience`` stretches the bounds of time, as a shared machine needs."""
        found = list(self.troubles)
        for what, spread, bound in (
            ("messages are accepted", self.acknowledged, _ACKNOWLEDGED),
            ("news arrive", self.live, _LIVE),
            ("reports are there", self.pages["report"], _REPORTS),
        ):
            if spread.p95 > bound * patience * 1e3:
                found.append(f"{what} after {spread.p95:.0f} ms, not {bound * patience * 1e3:.0f}")
        return found if self.counted else [*found, "the counters differ from a recount"]


async def measure(plan: Plan, folder: Path, database: str = "") -> Outcome:
    """Do all of it once."""
    logins = [f"counselor{n}" for n in range(1, plan.counselors + 1)]
    await staffed(folder, database, [*((each, Role.COUNSELOR) for each in logins), (LEAD, Role.LEAD)], plan.closed)
    taken: list[float] = []
    platform = await asyncio.get_running_loop().create_server(lambda: Platform(taken), "127.0.0.1", 0)
    served = await serve(folder, database, f"http://127.0.0.1:{platform.sockets[0].getsockname()[1]}")
    exchange = Exchange(served.port)
    crowd = Crowd(exchange, _chance(1))
    staff = [
        Counselor(login, number, exchange, _chance(number), crowd.closed)
        for number, login in enumerate((*logins, LEAD))
    ]  # fmt: skip
    try:
        for each in staff:
            await each.sign_in()
        await crowd.settle(plan.open)
        await _warm(plan, staff)
        busy = await _busy(plan, served.process.pid, crowd, staff)
        await asyncio.sleep(_PEACE)
    finally:
        for each in staff:
            each.leave()
        crowd.close()
        exchange.close()
        status = await asyncio.to_thread(served.close)
        platform.close()
    return await _outcome(folder, database, crowd, staff, busy, status)


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same people do the same in every measurement


async def _warm(plan: Plan, staff: Sequence[Counselor]) -> None:
    """Have everybody take some cases, as in the middle of a day; only what follows is measured."""
    until = asyncio.get_running_loop().time() + min(8.0, plan.seconds / 2)
    await asyncio.gather(*(each.work(until, plan.pause / 2) for each in staff[:-1]))
    for each in staff:
        each.done.clear()


async def _busy(plan: Plan, pid: int, crowd: Crowd, staff: Sequence[Counselor]) -> Busy:
    """Have everybody at work, and say what it cost."""
    loop = asyncio.get_running_loop()
    used, own, all_, begun = processor(pid), time.process_time(), _machine(), loop.time()
    until = begun + plan.seconds
    acting = [each.work(until, plan.pause) for each in staff[:-1]]
    await asyncio.gather(crowd.write(plan.rate, plan.seconds), *acting, staff[-1].report(until))
    seconds = loop.time() - begun
    used, own, all_ = processor(pid) - used, time.process_time() - own, _machine() - all_
    return Busy(*(round(each / seconds, 2) for each in (used, own, max(0.0, all_ - used - own))))


async def _outcome(  # noqa: PLR0913, PLR0917 - all that is known
    folder: Path, database: str, crowd: Crowd, staff: Sequence[Counselor], busy: Busy, status: int
) -> Outcome:
    now = datetime.now(UTC).date()
    rows, counted, cases = await reckon(folder, database, (now - timedelta(days=200), now + timedelta(days=2)))
    heard = compare(rows, crowd.said, (each for one in staff for each in one.heard), [each.login for each in staff])
    done = [each for one in staff for each in one.done]
    kinds = {each.what for each in done} | {"report"}
    troubles = [f"{len(heard.unheard)} lines did not reach everybody: {heard.unheard[:3]}"] if heard.unheard else []
    troubles += [f"messages were answered {status} ({number})" for status, number in
                 Counter(each.status for each in crowd.said if each.status not in {200, 202}).items()]  # fmt: skip
    troubles += [f"{what} was answered {status} ({number})" for (what, status), number in
                 Counter((each.what, each.status) for each in done if not _fine(each)).items()]  # fmt: skip
    if status not in {0, -signal.SIGTERM}:
        troubles.append(f"the counter ended with {status}")
    return Outcome(
        Spread.of(each.accepted - each.due for each in crowd.said),
        Spread.of(each.sent - each.due for each in crowd.said),
        Spread.of(heard.from_due),
        Spread.of(heard.from_accepted),
        {kind: Spread.of(each.seconds for each in done if each.what == kind) for kind in sorted(kinds)},
        busy,
        counted,
        cases,
        heard.lines,
        troubles,
    )


_FINE = {200, 204, 303, 409}
_MINE = {"door", "say", "resolve", "report"}
"""What nobody else can have changed meanwhile; all else may be gone, or in other hands, when it is asked for."""


def _fine(done: Done) -> bool:
    return done.status in _FINE or (done.status == 404 and done.what not in _MINE)


def _machine() -> float:
    """Give the processor seconds that all of the machine used so far."""
    with open("/proc/stat", "rb") as stat:  # noqa: PTH123 - read in one go
        user, nice, system, _, _, irq, softirq, *_ = (int(each) for each in stat.readline().split()[1:])
    return (user + nice + system + irq + softirq) / _TICKS


def table(plan: Plan, found: Outcome) -> str:
    """Write the figures for people."""
    head = (
        f"{plan.counselors} counselors, {plan.rate:.0f} messages a second for {plan.seconds:.0f} s, "
        f"{found.cases} cases, {found.lines} lines of cases"
    )
    rows = {
        "accepted": found.acknowledged,
        "  the measurement itself was late by": found.late,
        "live, from when it was due": found.live,
        "live, from when it was accepted": found.live_from_accepted,
    }
    rows |= {f"page: {kind}": spread for kind, spread in found.pages.items()}
    lines = [f"{'':38} {'number':>8} {'p50':>8} {'p95':>8} {'p99':>8} {'longest':>8}  ms"]
    lines += [
        f"{name:38} {each.number:8} {each.p50:8.1f} {each.p95:8.1f} {each.p99:8.1f} {each.longest:8.1f}"
        for name, each in rows.items()
    ]
    busy = (
        f"processor cores: the counter {found.busy.counter}, the measurement {found.busy.measuring}, "
        f"others {found.busy.others} of {os.cpu_count()}"
    )
    return "\n".join((head, *lines, busy, f"counters equal a recount: {'yes' if found.counted else 'NO'}"))


def main() -> int:
    """Measure, print, and write ``console.json``; 1 when something is not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--seconds", type=float, default=Plan().seconds)
    parser.add_argument("--rate", type=float, default=Plan().rate)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    options = parser.parse_args()
    plan = Plan(rate=options.rate, seconds=options.seconds)
    with ExitStack() as undo:
        folder = Path(undo.enter_context(tempfile.TemporaryDirectory()))
        database = ""
        if options.postgres:
            found = programs()
            if found is None:
                parser.error("PostgreSQL's server programs are not here")
            cluster = Cluster(found)
            undo.callback(cluster.remove)
            database = cluster.database()
        outcome = asyncio.run(measure(plan, folder, database))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "console.json").write_text(json.dumps(asdict(outcome), indent=1) + "\n", "utf-8")
    sys.stdout.write(table(plan, outcome) + "\n")
    failings = outcome.failings()
    sys.stdout.writelines(f"not as promised: {each}\n" for each in failings)
    return 1 if failings else 0


if __name__ == "__main__":
    sys.exit(main())

"""What a durably answered LINE message costs beside a bare echo: ``python -m tests.bench.line``.

Everything is measured in one run, each server as a process of its own with a platform that says yes
to everything; only the server's own processor time counts. The finder is left out (``make bench``
measures it by itself). Ratios to the echo can be compared between machines, milliseconds cannot.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from tqdm import tqdm

from tests.bench import peers
from tests.bench.load import Crowd, Platform, processor
from tests.bench.pictures import describe
from tests.bench.serving import PATH, ROOT
from tests.contract.postgres import Cluster, programs

CONNECTIONS = 32
NAMES = {
    "echo": "bare FastAPI echo (C)",
    "counter": "Madoguchi on SQLite, durable, without its finder",
    "postgres": "the same on PostgreSQL (its own process not counted)",
    "ptb": "python-telegram-bot behind FastAPI, nothing kept",
    "aiogram": "aiogram behind its aiohttp server, nothing kept",
}
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Row:
    """One server: processor microseconds a message, messages a second at saturation, and C."""

    name: str
    micros: float
    rate: float
    times_echo: float = 1.0
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds until the 200 at a fixed rate."""

    rate: float
    p50: float
    p99: float
    longest: float
    refused: int


class Server:
    """A server under measurement, on a processor core of its own where there are two."""

    def __init__(self, name: str, api: str, folder: Path, database: str = "") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.name = name
        command = [sys.executable, "-m", "tests.bench.serving", name, str(self.port), api, str(folder), database]
        if name == "aiogram":
            command = [str(peers.aiogram()), str(ROOT / "tests/bench/peer_aiogram.py"), str(self.port), api]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(self._process.pid, {0})

    @property
    def seconds(self) -> float:
        """Give the processor seconds used so far."""
        return processor(self._process.pid)

    def crowd(self) -> Crowd:
        """Give people who write to it."""
        return Crowd(self.port, PATH[self.name], telegram=PATH[self.name] == PATH["ptb"])

    async def opened(self) -> None:
        """Wait until it listens."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
        msg = f"{self.name} does not open"
        raise TimeoutError(msg)

    async def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        await asyncio.to_thread(self._process.wait)


async def measure(
    names: list[str], messages: int, rounds: int, cluster: Cluster | None = None
) -> tuple[list[Row], dict[str, Waits]]:
    """Measure servers one after the other, several times; waits of the counter at two rates."""
    taken: list[float] = []
    platform = await asyncio.get_running_loop().create_server(lambda: Platform(taken), "127.0.0.1", 0)
    api = f"http://127.0.0.1:{platform.sockets[0].getsockname()[1]}"
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    waits: dict[str, Waits] = {}
    with tqdm(total=rounds * len(names), desc="measuring", unit="run", disable=None) as bar:
        for round_ in range(rounds):
            for name in names:
                with tempfile.TemporaryDirectory() as folder:
                    server = Server(
                        name, api, Path(folder), cluster.database() if cluster and name == "postgres" else ""
                    )
                    await server.opened()
                    await _run(server, taken, 600, 0)
                    costs[name].append(await _run(server, taken, messages, 1_000_000))
                    if name == "counter" and round_ == rounds - 1:
                        for share in (0.25, 0.7):
                            waits[f"{share:.0%}"] = await _waits(server, taken, share * costs[name][-1][1])
                    await server.close()
                bar.update()
    platform.close()
    return _rows(costs), waits


async def _run(server: Server, taken: list[float], messages: int, first: int) -> tuple[float, float]:
    """Write as fast as it goes until all is answered; gives processor seconds a message, and the rate."""
    taken.clear()
    begun, used = time.perf_counter(), server.seconds
    await server.crowd().closed(messages, CONNECTIONS, first)
    await _answered(server, taken, messages)
    return (server.seconds - used) / messages, messages / (time.perf_counter() - begun)


async def _answered(server: Server, taken: list[float], messages: int) -> None:
    end = time.monotonic() + PATIENCE
    while server.name != "echo" and len(taken) < messages:
        if time.monotonic() > end:
            msg = f"{server.name}: {messages - len(taken)} of {messages} messages were not answered"
            raise TimeoutError(msg)
        await asyncio.sleep(0.005)


async def _waits(server: Server, taken: list[float], rate: float) -> Waits:
    taken.clear()
    crowd = server.crowd()
    await crowd.open(rate, 8.0, int(rate * 1e6) + 9_000_000)
    await _answered(server, taken, len(crowd.waits))
    known = sorted(crowd.waits)
    return Waits(rate, median(known), known[len(known) * 99 // 100], known[-1], crowd.refused)


def _rows(costs: dict[str, list[tuple[float, float]]]) -> list[Row]:
    usual = {name: median(cost for cost, _ in runs) for name, runs in costs.items()}
    return [
        Row(
            name,
            round(1e6 * usual[name], 1),
            round(median(rate for _, rate in runs), 1),
            round(usual[name] / usual["echo"], 2),
            round((max(c for c, _ in runs) - min(c for c, _ in runs)) / usual[name], 2),
        )
        for name, runs in costs.items()
    ]


def table(rows: list[Row], waits: dict[str, Waits]) -> str:
    """Write the figures for people."""
    lines = [f"{'':54} {'µs CPU':>8} {'C':>6} {'spread':>7} {'msg/s':>8}"]
    lines += [
        f"{NAMES[row.name]:54} {row.micros:8.0f} {row.times_echo:6.2f} {row.spread:7.0%} {row.rate:8.0f}"
        for row in rows
    ]
    lines += [
        f"acknowledged at {share} of saturation ({each.rate:.0f}/s): p50 {1e3 * each.p50:.1f} ms, "
        f"p99 {1e3 * each.p99:.1f} ms, longest {1e3 * each.longest:.0f} ms, refused {each.refused}"
        for share, each in waits.items()
    ]
    return "\n".join(lines)


def plot(rows: list[Row], out: Path) -> None:
    """Draw the cost of each server in units of the echo."""
    import matplotlib as mpl  # noqa: PLC0415 - only who draws needs it

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(8, 2.6))
    bars = axes.barh([NAMES[row.name] for row in rows], [row.times_echo for row in rows], color="#2a6f97")
    axes.bar_label(bars, [f"{row.times_echo:.1f} C" for row in rows], padding=4)
    axes.set_xlabel("processor time of one message, in bare echoes (C)")
    axes.margins(x=0.12)
    axes.invert_yaxis()
    figure.tight_layout()
    figure.savefig(out)
    said = ", ".join(f"{NAMES[row.name]} {row.times_echo:.0f}" for row in rows)
    describe(out, "What one message costs", f"Bars: processor time of one message in bare echoes. {said}.")


def main() -> int:
    """Measure, print, and write ``line.json`` and ``line.svg``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one short round")
    options = parser.parse_args()
    messages, rounds = (900, 1) if options.quick else (options.messages, options.rounds)
    programs_ = programs()
    cluster = Cluster(programs_) if programs_ is not None else None
    left_out = ([] if cluster else ["postgres"]) + ([] if peers.aiogram() else ["aiogram"])
    try:
        if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(0, {1})
        rows, waits = asyncio.run(measure([name for name in NAMES if name not in left_out], messages, rounds, cluster))
    finally:
        if cluster is not None:
            cluster.remove()
    options.out.mkdir(parents=True, exist_ok=True)
    figures = {"rows": [asdict(row) for row in rows], "waits": {share: asdict(each) for share, each in waits.items()}}
    (options.out / "line.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    plot(rows, options.out / "line.svg")
    sys.stdout.write(table(rows, waits) + "\n")
    for name in left_out:
        sys.stdout.write(f"not measured, for it is not to be had here: {NAMES[name]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a translation costs with its guard, beside the raw engine: ``python -m tests.bench.translation``.

On packages of a usual size (enlarged.py) that say the sentences of the small ones; one thread, one at a time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import numpy as np

from adapters.translate.argos import Argos
from adapters.translate.codes import route
from adapters.translate.installed import installed
from adapters.translate.packages import Shelf
from bot.guarded import Guarded
from bot.ports import Translator
from knowledge.glossary import Names
from knowledge.library import load
from tests.bench.enlarged import enlarge
from tests.translate.packages.text import filled, sentences

PACKAGES = Path(__file__).resolve().parents[1] / "translate/packages"
KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"
WAYS = (("uk", "en"), ("en", "ja"), ("ja", "en"), ("en", "uk"), ("uk", "ja"), ("ja", "uk"))
ROUNDS, SENTENCES = 4, 8
_MB = 1 << 20
_LARGE = 10 * _MB
RAW = """
import json, os, sys, time
from adapters.translate import worker
sys.path.insert(0, "")
worker.fence = worker.limit = lambda *_: None
worker.prepare(0)
models = worker.Models()
for line in sys.stdin:
    text, folders = json.loads(line)
    begun = time.perf_counter()
    said = models.translate(text, folders)
    print(json.dumps([said, time.perf_counter() - begun, worker.used()]), flush=True)
"""
"""The same models through argostranslate's own classes, without a process, a queue or a guard between."""

Wrap = Callable[[Translator], Translator]


@dataclass(frozen=True, slots=True)
class Row:
    """One pair, of the engine itself and of our way to it.

    raw, ours          milliseconds that a sentence takes, its best of some rounds
    raw_cpu, ours_cpu  milliseconds of processor time, the counter's own included; others at work do not change it
    raw_mb, ours_mb    megabytes of the process that translates
    """

    pair: str
    size: str
    steps: int
    raw: float
    ours: float
    raw_cpu: float
    ours_cpu: float
    raw_mb: int
    ours_mb: int

    @property
    def overhead(self) -> float:
        """Give what our way adds in processor time, in percent."""
        return 100 * (self.ours_cpu / self.raw_cpu - 1)


class Raw:
    """The engine itself, in a process of its own that is asked over a pipe; it takes its own time."""

    def __init__(self, home: Path, packages: Path) -> None:
        environment = {"ARGOS_INTRA_THREADS": "1", "OMP_NUM_THREADS": "1", "ARGOS_PACKAGES_DIR": str(packages)}
        environment |= dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(home))
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", RAW],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    @property
    def pid(self) -> int:
        """Give the number of its process."""
        return self._process.pid

    def translate(self, text: str, folders: Sequence[Path]) -> tuple[str, float, int]:
        """Give the translation, the seconds it took, and the bytes of the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([text, [str(each) for each in folders]]) + "\n")
        self._process.stdin.flush()
        said, seconds, memory = json.loads(self._process.stdout.readline())
        return said, seconds, memory

    def close(self) -> None:
        """End it."""
        self._process.communicate()


async def measure(wrap: Wrap | None = None, *, quick: bool = False) -> list[Row]:
    """Measure each way; ``wrap`` puts a guard around our engine (bot.guarded.Guarded, with its glossary)."""
    rows = []
    with TemporaryDirectory() as folder:
        home, packages = Path(folder) / "home", Path(folder) / "packages"
        home.mkdir()
        small = Path(folder) / "small"
        shelf = Shelf(small, home, trial=lambda _: "")
        for file in sorted(PACKAGES.glob("*.argosmodel")):
            package, _ = shelf.install(file)
            enlarge(package.folder, packages / package.name)
        wanted = [*((packages, way) for way in WAYS), (small, WAYS[0]), (small, WAYS[-1])]
        for place, pair in wanted[-2:] if quick else wanted:
            engine = Argos(place, home, memory=4000 * _MB, threads=1)
            raw = Raw(home, place)
            rows.append(await _row(engine, wrap(engine) if wrap else engine, raw, pair, place))
            raw.close()
            await engine.close()
    return rows


async def _row(engine: Argos, ours: Translator, raw: Raw, pair: tuple[str, str], packages: Path) -> Row:
    """Ask both in turn; the best of a sentence's rounds is what it costs on a machine that does nothing else."""
    rng = np.random.default_rng(1)
    here = installed(packages)
    folders = [here[each].folder for each in route(*pair, here)]
    texts = [filled(each, rng)[0] for each in sentences(*pair)[:: len(sentences(*pair)) // SENTENCES]]
    best: dict[tuple[str, str], float] = {}
    memory = 0
    await ours.translate("\n".join(texts), *pair)  # models are loaded
    raw.translate("\n".join(texts), folders)
    before = [_spent(raw.pid), _spent(engine.workers[0])]
    mine = 0.0
    for _ in range(ROUNDS):
        for text in texts:
            said, spent, memory = raw.translate(text, folders)
            begun, own = time.perf_counter(), time.process_time()
            done = await ours.translate(text, *pair)
            took, mine = time.perf_counter() - begun, mine + time.process_time() - own
            for name, seconds in (("raw", spent), ("ours", took)):
                best[name, text] = min(seconds, best.get((name, text), seconds))
            if done.text != said and ours is engine:
                raise AssertionError(pair)
    after = [_spent(raw.pid), _spent(engine.workers[0]) + mine]
    raw_cpu, our_cpu = (1000 * (b - a) / ROUNDS / len(texts) for a, b in zip(before, after, strict=True))
    raw_ms, our_ms = (1000 * mean(best[name, text] for text in texts) for name in ("raw", "ours"))
    size = "usual" if max(here[each].size for each in here) > _LARGE else "small"
    return Row(
        "-".join(pair), size, len(folders), raw_ms, our_ms, raw_cpu, our_cpu, memory // _MB, engine.memory // _MB
    )


def _spent(pid: int) -> float:
    """Give the seconds of processor time that a process has used (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quick", action="store_true", help="only the small packages")
    options = parser.parse_args(arguments)
    os.environ.pop("ARGOS_DEBUG", None)
    names = Names(load(KNOWLEDGE))
    rows = asyncio.run(measure(lambda engine: Guarded(engine, names), quick=options.quick))
    if options.json:
        sys.stdout.write(json.dumps([asdict(row) | {"overhead": row.overhead} for row in rows]) + "\n")
        return 0
    sys.stdout.write(f"translation, a sentence, one thread, milliseconds (best of {ROUNDS}) and megabytes\n")
    titles = ("raw", "ours", "raw cpu", "ours cpu", "more", "raw MB", "ours MB")
    sys.stdout.write(f"{'pair':<8}{'size':<7}{'way':<9}" + "".join(f"{each:>10}" for each in titles) + "\n")
    for row in rows:
        way = "direct" if row.steps == 1 else "pivoted"
        cells = [f"{each:.2f}" for each in (row.raw, row.ours, row.raw_cpu, row.ours_cpu)]
        cells += [f"{row.overhead:.1f} %", str(row.raw_mb), str(row.ours_mb)]
        sys.stdout.write(f"{row.pair:<8}{row.size:<7}{way:<9}" + "".join(f"{each:>10}" for each in cells) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a translation costs, beside the raw engine in the same process: ``python -m tests.bench.translation``.

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
from bot.ports import Translator
from tests.bench.enlarged import enlarge
from tests.translate.packages.make import filled, sentences

PACKAGES = Path(__file__).resolve().parents[1] / "translate/packages"
WAYS = (("uk", "en"), ("en", "ja"), ("ja", "en"), ("en", "uk"), ("uk", "ja"), ("ja", "uk"))
ROUNDS, SENTENCES = 5, 8
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
    """One pair: milliseconds a sentence (its best of some rounds), and megabytes of the process that translates."""

    pair: str
    size: str
    steps: int
    raw: float
    ours: float
    raw_mb: int
    ours_mb: int

    @property
    def overhead(self) -> float:
        """Give what our way adds, in percent."""
        return 100 * (self.ours / self.raw - 1)


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


async def measure(wrap: Wrap | None = None) -> list[Row]:
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
        for place, pair in [*((packages, way) for way in WAYS), (small, WAYS[0]), (small, WAYS[-1])]:
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
    memory = held = 0
    for _ in range(ROUNDS + 1):  # in the first one models are loaded
        for text in texts:
            said, spent, memory = raw.translate(text, folders)
            begun = time.perf_counter()
            done = await ours.translate(text, *pair)
            took = time.perf_counter() - begun
            for name, seconds in (("raw", spent), ("ours", took)):
                best[name, text] = min(seconds, best.get((name, text), seconds))
            if done.text != said and ours is engine:
                raise AssertionError(pair)
    held = engine.memory
    raw_ms, our_ms = (1000 * mean(best[name, text] for text in texts) for name in ("raw", "ours"))
    size = "usual" if max(here[each].size for each in here) > _LARGE else "small"
    return Row("-".join(pair), size, len(folders), raw_ms, our_ms, memory // _MB, held // _MB)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    os.environ.pop("ARGOS_DEBUG", None)
    rows = asyncio.run(measure())
    if options.json:
        sys.stdout.write(json.dumps([asdict(row) | {"overhead": row.overhead} for row in rows]) + "\n")
        return 0
    sys.stdout.write(f"translation, a sentence, one thread, milliseconds (best of {ROUNDS}) and megabytes\n")
    sys.stdout.write(f"{'pair':<8}{'size':<7}{'way':<9}{'raw':>8}{'ours':>8}{'more':>9}{'raw MB':>8}{'ours MB':>9}\n")
    for row in rows:
        way = "direct" if row.steps == 1 else "pivoted"
        cells = f"{row.raw:>8.2f}{row.ours:>8.2f}{row.overhead:>7.1f} %{row.raw_mb:>8}{row.ours_mb:>9}"
        sys.stdout.write(f"{row.pair:<8}{row.size:<7}{way:<9}{cells}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

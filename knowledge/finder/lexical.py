"""The lexical view: character n-grams of a text, weighed by a linear classifier.

Folded n-grams read what the encoder cannot: romaji, Latin-script Nepali, Vietnamese without marks,
typos. N-grams of the text as it is written keep apart what folding throws together. Trained by
``fitting.py``; here only numpy is needed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from knowledge.finder.normalise import fold, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

# Folded text is Latin; as written, one character of Thai or Chinese may be a whole word.
FOLDED, WRITTEN = (2, 5), (1, 4)
AS_WRITTEN = "="


def ngrams(text: str, sizes: tuple[int, int] = FOLDED, mark: str = "") -> Counter[str]:
    """Count the character n-grams of a text, words edged by spaces; each begins with ``mark``."""
    grams: list[str] = []
    shortest, longest = sizes
    for word in text.split():
        edged = f" {word} "
        for size in range(shortest, min(longest, len(edged)) + 1):
            grams += [mark + edged[start : start + size] for start in range(len(edged) - size + 1)]
    return Counter(grams)


def letters(text: str) -> Counter[str]:
    """Count what the finder reads in a text: its n-grams folded, and marked those as it is written."""
    grams = ngrams(fold(text))
    grams.update(ngrams(same(text), WRITTEN, AS_WRITTEN))
    return grams


@dataclass(frozen=True, slots=True)
class LexicalView:
    """Vocabulary and weights. ``weights`` is int8 (grams × classes), times ``scale`` a class."""

    vocabulary: Mapping[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, grams: Mapping[str, int]) -> NDArray[np.float32]:
        """Give one margin a class for counted n-grams; flat where none of them was ever seen."""
        rows, values = vector(grams, self.vocabulary, self.idf)
        if not rows:
            return self.bias.copy()
        picked = self.weights[rows].astype(np.float32) * self.scale
        scored: NDArray[np.float32] = np.asarray(values, dtype=np.float32) @ picked + self.bias
        return scored


def vector(
    grams: Mapping[str, int], vocabulary: Mapping[str, int], idf: NDArray[np.float32]
) -> tuple[list[int], list[float]]:
    """Give the positions and unit-length TF-IDF values of those n-grams that are known."""
    known = [(vocabulary[gram], count) for gram, count in grams.items() if gram in vocabulary]
    rows = [row for row, _ in known]
    values = [(1 + log(count)) * float(idf[row]) for row, count in known]
    length = sqrt(sum(value * value for value in values)) or 1.0
    return rows, [value / length for value in values]

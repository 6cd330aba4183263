"""Counting the n-grams of many texts at once, for training: as numbers, and never a string for each.

``lexical.py`` counts one message; both count the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.finder.lexical import AS_WRITTEN, FOLDED, WRITTEN
from knowledge.finder.normalise import fold, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

# An n-gram that stands in one text only teaches nothing.
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of texts. counts: how often each stands in each (a row a text, a column a gram; scipy's CSR)."""

    grams: Sequence[str]
    counts: Any

    def of(self, rows: NDArray[np.intp]) -> Grams:
        """Give those of some texts only."""
        return Grams(self.grams, self.counts[rows])


def count_letters(texts: Sequence[str], often: int = _OFTEN) -> Grams:
    """Count what the finder reads in texts, ``lexical.letters`` of each; often: a gram of fewer texts is left out."""
    folded = _count([fold(text) for text in texts], FOLDED, "", often)
    written = _count([same(text) for text in texts], WRITTEN, AS_WRITTEN, often)
    return _beside([*folded, *written], len(texts))


def count_grams(texts: Sequence[str], often: int = _OFTEN) -> Grams:
    """Count what the ear reads in texts: ``lexical.ngrams`` of each."""
    return _beside(list(_count(texts, FOLDED, "", often)), len(texts))


def _beside(parts: Sequence[tuple[list[str], Any]], rows: int) -> Grams:
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - only training needs it

    grams = [gram for names, _ in parts for gram in names]
    counts = hstack([counts for _, counts in parts], format="csr") if parts else csr_matrix((rows, 0), np.float32)
    return Grams(grams, counts)


def _count(texts: Sequence[str], sizes: tuple[int, int], mark: str, often: int) -> Iterator[tuple[list[str], Any]]:
    """Give the grams of each size with their counts.

    Every place in the edged words begins one gram of each size; a gram's number is made of the number of
    the gram one shorter and its last letter, so that none is ever spelt out or mistaken for another.
    """
    words = [text.split() for text in texts]
    whole = "".join(f" {word} " for each in words for word in each)
    lengths = np.array([len(word) + 2 for each in words for word in each], np.int64)
    text = np.repeat(np.repeat(np.arange(len(texts)), [len(each) for each in words]), lengths)
    ends = np.repeat(np.cumsum(lengths), lengths)
    spelt = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    letters, letter = np.unique(spelt, return_inverse=True)
    places, number = np.arange(len(spelt)), letter
    shortest, longest = sizes
    for size in range(1, longest + 1):
        if size > 1:
            fits = places + size <= ends[places]
            places = places[fits]
            longer = number[fits] * len(letters) + letter[places + size - 1]
            _, first, number = np.unique(longer, return_index=True, return_inverse=True)
        else:
            _, first, number = np.unique(number, return_index=True, return_inverse=True)
        if size >= shortest:
            kept, counts = _sheet(text[places], number, (len(texts), len(first)), often)
            starts = places[first[kept]].tolist()
            yield [mark + whole[start : start + size] for start in starts], counts


def _sheet(rows: NDArray[np.intp], columns: NDArray[np.intp], shape: tuple[int, int], often: int) -> tuple[Any, Any]:
    """Count pairs; gives the columns that stand in at least so many rows, and their counts."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415

    counts = coo_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape).tocsr()
    kept = np.flatnonzero(np.bincount(counts.indices, minlength=shape[1]) >= often)
    return kept, choose(counts, kept)


def choose(counts: Any, columns: NDArray[np.intp]) -> Any:  # noqa: ANN401 - scipy's
    """Give a sparse matrix with these columns only, in this order; a column below 0 stays empty."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    there = np.flatnonzero(columns >= 0)
    moved = np.full(counts.shape[1], -1, np.int64)
    moved[columns[there]] = there
    indices = moved[counts.indices]
    taken = indices >= 0
    starts = np.concatenate([[0], np.cumsum(taken)])[counts.indptr]
    return csr_matrix((counts.data[taken], indices[taken], starts), shape=(counts.shape[0], len(columns)))

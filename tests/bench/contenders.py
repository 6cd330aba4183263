"""What a finder could be made of: each contender learns labelled texts and then scores others.

All see the same texts. A score is higher for a better match; the best score of a text tells how
sure the contender is, and so whether it can say no.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix

from knowledge.finder.calibration import log_softmax
from knowledge.finder.fitting import centred, fit_head, fit_lexical
from knowledge.finder.grams import count_grams, count_letters
from knowledge.finder.lexical import letters, ngrams
from knowledge.finder.normalise import fold, same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rows = NDArray[np.float32]

_K1, _B = 1.5, 0.75


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts to learn with their class numbers and vectors, and texts to score with theirs."""

    texts: Sequence[str]
    target: NDArray[np.intp]
    count: int
    rows: Rows
    asked: Sequence[str]
    asked_rows: Rows

    def best(self, similar: Floats) -> Floats:
        """Turn similarities to every known text into the best one of each class."""
        order = np.argsort(self.target, kind="stable")
        starts = np.searchsorted(self.target[order], np.arange(self.count))
        return np.asarray(np.maximum.reduceat(similar[:, order], starts, axis=1))


def rapidfuzz(scorer: Callable[..., float]) -> Callable[[Lesson], Floats]:
    """String similarity alone, 0 to 100, the nearest known text."""

    def score(lesson: Lesson) -> Floats:
        known, asked = [same(text) for text in lesson.texts], [same(text) for text in lesson.asked]
        parts = [
            lesson.best(process.cdist(asked[start : start + 200], known, scorer=scorer, workers=-1).astype(np.float64))
            for start in range(0, len(asked), 200)
        ]
        return np.vstack(parts)

    return score


def bm25(lesson: Lesson) -> Floats:
    """BM25 (k1 1.5, b 0.75) over words, and over pairs of letters where a script has no spaces."""
    documents = [_words(text) for text in lesson.texts]
    within = Counter(word for words in documents for word in words)
    place = {word: number for number, word in enumerate(within)}
    usual = sum(sum(words.values()) for words in documents) / len(documents)
    rows, columns, values = [], [], []
    for number, words in enumerate(documents):
        length = sum(words.values())
        for word, times in words.items():
            rare = log(1 + (len(documents) - within[word] + 0.5) / (within[word] + 0.5))
            rows.append(number)
            columns.append(place[word])
            values.append(rare * times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length / usual)))
    index = csr_matrix((values, (rows, columns)), shape=(len(documents), len(place)))
    asked = [_words(text) for text in lesson.asked]
    pairs = [
        (number, place[word], n) for number, words in enumerate(asked) for word, n in words.items() if word in place
    ]
    said = csr_matrix(
        ([n for _, _, n in pairs], ([r for r, _, _ in pairs], [c for _, c, _ in pairs])), shape=(len(asked), len(place))
    )
    return lesson.best(np.asarray((said @ index.T).todense(), dtype=np.float64))


def svm(lesson: Lesson) -> Floats:
    """A linear SVM over character n-grams of the text as it is written."""
    view = fit_lexical(count_grams([same(text) for text in lesson.texts]), lesson.target, lesson.count)
    return np.vstack([view.scores(ngrams(same(text))) for text in lesson.asked]).astype(np.float64)


def nearest(lesson: Lesson) -> Floats:
    """The nearest known text by the encoder's cosine."""
    return lesson.best((lesson.asked_rows @ lesson.rows.T).astype(np.float64))


def nearest_centred(lesson: Lesson) -> Floats:
    """The same, the mean of all known texts taken away first."""
    mean = lesson.rows.mean(axis=0)
    return lesson.best((centred(lesson.asked_rows, mean) @ centred(lesson.rows, mean).T).astype(np.float64))


def meaning(lesson: Lesson) -> Floats:
    """A logistic head over centred vectors: our first view, alone."""
    mean, head, bias = fit_head(lesson.rows, lesson.target, lesson.count)
    return log_softmax(centred(lesson.asked_rows, mean) @ head + bias)


def folded(lesson: Lesson) -> Floats:
    """A linear classifier over folded n-grams: what romaji and marks left out have in common."""
    view = fit_lexical(count_grams([fold(text) for text in lesson.texts]), lesson.target, lesson.count)
    return np.vstack([view.scores(ngrams(fold(text))) for text in lesson.asked]).astype(np.float64)


def both_letters(lesson: Lesson) -> Floats:
    """Folded n-grams and those as written, together: our second view, alone."""
    view = fit_lexical(count_letters(lesson.texts), lesson.target, lesson.count)
    return np.vstack([view.scores(letters(text)) for text in lesson.asked]).astype(np.float64)


def _words(text: str) -> Counter[str]:
    words: Counter[str] = Counter()
    for word in same(text).split():
        if word.isascii() or len(word) <= 2 or word[0] < "\u0e00":
            words[word] += 1
        else:
            words.update(word[start : start + 2] for start in range(len(word) - 1))
    return words


PICKED: dict[str, Callable[[Lesson], Floats]] = {
    "rapidfuzz WRatio": rapidfuzz(fuzz.WRatio),
    "rapidfuzz token_set_ratio": rapidfuzz(fuzz.token_set_ratio),
    "BM25": bm25,
    "linear SVM on character n-grams": svm,
    "encoder, nearest phrasing": nearest,
    "encoder, nearest, centred": nearest_centred,
    "our meaning alone": meaning,
    "our letters, folded only": folded,
    "our letters alone": both_letters,
}

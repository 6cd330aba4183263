"""Learning from the library's own phrasings: two views, one calibration, three bands.

Runs when the library is published (about 20 s after the encoding), never while answering.
scikit-learn does the fitting; what it leaves is plain numbers that numpy alone can use.
"""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.finder.artefact import NONE, Artefact, Bands
from knowledge.finder.lexical import LexicalView, ngrams, vector
from knowledge.finder.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from knowledge.finder.examples import Examples
    from knowledge.finder.vectors import VectorCache

    Floats = NDArray[np.float64]

VOCABULARY = 20_000
FOLDS = 5
_HEAD_C = 10.0
_MARGIN_C = 0.5
# Wanted on unseen phrasings: at most this share answered wrongly, this share of nobody's topics.
_WRONG = 0.03
_FALSE = 0.03
_SILENT = 0.02


def train(
    known: Examples, cache: VectorCache | None, digest: str, say: Callable[[str], None] = lambda _: None
) -> Artefact:
    """Fit both views on everything, and the calibration on folds that the views had not seen."""
    classes = tuple(sorted(set(known.entries)))
    folded = [fold(text) for text in known.texts]
    target = np.searchsorted(np.array(classes), np.array(known.entries))
    rows = cache.get(known.texts) if cache is not None else np.zeros((len(target), 1), np.float32)
    say("cross-validating")
    meaning, margins = _held_out(folded, rows, target, len(classes), semantic=cache is not None)
    bands = _calibrate(meaning, margins, target, classes, semantic=cache is not None)
    say("fitting")
    tongues = tuple(sorted(set(known.tongues)))
    mean, head, bias = _fit_head(rows, target, len(classes))
    return Artefact(
        digest=digest,
        encoder=cache.encoder if cache is not None else "",
        classes=classes,
        mean=mean,
        head=head,
        bias=bias,
        lexical=_fit_lexical(folded, target),
        bands=bands,
        tongues=tongues,
        tongue=_fit_lexical(known.spoken, np.searchsorted(np.array(tongues), np.array(known.tongues)), balanced=True),
    )


def centred(rows: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Take the library's mean away: raw cosines of this encoder all lie between 0.77 and 0.90."""
    moved = rows - mean
    unit: NDArray[np.float32] = moved / np.maximum(1e-6, np.linalg.norm(moved, axis=-1, keepdims=True))
    return unit


def _fit_head(
    rows: NDArray[np.float32], target: NDArray[np.intp], count: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only training needs it

    mean = rows.mean(axis=0).astype(np.float16).astype(np.float32)
    model = LogisticRegression(C=_HEAD_C, max_iter=400).fit(centred(rows, mean), target)
    weights = np.zeros((rows.shape[1], count), np.float32)
    bias = np.full(count, -20.0, np.float32)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return mean, weights.astype(np.float16).astype(np.float32), bias


def _fit_lexical(texts: Sequence[str], target: NDArray[np.intp], *, balanced: bool = False) -> LexicalView:
    """Fit a linear classifier over the n-grams of prepared texts."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    vocabulary, idf = _vocabulary(texts)
    indices: list[int] = []
    values: list[float] = []
    starts = [0]
    for text in texts:
        found, weights = vector(text, vocabulary, idf)
        indices += found
        values += weights
        starts.append(len(indices))
    matrix = csr_matrix((values, indices, starts), shape=(len(texts), len(vocabulary)))
    weight = "balanced" if balanced else None
    model: Any = LinearSVC(C=_MARGIN_C, random_state=0, max_iter=3000, class_weight=weight).fit(matrix, target)
    count = int(target.max()) + 1
    coefficients = np.zeros((len(vocabulary), count), np.float32)
    coefficients[:, model.classes_] = model.coef_.T
    bias = np.full(count, -2.0, np.float32)
    bias[model.classes_] = model.intercept_
    scale = np.maximum(1e-6, np.abs(coefficients).max(axis=0)) / 127
    packed = np.round(coefficients / scale).astype(np.int8)
    return LexicalView(vocabulary, idf, packed, scale.astype(np.float32), bias)


def _vocabulary(texts: Sequence[str]) -> tuple[dict[str, int], NDArray[np.float32]]:
    """Keep the n-grams that stand in most texts, at least in two."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(ngrams(text).keys())
    often = sorted((gram for gram, count in seen.items() if count > 1), key=lambda gram: (-seen[gram], gram))
    kept = sorted(often[:VOCABULARY])
    idf = [log((1 + len(texts)) / (1 + seen[gram])) + 1 for gram in kept]
    return {gram: row for row, gram in enumerate(kept)}, np.array(idf, np.float16).astype(np.float32)


def _held_out(
    folded: Sequence[str], rows: NDArray[np.float32], target: NDArray[np.intp], count: int, *, semantic: bool
) -> tuple[Floats, Floats]:
    """Give log-probabilities and margins of every text from views that had not seen its fold."""
    fold = np.arange(len(target)) % FOLDS
    meaning = np.zeros((len(target), count))
    margins = np.zeros((len(target), count))
    for number in range(FOLDS):
        out = np.flatnonzero(fold == number)
        kept = np.flatnonzero(fold != number)
        lexical = _fit_lexical([folded[int(row)] for row in kept], target[kept])
        margins[out, : lexical.bias.size] = np.vstack([lexical.scores(folded[int(row)]) for row in out])
        if semantic:
            mean, head, bias = _fit_head(rows[kept], target[kept], count)
            meaning[out] = log_softmax(centred(rows[out], mean) @ head + bias)
    return meaning, margins


def log_softmax(scores: NDArray[Any]) -> Floats:
    """Turn scores into log-probabilities along the last axis."""
    moved = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))
    return result


def _calibrate(
    meaning: Floats, margins: Floats, target: NDArray[np.intp], classes: tuple[str, ...], *, semantic: bool
) -> Bands:
    from scipy.optimize import minimize  # noqa: PLC0415

    places = np.arange(len(target))

    def loss(weights: NDArray[Any]) -> float:
        mixed = log_softmax(np.exp(weights[0]) * meaning + np.exp(weights[1]) * margins)
        return float(-mixed[places, target].mean())

    def alone(weight: NDArray[Any]) -> float:
        return float(-log_softmax(np.exp(weight[0]) * margins)[places, target].mean())

    lexical_alone = float(np.exp(minimize(alone, [1.0], method="Nelder-Mead").x[0]))
    if semantic:
        fitted = np.exp(minimize(loss, [0.0, 0.7], method="Nelder-Mead").x)
        weights = (float(fitted[0]), float(fitted[1]))
    else:
        weights = (0.0, lexical_alone)
    mixed = np.exp(log_softmax(weights[0] * meaning + weights[1] * margins))
    sure, offer = _cut(mixed, target, classes)
    return Bands(weights[0], weights[1], lexical_alone, sure, offer)


def _cut(probability: Floats, target: NDArray[np.intp], classes: tuple[str, ...]) -> tuple[float, float]:
    """Choose the two thresholds on held-out texts: few wrong answers first, then few silences."""
    none = classes.index(NONE) if NONE in classes else -1
    topical = probability.copy()
    if none >= 0:
        topical[:, none] = 0
    first, best = topical.argmax(axis=1), topical.max(axis=1)
    asked = target != none
    sure = 0.99
    for level in np.linspace(0.2, 0.99, 80):
        given = best >= level
        wrong = float((given & asked & (first != target)).sum() / max(1, asked.sum()))
        false = float((given & ~asked).sum() / max(1, (~asked).sum()))
        if wrong <= _WRONG and false <= _FALSE:
            sure = float(level)
            break
    top = -np.sort(-topical, axis=1)[:, :3].sum(axis=1)
    offer = float(np.quantile(top[asked], _SILENT))
    return sure, min(offer, sure)

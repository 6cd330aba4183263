"""Fitting the views on given texts: the head over the encoder's vectors, the classifier over letters.

scikit-learn does the fitting; what it leaves is plain numbers that numpy alone can use.
"""

from __future__ import annotations

import warnings
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.finder.grams import choose
from knowledge.finder.lexical import LexicalView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.finder.grams import Grams

    Floats = NDArray[np.float64]

# How many n-grams a view keeps: the finder's reads fifteen languages in two ways, the ear's a few alphabets.
VOCABULARY = 80_000
EAR_VOCABULARY = 40_000
# So many weights at most, a byte each: a library of thousands of topics knows fewer n-grams.
_WEIGHTS = 100_000_000
_HEAD_C = 10.0
_MARGIN_C = 1.0
_FEW_STEPS = 15
# Beyond so many classes both views are learnt in closed form: what is fitted step by step takes a time that
# grows with the texts times the classes. It costs some accuracy (docs/finder.md).
WIDE = 400
_RARE = 0.01
_RIDGE = 1e-3
_TEMPER = 0.3


def centred(rows: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Take the library's mean away: raw cosines of this encoder all lie between 0.77 and 0.90."""
    moved = rows - mean
    unit: NDArray[np.float32] = moved / np.maximum(1e-6, np.linalg.norm(moved, axis=-1, keepdims=True))
    return unit


def fit_head(
    rows: NDArray[np.float32], target: NDArray[np.intp], count: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Fit a linear head on centred vectors: the mean taken away, the weights, the bias.

    In double precision: in single, where the fit stops depends on how a processor rounds (weights differed by 3 %).
    """
    mean = rows.mean(axis=0).astype(np.float16).astype(np.float32)
    if count > WIDE:
        return mean, *discriminant(centred(rows, mean), target, count)
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only training needs it

    model = LogisticRegression(C=_HEAD_C, max_iter=400).fit(centred(rows, mean).astype(np.float64), target)
    weights = np.zeros((rows.shape[1], count), np.float32)
    bias = np.full(count, -20.0, np.float32)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return mean, weights.astype(np.float16).astype(np.float32), bias


def refit_head(
    before: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
    rows: NDArray[np.float32],
    target: NDArray[np.intp],
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Go on from a head that was fitted on nearly the same texts: a few steps are enough."""
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    mean, weights, bias = before
    model = LogisticRegression(C=_HEAD_C, max_iter=_FEW_STEPS, warm_start=True)
    model.coef_, model.intercept_ = weights.T.astype(np.float64), bias.astype(np.float64)
    model.classes_ = np.arange(len(bias))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(centred(rows, mean), target)
    head = model.coef_.T.astype(np.float16).astype(np.float32)
    return mean, head, model.intercept_.astype(np.float32)


def fit_lexical(
    read: Grams, target: NDArray[np.intp], count: int, most: int = VOCABULARY, *, balanced: bool = False
) -> LexicalView:
    """Fit a linear classifier over the counted n-grams of texts; ``count`` classes, seen or not."""
    columns, idf = _vocabulary(read, min(most, _WEIGHTS // count))
    matrix = _weighed(choose(read.counts, columns), idf)
    bias = np.full(count, -2.0, np.float32)
    if count > WIDE:
        coefficients = odds(matrix, target, count)
    else:
        model = _classifier(balanced=balanced).fit(matrix, target)
        coefficients = np.zeros((len(columns), count), np.float32)
        coefficients[:, model.classes_] = model.coef_.T
        bias[model.classes_] = model.intercept_
    scale = np.maximum(1e-6, np.abs(coefficients).max(axis=0)) / 127
    packed = np.round(coefficients / scale).astype(np.int8)
    vocabulary = {read.grams[column]: row for row, column in enumerate(columns)}
    return LexicalView(vocabulary, idf, packed, scale.astype(np.float32), bias)


def discriminant(
    rows: NDArray[np.float32], target: NDArray[np.intp], count: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give weights and bias of Fisher's linear discriminant: in one pass, however many classes there are."""
    many = np.maximum(1, np.bincount(target, minlength=count))[:, None]
    middle = _sums(rows, target, count) / many
    within = rows - middle[target].astype(np.float32)
    spread = (within.T @ within).astype(np.float64) / len(rows) + _RIDGE * np.eye(rows.shape[1])
    weights = np.linalg.solve(spread, middle.T)
    bias = np.log(many[:, 0] / len(rows)) - (middle.T * weights).sum(axis=0) / 2
    return (_TEMPER * weights).astype(np.float16).astype(np.float32), (_TEMPER * bias).astype(np.float32)


def odds(matrix: Any, target: NDArray[np.intp], count: int) -> NDArray[np.float32]:  # noqa: ANN401 - scipy's
    """Give by how much each n-gram speaks for each class (naive Bayes): one pass, too (n-grams × classes)."""
    seen: NDArray[np.float32] = (_members(target, count) @ matrix).T.toarray().astype(np.float32)
    usual = np.log((seen.sum(axis=1) + _RARE) / (seen.sum() + _RARE * len(seen)))
    whole = seen.sum(axis=0) + _RARE * len(seen)
    seen += _RARE
    np.log(seen, out=seen)
    seen -= np.log(whole)
    seen -= usual[:, None].astype(np.float32)
    return seen


def _sums(rows: NDArray[np.float32], target: NDArray[np.intp], count: int) -> Floats:
    summed: Floats = _members(target, count) @ rows.astype(np.float64)
    return summed


def _members(target: NDArray[np.intp], count: int) -> Any:  # noqa: ANN401 - scipy's
    """Give which texts each class has, as a sparse matrix of ones."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    return csr_matrix((np.ones(len(target)), (target, np.arange(len(target)))), shape=(count, len(target)))


def refit_lexical(view: LexicalView, read: Grams, target: NDArray[np.intp], some: Sequence[int]) -> LexicalView:
    """Fit only ``some`` classes again, on the n-grams that the view knows."""
    matrix = weighed(read, view)
    weights, scale, bias = view.weights.copy(), view.scale.copy(), view.bias.copy()
    for one in some:
        model = _classifier().fit(matrix, target == one)
        column = model.coef_[0]
        scale[one] = max(1e-6, float(np.abs(column).max())) / 127
        weights[:, one] = np.round(column / scale[one]).astype(np.int8)
        bias[one] = float(model.intercept_[0])
    return LexicalView(view.vocabulary, view.idf, weights, scale, bias)


def margins(view: LexicalView, read: Grams) -> Floats:
    """Give the view's margins of many texts (texts × classes)."""
    scored: Floats = weighed(read, view) @ (view.weights * view.scale).astype(np.float64) + view.bias
    return scored


def weighed(read: Grams, view: LexicalView) -> Any:  # noqa: ANN401 - scipy's
    """Give the texts' n-grams that the view knows as a sparse matrix, a row a text: ``lexical.vector`` of each."""
    place = {gram: column for column, gram in enumerate(read.grams)}
    columns = np.array([place.get(gram, -1) for gram in view.vocabulary], np.int64)
    return _weighed(choose(read.counts, columns), view.idf)


def _weighed(counts: Any, idf: NDArray[np.float32]) -> Any:  # noqa: ANN401 - scipy's
    values = (1 + np.log(counts.data.astype(np.float64))) * idf[counts.indices]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(row, values * values, counts.shape[0]))
    counts.data = values / length[row]
    return counts


def _classifier(*, balanced: bool = False) -> Any:  # noqa: ANN401 - scikit-learn's
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    weight = "balanced" if balanced else None
    return LinearSVC(C=_MARGIN_C, random_state=0, max_iter=3000, class_weight=weight)


def _vocabulary(read: Grams, most: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Keep the n-grams that stand in most texts, at least in two: their columns, by the alphabet, and weights."""
    seen = np.bincount(read.counts.indices, minlength=len(read.grams))
    often = sorted(np.flatnonzero(seen > 1).tolist(), key=lambda column: (-seen[column], read.grams[column]))
    kept = sorted(often[:most], key=read.grams.__getitem__)
    texts = read.counts.shape[0]
    idf = [log((1 + texts) / (1 + int(seen[column]))) + 1 for column in kept]
    return np.array(kept, np.intp), np.array(idf, np.float16).astype(np.float32)

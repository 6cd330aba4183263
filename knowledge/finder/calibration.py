"""Calibration: how the views are added, and how sure is sure enough, from texts that the views had not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.finder.artefact import NONE, Bands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.finder.fitting import Floats

    Places = NDArray[np.intp]

# Of so many parts, so many are held out in turn: enough to fit five numbers on.
PARTS, FOLDS = 4, 2
# Scores of held-out texts at most, texts times topics: thousands of topics are calibrated on fewer texts.
_SCORES = 4_000_000
# Wanted on held-out phrasings: at most this share answered wrongly, this share of nobody's topics. They are
# much harder than what people write, for each of an entry's phrasings was written to be unlike the others:
# of the test messages 1 % are answered wrongly and 3 % falsely where it is 5 % and 6 % of these.
_WRONG = 0.05
_FALSE = 0.05
_SILENT = 0.03
# Letters answer alone where they are as right as both views together.
_CERTAIN_WRONG = 0.05
_CERTAIN_WORSE = 0.001
# As a threshold: letters never answer alone.
NEVER = 2.0


def folds(texts: int, count: int) -> list[tuple[Places, Places]]:
    """Give, for each part that is held out in turn, the texts to learn from and those held out."""
    part = np.arange(texts) % max(PARTS, FOLDS * texts * count // _SCORES)
    return [(np.flatnonzero(part != number), np.flatnonzero(part == number)) for number in range(FOLDS)]


def together(parts: Sequence[Floats], places: Sequence[Places]) -> Floats:
    """Bring what was found out about the texts of each part into the texts' order."""
    return np.vstack(parts)[np.argsort(np.concatenate(places))]


def log_softmax(scores: NDArray[Any]) -> Floats:
    """Turn scores into log-probabilities along the last axis."""
    moved = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))
    return result


def calibrate(
    meaning: Floats, margins: Floats, target: NDArray[np.intp], classes: tuple[str, ...], *, semantic: bool
) -> Bands:
    """Fit the weights of the views, then choose the thresholds."""
    from scipy.optimize import minimize  # noqa: PLC0415 - only training needs it

    places = np.arange(len(target))

    def loss(weights: NDArray[Any]) -> float:
        mixed = log_softmax(np.exp(weights[0]) * meaning + np.exp(weights[1]) * margins)
        return float(-mixed[places, target].mean())

    def alone(weight: NDArray[Any]) -> float:
        return float(-log_softmax(np.exp(weight[0]) * margins)[places, target].mean())

    lexical_alone = float(np.exp(minimize(alone, [1.0], method="Nelder-Mead").x[0]))
    letters = np.exp(log_softmax(lexical_alone * margins))
    if not semantic:
        return Bands(0.0, lexical_alone, lexical_alone, *_cut(letters, target, classes), NEVER)
    fitted = np.exp(minimize(loss, [0.0, 0.7], method="Nelder-Mead").x)
    mixed = np.exp(log_softmax(fitted[0] * meaning + fitted[1] * margins))
    sure, offer = _cut(mixed, target, classes)
    return Bands(
        float(fitted[0]), float(fitted[1]), lexical_alone, sure, offer, _certain(letters, mixed, target, classes)
    )


def _topical(probability: Floats, classes: tuple[str, ...]) -> tuple[Floats, int]:
    none = classes.index(NONE) if NONE in classes else -1
    topical = probability.copy()
    if none >= 0:
        topical[:, none] = 0
    return topical, none


def _cut(probability: Floats, target: NDArray[np.intp], classes: tuple[str, ...]) -> tuple[float, float]:
    """Choose the two thresholds on held-out texts: few wrong answers first, then few silences."""
    topical, none = _topical(probability, classes)
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


def _certain(letters: Floats, mixed: Floats, target: NDArray[np.intp], classes: tuple[str, ...]) -> float:
    """Give the probability from which letters answer alone: as right as with the encoder, and cheaper."""
    alone, _ = _topical(letters, classes)
    first, best = alone.argmax(axis=1), alone.max(axis=1)
    both = mixed.argmax(axis=1)
    for level in np.linspace(0.5, 0.995, 100):
        given = best >= level
        answers = max(1, int(given.sum()))
        wrong = float((given & (first != target)).sum()) / answers
        with_encoder = float((given & (both != target)).sum()) / answers
        if wrong <= _CERTAIN_WRONG and wrong <= with_encoder + _CERTAIN_WORSE:
            return float(level)
    return NEVER

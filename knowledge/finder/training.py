"""Learning from the library's own phrasings: two views, one calibration, the bands.

Runs when the library is published, never while answering.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from knowledge.finder.artefact import Artefact
from knowledge.finder.calibration import FOLDS, calibrate, held_out
from knowledge.finder.fitting import EAR_VOCABULARY, fit_head, fit_lexical, refit_head, refit_lexical
from knowledge.finder.lexical import letters, ngrams

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.finder.examples import Examples
    from knowledge.finder.vectors import VectorCache


# More changed topics than these are worth a whole training.
_FEW = 4


def taught(known: Examples, classes: tuple[str, ...]) -> tuple[str, ...]:
    """Give a fingerprint of the texts of each class."""
    texts: dict[str, set[str]] = {name: set() for name in classes}
    for text, entry in zip(known.texts, known.entries, strict=True):
        texts[entry].add(text)
    return tuple(blake2b("\n".join(sorted(texts[name])).encode(), digest_size=8).hexdigest() for name in classes)


def amend(before: Artefact, known: Examples, cache: VectorCache | None, digest: str) -> Artefact | None:
    """Learn only what is new since ``before``; None where too much is, and a whole training is due.

    The calibration, the known n-grams and the ear stay as they were: a whole training renews them.
    """
    classes = tuple(sorted(set(known.entries)))
    if classes != before.classes or before.encoder != (cache.encoder if cache is not None else ""):
        return None
    now = taught(known, classes)
    changed = [place for place, (one, other) in enumerate(zip(now, before.taught, strict=True)) if one != other]
    if len(changed) > _FEW:
        return None
    target = np.searchsorted(np.array(classes), np.array(known.entries))
    mean, head, bias = before.mean, before.head, before.bias
    if cache is not None and changed:
        mean, head, bias = refit_head((mean, head, bias), cache.get(known.texts), target)
    lexical = before.lexical
    if changed:
        lexical = refit_lexical(lexical, [letters(text) for text in known.texts], target, changed)
    return replace(before, digest=digest, taught=now, mean=mean, head=head, bias=bias, lexical=lexical)


def train(
    known: Examples, cache: VectorCache | None, digest: str, progress: Callable[[int, int], None] = lambda *_: None
) -> Artefact:
    """Fit both views on everything, and the calibration on folds that the views had not seen."""
    steps = FOLDS + 1
    classes = tuple(sorted(set(known.entries)))
    read = [letters(text) for text in known.texts]
    target = np.searchsorted(np.array(classes), np.array(known.entries))
    rows = cache.get(known.texts) if cache is not None else np.zeros((len(target), 1), np.float32)
    seen = held_out(read, rows if cache is not None else None, target, len(classes), lambda done: progress(done, steps))
    bands = calibrate(*seen, classes, semantic=cache is not None)
    tongues = tuple(sorted(set(known.tongues)))
    tongue = np.searchsorted(np.array(tongues), np.array(known.tongues))
    spoken = [ngrams(text) for text in known.spoken]
    mean, head, bias = fit_head(rows, target, len(classes))
    return Artefact(
        digest=digest,
        encoder=cache.encoder if cache is not None else "",
        classes=classes,
        taught=taught(known, classes),
        mean=mean,
        head=head,
        bias=bias,
        lexical=fit_lexical(read, target, len(classes)),
        bands=bands,
        tongues=tongues,
        tongue=fit_lexical(spoken, tongue, len(tongues), EAR_VOCABULARY, balanced=True),
    )

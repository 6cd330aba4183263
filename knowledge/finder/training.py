"""Learning from the library's own phrasings: two views, one calibration, the bands.

Runs when the library is published, never while answering.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from knowledge.finder.artefact import Artefact
from knowledge.finder.calibration import calibrate, held_out
from knowledge.finder.fitting import EAR_VOCABULARY, fit_head, fit_lexical
from knowledge.finder.lexical import letters, ngrams

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.finder.examples import Examples
    from knowledge.finder.vectors import VectorCache


def train(
    known: Examples, cache: VectorCache | None, digest: str, say: Callable[[str], None] = lambda _: None
) -> Artefact:
    """Fit both views on everything, and the calibration on folds that the views had not seen."""
    classes = tuple(sorted(set(known.entries)))
    read = [letters(text) for text in known.texts]
    target = np.searchsorted(np.array(classes), np.array(known.entries))
    rows = cache.get(known.texts) if cache is not None else np.zeros((len(target), 1), np.float32)
    say("cross-validating")
    meaning, margins = held_out(read, rows, target, len(classes), semantic=cache is not None)
    bands = calibrate(meaning, margins, target, classes, semantic=cache is not None)
    say("fitting")
    tongues = tuple(sorted(set(known.tongues)))
    tongue = np.searchsorted(np.array(tongues), np.array(known.tongues))
    spoken = [ngrams(text) for text in known.spoken]
    mean, head, bias = fit_head(rows, target, len(classes))
    return Artefact(
        digest=digest,
        encoder=cache.encoder if cache is not None else "",
        classes=classes,
        mean=mean,
        head=head,
        bias=bias,
        lexical=fit_lexical(read, target, len(classes)),
        bands=bands,
        tongues=tongues,
        tongue=fit_lexical(spoken, tongue, len(tongues), EAR_VOCABULARY, balanced=True),
    )

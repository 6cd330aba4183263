"""Learning from the library's own phrasings: two views, one calibration, the bands.

Runs when the library is published, never while answering.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.finder.artefact import Artefact
from knowledge.finder.calibration import calibrate, folds, log_softmax, together
from knowledge.finder.fitting import (
    EAR_VOCABULARY,
    WIDE,
    centred,
    fit_head,
    fit_lexical,
    margins,
    refit_head,
    refit_lexical,
)
from knowledge.finder.grams import count_grams, count_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from knowledge.finder.calibration import Places
    from knowledge.finder.examples import Examples
    from knowledge.finder.fitting import Floats
    from knowledge.finder.grams import Grams
    from knowledge.finder.vectors import VectorCache


# More changed topics than these are worth a whole training.
_FEW = 4


def taught(known: Examples, classes: tuple[str, ...]) -> tuple[str, ...]:
    """Give a fingerprint of the texts of each class."""
    texts: dict[str, set[str]] = {name: set() for name in classes}
    for text, entry in zip(known.texts, known.entries, strict=True):
        texts[entry].add(text)
    return tuple(blake2b("\n".join(sorted(texts[name])).encode(), digest_size=8).hexdigest() for name in classes)


def amend(
    before: Artefact,
    known: Examples,
    cache: VectorCache | None,
    digest: str,
    fill: Callable[[], None] = lambda: None,
) -> Artefact | None:
    """Learn only what is new since ``before``; None where too much is, and a whole training is due.

    The calibration, the known n-grams and the ear stay as they were: a whole training renews them.
    """
    classes = tuple(sorted(set(known.entries)))
    if len(classes) > WIDE:
        return None  # a whole training is one pass
    if classes != before.classes or before.encoder != (cache.encoder if cache is not None else ""):
        return None
    now = taught(known, classes)
    changed = [place for place, (one, other) in enumerate(zip(now, before.taught, strict=True)) if one != other]
    if len(changed) > _FEW:
        return None
    fill()
    target = np.searchsorted(np.array(classes), np.array(known.entries))
    mean, head, bias = before.mean, before.head, before.bias
    if cache is not None and changed:
        mean, head, bias = refit_head((mean, head, bias), cache.get(known.texts), target)
    lexical = before.lexical
    if changed:
        lexical = refit_lexical(lexical, count_letters(known.texts, often=1), target, changed)
    return replace(before, digest=digest, taught=now, mean=mean, head=head, bias=bias, lexical=lexical)


def train(
    known: Examples,
    cache: VectorCache | None,
    digest: str,
    progress: Callable[[int, int], None] = lambda *_: None,
    fill: Callable[[], None] = lambda: None,
) -> Artefact:
    """Fit both views on everything, and the calibration on folds that the views had not seen.

    Letters are learnt on one core while another fills the cache (``fill`` brings what is missing) and
    learns meaning: one fit of letters after the other, for scikit-learn draws lots from one urn only.
    """
    classes = tuple(sorted(set(known.entries)))
    target = np.searchsorted(np.array(classes), np.array(known.entries))
    tongues = tuple(sorted(set(known.tongues)))
    tongue = np.searchsorted(np.array(tongues), np.array(known.tongues))
    count = len(classes)
    parts = folds(len(target), count)
    places = [out for _, out in parts]
    with _beside() as hand:
        read = hand.submit(count_letters, known.texts)
        lexical = hand.submit(lambda: fit_lexical(read.result(), target, count))
        unseen = [hand.submit(_letters_of, read, target, count, *part) for part in parts]
        spoken = hand.submit(
            lambda: fit_lexical(count_grams(known.spoken), tongue, len(tongues), EAR_VOCABULARY, balanced=True)
        )
        letters: list[Future[Any]] = [lexical, *unseen, spoken]
        steps = len(letters) + (len(parts) + 1 if cache is not None else 0)
        meanings: list[Floats] = []
        if cache is None:
            head = fit_head(np.zeros((len(target), 1), np.float32), target, count)
        else:
            fill()
            rows = cache.get(known.texts)
            for number, part in enumerate(parts):
                progress(number + sum(each.done() for each in letters), steps)
                meanings.append(_meaning_of(rows, target, count, *part))
            head = fit_head(rows, target, count)
        for number, each in enumerate(letters, 1):
            progress(steps - len(letters) + number - 1, steps)
            each.result()
    found = together([each.result() for each in unseen], places)
    meaning = together(meanings, places) if meanings else np.zeros_like(found)
    seen = np.sort(np.concatenate(places))
    bands = calibrate(meaning, found, target[seen], classes, semantic=cache is not None)
    mean, weights, bias = head
    return Artefact(
        digest=digest,
        encoder=cache.encoder if cache is not None else "",
        classes=classes,
        taught=taught(known, classes),
        mean=mean,
        head=weights,
        bias=bias,
        lexical=lexical.result(),
        bands=bands,
        tongues=tongues,
        tongue=spoken.result(),
    )


def _letters_of(read: Future[Grams], target: Places, count: int, kept: Places, out: Places) -> Floats:
    """Give the margins of held-out texts."""
    return margins(fit_lexical(read.result().of(kept), target[kept], count), read.result().of(out))


def _meaning_of(rows: NDArray[np.float32], target: Places, count: int, kept: Places, out: Places) -> Floats:
    """Give the log-probabilities of held-out texts."""
    mean, head, bias = fit_head(rows[kept], target[kept], count)
    return log_softmax(centred(rows[out], mean) @ head + bias)


@contextmanager
def _beside() -> Iterator[ThreadPoolExecutor]:
    """Give a hand for the letters; each hand keeps to one core, for two halves of a sum wait for each other."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - scikit-learn's own

    with threadpool_limits(1), ThreadPoolExecutor(1) as hand:
        try:
            yield hand
        except BaseException:
            hand.shutdown(wait=False, cancel_futures=True)
            raise

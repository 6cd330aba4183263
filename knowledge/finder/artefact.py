"""What training leaves behind: the two trained views, their calibration, the library's digest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.finder.lexical import LexicalView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

NONE = "none"
# Raised whenever training leaves something else behind: an artefact of another form is trained anew.
FORM = 2


@dataclass(frozen=True, slots=True)
class Bands:
    """How scores are added and cut; fitted on phrasings that the views had not seen.

    meaning, lexical  weights of the two views (log-probabilities, margins)
    lexical_alone     weight of the margins where no encoder runs
    sure              a first candidate at least this probable is answered
    offer             candidates whose probabilities add up to this are offered
    certain           where letters alone are this sure, the encoder is not asked
    """

    meaning: float
    lexical: float
    lexical_alone: float
    sure: float
    offer: float
    certain: float


@dataclass(frozen=True, slots=True)
class Artefact:
    """Everything that the finder needs at run time, beside the encoder itself.

    taught: a fingerprint of each class's texts, by which a small change is known as one
    """

    digest: str
    encoder: str
    classes: tuple[str, ...]
    taught: tuple[str, ...]
    mean: NDArray[np.float32]
    head: NDArray[np.float32]
    bias: NDArray[np.float32]
    lexical: LexicalView
    bands: Bands
    tongues: tuple[str, ...]
    tongue: LexicalView

    def save(self, path: Path) -> None:
        """Write to ``path`` (compressed; one file, whole or not at all)."""
        header = {
            "form": FORM,
            "digest": self.digest,
            "encoder": self.encoder,
            "classes": self.classes,
            "taught": self.taught,
            "bands": asdict(self.bands),
            "tongues": self.tongues,
            "lexical": list(self.lexical.vocabulary),
            "tongue": list(self.tongue.vocabulary),
        }
        partial = path.with_suffix(".partial.npz")
        path.parent.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, NDArray[Any]] = {
            "header": np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), dtype=np.uint8),
            "mean": self.mean.astype(np.float16),
            "head": self.head.astype(np.float16),
            "bias": self.bias,
            **_pack("lexical", self.lexical),
            **_pack("tongue", self.tongue),
        }
        np.savez_compressed(partial, allow_pickle=False, **arrays)
        partial.replace(path)


def load_artefact(path: Path) -> Artefact:
    """Read a saved artefact. OSError, ValueError or KeyError when it is missing, broken or of an older form."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
        header = json.loads(data["header"].tobytes().decode())
        if header["form"] != FORM:
            msg = f"{path} was trained by another version"
            raise ValueError(msg)
        return Artefact(
            digest=header["digest"],
            encoder=header["encoder"],
            classes=tuple(header["classes"]),
            taught=tuple(header["taught"]),
            mean=data["mean"].astype(np.float32),
            head=data["head"].astype(np.float32),
            bias=data["bias"],
            lexical=_unpack("lexical", header["lexical"], data),
            bands=Bands(**header["bands"]),
            tongues=tuple(header["tongues"]),
            tongue=_unpack("tongue", header["tongue"], data),
        )


def _pack(name: str, view: LexicalView) -> dict[str, NDArray[Any]]:
    return {
        f"{name}_idf": view.idf.astype(np.float16),
        f"{name}_weights": view.weights,
        f"{name}_scale": view.scale,
        f"{name}_bias": view.bias,
    }


def _unpack(name: str, vocabulary: list[str], data: Mapping[str, NDArray[Any]]) -> LexicalView:
    return LexicalView(
        {gram: row for row, gram in enumerate(vocabulary)},
        data[f"{name}_idf"].astype(np.float32),
        data[f"{name}_weights"],
        data[f"{name}_scale"],
        data[f"{name}_bias"],
    )

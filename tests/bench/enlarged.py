"""A package as large as those that people use, which says exactly what a small one says.

Everything is laid side by side five times, so that each layer computes the same from more numbers; further layers
add nothing to what passes through them, and further words are never said. What it costs is what a large one costs.
"""

from __future__ import annotations

import json
import shutil
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
from ctranslate2 import specs

from tests.translate.packages.net import HEADS, INNER, LAYERS, positions

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

Array = np.ndarray[Any, np.dtype[np.float32]]

TIMES, DEEP, WORDS = 5, 6, 32_000
"""Width 480, six layers each side, 32,000 words: the shape of a usual model ("transformer base")."""
_INNER_TIMES = 2048 // INNER
_TYPES = (np.float32, np.int8, np.int16, np.int32)
_LONGEST = 512
_NEVER = -1e4


def enlarge(small: Path, large: Path) -> None:
    """Read an unpacked small package and write a large one into a folder that is not there yet."""
    weights = _read(small / "model/model.bin")
    vocabulary: list[str] = json.loads((small / "model/shared_vocabulary.json").read_text("utf-8"))
    (large / "model").mkdir(parents=True)
    for part in ("metadata.json", "sentencepiece.model"):
        shutil.copy(small / part, large / part)
    _spec(weights, vocabulary).save(str(large / "model"))


def _spec(weights: dict[str, Array], vocabulary: list[str]) -> specs.TransformerSpec:
    spec = specs.TransformerSpec.from_config(DEEP, HEADS * TIMES, pre_norm=True)
    more = WORDS - len(vocabulary)
    small = weights.get("encoder/embeddings_0/weight", weights.get("decoder/embeddings/weight"))
    if small is None:
        small = weights["decoder/projection/weight"]
    # The engine multiplies by the root of the width, which has grown.
    table = np.tile(np.pad(small, ((0, more), (0, 0))), (1, TIMES)) / np.float32(TIMES**0.5)
    ways = np.tile(positions(_LONGEST), (1, TIMES))
    for side, name in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        side.position_encodings.encodings = ways
        _norm(side.layer_norm, weights, f"{name}/layer_norm")
        for number, layer in enumerate(side.layer):
            _layer(layer, weights, f"{name}/layer_{number % LAYERS}", idle=number >= LAYERS, cross=name == "decoder")
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight = np.tile(np.pad(small, ((0, more), (0, 0))), (1, TIMES)) / np.float32(TIMES)
    spec.decoder.projection.bias = np.concatenate([np.zeros(len(vocabulary)), np.full(more, _NEVER)]).astype(np.float32)
    words = [*vocabulary, *(f"<never {number}>" for number in range(more))]
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _layer(layer: Any, weights: dict[str, Array], at: str, *, idle: bool, cross: bool) -> None:
    """Fill one layer; what an idle one computes is thrown away at its end."""
    end = 0 if idle else 1
    own, ffn = layer.self_attention, layer.ffn
    _norm(own.layer_norm, weights, f"{at}/self_attention/layer_norm")
    _linear(own.linear[0], weights, f"{at}/self_attention/linear_0", parts=3)
    _linear(own.linear[1], weights, f"{at}/self_attention/linear_1", end=end)
    if cross:
        _norm(layer.attention.layer_norm, weights, f"{at}/attention/layer_norm")
        _linear(layer.attention.linear[0], weights, f"{at}/attention/linear_0")
        _linear(layer.attention.linear[1], weights, f"{at}/attention/linear_1", parts=2)
        _linear(layer.attention.linear[2], weights, f"{at}/attention/linear_2", end=end)
    _norm(ffn.layer_norm, weights, f"{at}/ffn/layer_norm")
    _linear(ffn.linear_0, weights, f"{at}/ffn/linear_0", out=_INNER_TIMES)
    _linear(ffn.linear_1, weights, f"{at}/ffn/linear_1", into=_INNER_TIMES, end=end)


def _norm(part: Any, weights: dict[str, Array], name: str) -> None:
    part.gamma, part.beta = (np.tile(weights[f"{name}/{each}"], TIMES) for each in ("gamma", "beta"))


def _linear(  # noqa: PLR0913 - what a layer is
    part: Any,
    weights: dict[str, Array],
    name: str,
    *,
    parts: int = 1,
    out: int = TIMES,
    into: int = TIMES,
    end: float = 1,
) -> None:
    """Lay the matrices of a layer side by side; ``parts`` stand above each other in one (query, key, value)."""
    matrices = np.split(weights[f"{name}/weight"], parts)
    part.weight = np.concatenate([np.tile(each, (out, into)) for each in matrices]) * np.float32(end / into)
    biases = np.split(weights[f"{name}/bias"], parts)
    part.bias = np.concatenate([np.tile(each, out) for each in biases]) * np.float32(end)


def _read(path: Path) -> dict[str, Array]:
    """Read the weights of CTranslate2's own file, as numbers again."""
    raw: dict[str, Any] = {}
    with path.open("rb") as file:
        (_,) = _take(file, "I")
        _word(file)
        _, count = _take(file, "II")
        for _ in range(count):
            name = _word(file)
            (rank,) = _take(file, "B")
            shape = _take(file, f"{rank}I")
            kind, size = _take(file, "<BI")
            raw[name] = np.frombuffer(file.read(size), _TYPES[kind]).reshape(shape)
    return {
        name: (value / raw[f"{name}_scale"][:, None]).astype(np.float32) if f"{name}_scale" in raw else value
        for name, value in raw.items()
        if not name.endswith("_scale")
    }


def _take(file: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _word(file: BinaryIO) -> str:
    (size,) = _take(file, "H")
    return file.read(size)[:-1].decode()

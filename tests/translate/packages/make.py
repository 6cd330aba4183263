"""Train the small packages of the tests: ``make packages``, or one alone with ``ARGS=uk-en``.

They know the sentences of sentences.tsv and no others, and copy the marks that stand for what must not be translated.
Needs no other program: numpy learns (net.py), sentencepiece cuts the words, ctranslate2 writes the weights.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import sentencepiece
from ctranslate2 import specs

from tests.translate.packages.net import HEADS, LAYERS, Ids, Net, fresh, logits, loss
from tests.translate.packages.text import HERE, MARKS, NUMBERS, SUMS, filled, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIRS = ("ja-en", "en-ja", "uk-en", "en-uk")
NAMES = {"ja": "Japanese", "en": "English", "uk": "Ukrainian"}
UNKNOWN, BEGIN, END = 0, 1, 2
STEPS, BATCH, SPEED, SEED = 520, 48, 3e-3, 20261129
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def build(source: str, target: str) -> bytes:
    """Train a package of one direction and give it as a file."""
    pairs = sentences(source, target)
    model = _pieces([text for pair in pairs for text in filled(pair, np.random.default_rng(SEED))])
    cutter = sentencepiece.SentencePieceProcessor(model_proto=model)
    net = _taught(cutter, pairs, f"{source}-{target}")
    metadata = {
        "package_version": "1.0",
        "argos_version": "1.5",
        "from_code": source,
        "from_name": NAMES[source],
        "to_code": target,
        "to_name": NAMES[target],
    }
    root = f"translate-{source}_{target}-1_0"
    file = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        _spec(net, [cutter.id_to_piece(each) for each in range(len(cutter))]).save(folder)
        parts = {f"model/{path.name}": path.read_bytes() for path in sorted(Path(folder).iterdir())}
        parts["sentencepiece.model"] = model
        parts["metadata.json"] = json.dumps(metadata, indent=1).encode()
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(f"{root}/{name}", _LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _pieces(texts: list[str]) -> bytes:
    """Learn how to cut the words of both languages."""
    model = io.BytesIO()
    letters = len({letter for text in texts for letter in text})
    whole = [*MARKS, *sorted((*NUMBERS, *SUMS), key=len, reverse=True)]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_writer=model,
        model_type="bpe",
        vocab_size=letters + len(whole) + 400,
        character_coverage=1.0,
        user_defined_symbols=whole,
        normalization_rule_name="identity",
        unk_id=UNKNOWN,
        bos_id=BEGIN,
        eos_id=END,
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


def _batches(
    cutter: sentencepiece.SentencePieceProcessor, pairs: list[tuple[str, str]], rng: np.random.Generator, pad: int
) -> Iterator[tuple[Ids, Ids, Ids]]:
    """Give (source, target so far, what comes next) without end; sentences with slots come more often."""
    drawn = [pair for pair in pairs for _ in range(1 + pair[0].count("{"))]
    waiting: list[tuple[str, str]] = []
    while True:
        while len(waiting) < BATCH:
            waiting += [drawn[each] for each in rng.permutation(len(drawn))]
        batch, waiting = waiting[:BATCH], waiting[BATCH:]
        texts = [filled(pair, rng) for pair in batch]
        sources = [cutter.encode(text) for text, _ in texts]
        targets = [cutter.encode(text) for _, text in texts]
        yield (
            _block(sources, pad),
            _block([[BEGIN, *each] for each in targets], pad),
            _block([[*each, END] for each in targets], pad),
        )


def _block(rows: list[list[int]], pad: int) -> Ids:
    block = np.full((len(rows), max(map(len, rows))), pad)
    for number, row in enumerate(rows):
        block[number, : len(row)] = row
    return block


def _taught(cutter: sentencepiece.SentencePieceProcessor, pairs: list[tuple[str, str]], name: str) -> Net:
    """Teach a net (Adam, with a warm start and a slow end)."""
    rng = np.random.default_rng(SEED)
    pad = len(cutter)  # a row of its own, cut off at the end
    net = fresh(pad + 1, rng)
    first = {key: np.zeros_like(value) for key, value in net.weights.items()}
    second = {key: np.zeros_like(value) for key, value in net.weights.items()}

    def drop(shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return (rng.random(shape, np.float32) > 0.07).astype(np.float32) / np.float32(0.93)

    begun = time.monotonic()
    for step, (source, target, wanted) in zip(range(1, STEPS + 1), _batches(cutter, pairs, rng, pad), strict=False):
        lost = loss(net, logits(net, source, target, pad, drop), wanted, pad)
        rate = SPEED * min(step / 100, 1, (STEPS - step + 1) / (STEPS * 0.4))
        for key, grad in net.grads.items():
            first[key] += 0.1 * (grad - first[key])
            second[key] += 0.02 * (grad * grad - second[key])
            move = (first[key] / (1 - 0.9**step)) / (np.sqrt(second[key] / (1 - 0.98**step)) + 1e-9)
            net.weights[key] -= (rate * move).astype(np.float32)
        net.grads.clear()
        if step % 50 == 0 or step == STEPS:
            sys.stderr.write(f"{name}: {step}/{STEPS}, {lost:.3f}, {time.monotonic() - begun:.0f} s\n")
    net.weights["table"] = net.weights["table"][:pad]
    return net


def _spec(net: Net, vocabulary: list[str]) -> specs.TransformerSpec:
    """Put the weights where CTranslate2 looks for them, in 8 bits."""
    spec = specs.TransformerSpec.from_config(LAYERS, HEADS, pre_norm=True)
    weights = net.weights

    def linear(part: specs.common_spec.LinearSpec, *names: str) -> None:
        part.weight = np.concatenate([weights[f"{name}.w"] for name in names])
        part.bias = np.concatenate([weights[f"{name}.b"] for name in names])

    def norm(part: specs.common_spec.LayerNormSpec, name: str) -> None:
        part.gamma, part.beta = weights[f"{name}.g"], weights[f"{name}.s"]

    for side, name in ((spec.encoder, "enc"), (spec.decoder, "dec")):
        norm(side.layer_norm, f"{name}.norm")
        for number, layer in enumerate(side.layer):
            at = f"{name}.{number}"
            norm(layer.self_attention.layer_norm, f"{at}.self")
            linear(layer.self_attention.linear[0], *(f"{at}.self.{each}" for each in "qkv"))
            linear(layer.self_attention.linear[1], f"{at}.self.o")
            if name == "dec":
                norm(layer.attention.layer_norm, f"{at}.cross")
                linear(layer.attention.linear[0], f"{at}.cross.q")
                linear(layer.attention.linear[1], f"{at}.cross.k", f"{at}.cross.v")
                linear(layer.attention.linear[2], f"{at}.cross.o")
            norm(layer.ffn.layer_norm, f"{at}.ffn")
            linear(layer.ffn.linear_0, f"{at}.ffn.0")
            linear(layer.ffn.linear_1, f"{at}.ffn.1")
    spec.encoder.embeddings[0].weight = weights["table"]
    spec.decoder.embeddings.weight = weights["table"]
    spec.decoder.projection.weight = weights["table"]
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def main(wanted: tuple[str, ...]) -> None:
    """Train the packages that are named, or all."""
    unknown = [pair for pair in wanted if pair not in PAIRS]
    if unknown:
        sys.exit(f"{', '.join(unknown)}: no such package; there are {', '.join(PAIRS)}")
    for pair in wanted or PAIRS:
        source, target = pair.split("-")
        content = build(source, target)
        (HERE / f"{source}_{target}.argosmodel").write_bytes(content)
        sys.stderr.write(f"{pair}: {len(content) / 1000:.0f} kB\n")


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))

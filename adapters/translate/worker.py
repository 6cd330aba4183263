"""The process that translates: ``python -m adapters.translate.worker``, started by process.py and by nobody else.

It knows the standard library and argostranslate, has no network, no settings and no secrets, and dies without
harm. Requests come in and answers go out over its standard input, a socket; it writes nothing else anywhere.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from adapters.translate.fence import fence, limit
from adapters.translate.wire import LENGTH, length, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANNEL = 0
MOST_TOKENS_IN = 240
"""Longer sentences would be cut without a word: the decoder stops after 256 tokens."""
MOST_TOKENS_OUT = 256
_MB = 1 << 20


class TooLongError(Exception):
    """A sentence is longer than the model can say whole."""


class EndlessError(Exception):
    """The model did not come to an end: what it said is no translation."""


class OneSentence:
    """Stands in the place of a splitter that would be fetched from the internet: our pieces are split already."""

    def split_sentences(self, text: str) -> list[str]:
        """Leave it as it is."""
        return [text]


class Counted:
    """A package's tokenizer that notices when something would be cut off."""

    def __init__(self, tokenizer: Any) -> None:  # noqa: ANN401 - argostranslate carries no types
        self._tokenizer = tokenizer

    def encode(self, sentence: str) -> list[str]:
        """Cut a sentence into tokens."""
        tokens: list[str] = self._tokenizer.encode(sentence)
        if len(tokens) > MOST_TOKENS_IN:
            raise TooLongError
        return tokens

    def decode(self, tokens: list[str]) -> str:
        """Join tokens to a sentence."""
        if len(tokens) >= MOST_TOKENS_OUT:
            raise EndlessError
        return str(self._tokenizer.decode(tokens))


class Models:
    """The packages that were asked for so far, loaded when they are first needed."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def translate(self, text: str, folders: list[str]) -> str:
        """Lead a text through one package, or through two: each line by itself, so that lines stay lines."""
        return "\n".join(self._line(line, folders) if line.strip() else line for line in text.split("\n"))

    def _line(self, line: str, folders: list[str]) -> str:
        for folder in folders:
            line = str(self._model(folder).hypotheses(line, 1)[0].value)
        return line

    def _model(self, folder: str) -> Any:  # noqa: ANN401
        """Load one package by itself: whatever else lies beside it cannot harm it."""
        if folder not in self._loaded:
            from argostranslate.package import Package  # noqa: PLC0415 - only after prepare()
            from argostranslate.translate import Language, PackageTranslation  # noqa: PLC0415

            package = Package(Path(folder))
            package.tokenizer = Counted(package.tokenizer)
            ends = (Language(package.from_code, ""), Language(package.to_code, ""))
            model = PackageTranslation(*ends, package)
            model.sentencizer = OneSentence()
            self._loaded[folder] = model
        return self._loaded[folder]


def prepare(memory: int) -> None:
    """Fence the process in, and import the engine without what it would split sentences with."""
    os.nice(10)
    limit(memory)
    fence()
    logging.disable(logging.CRITICAL)  # it would log what people wrote
    for name in ("minisbd", "spacy", "stanza"):
        sys.modules[name] = ModuleType(name)
    models = ModuleType("minisbd.models")
    models.list_models = tuple  # type: ignore[attr-defined] # it has none
    sys.modules["minisbd"].SBDetect = None  # type: ignore[attr-defined]
    sys.modules["minisbd"].models = models  # type: ignore[attr-defined]
    import argostranslate.translate  # noqa: F401, PLC0415


def answer(models: Models, request: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one request; what goes wrong is said by the name of its type alone."""
    try:
        return {"text": models.translate(request["text"], request["folders"])}
    except TooLongError:
        return {"trouble": "too-long"}
    except EndlessError:
        # Of several lines only one need be at fault: fewer at once may do.
        return {"trouble": "too-long" if "\n" in request["text"].strip() else "broken"}
    except MemoryError:
        return {"trouble": "memory"}
    except Exception as error:  # noqa: BLE001 - a broken package must not end the others
        memory = isinstance(error, RuntimeError) and "alloc" in str(error)
        return {"trouble": "memory" if memory else "failed", "why": type(error).__name__}


def used() -> int:
    """Give the memory that is in use, in bytes."""
    try:
        with Path("/proc/self/statm").open(encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except (OSError, ValueError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def main() -> None:
    """Answer until nobody asks any more."""
    try:
        prepare(int(json.loads(sys.argv[1])["memory"]))
    except Exception as error:  # noqa: BLE001
        _write({"trouble": "failed", "why": type(error).__name__})
        return
    _write({"ready": True, "memory": used()})
    models = Models()
    while (request := _read()) is not None:
        _write(answer(models, request) | {"memory": used()})


def _read() -> Mapping[str, Any] | None:
    head = _exactly(LENGTH.size)
    body = _exactly(length(head)) if head else b""
    return unpacked(body) if body else None


def _exactly(size: int) -> bytes:
    """Read so many bytes; none at all when the counter has gone."""
    got = bytearray()
    while len(got) < size:
        part = os.read(CHANNEL, size - len(got))
        if not part:
            return b""
        got += part
    return bytes(got)


def _write(message: dict[str, Any]) -> None:
    left = memoryview(packed(message))
    while left:
        left = left[os.write(CHANNEL, left) :]


if __name__ == "__main__":
    main()

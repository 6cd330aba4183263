"""The process that translates: it has no network, no secrets, no programs, and says no more than it must."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from adapters.translate.process import House, Worker, WorkerGoneError
from adapters.translate.worker import EndlessError, TooLongError, answer
from tests.translate.conftest import PACKAGES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PRELUDE = """
import sys, json
from adapters.translate import worker, fence
worker.prepare(int(sys.argv[1]))
"""
FOLDERS = """
import os
models = worker.Models()
by = {name[:5]: f"{sys.argv[2]}/{name}" for name in os.listdir(sys.argv[2])}
"""


def run(code: str, full: Path, memory: int = 800 << 20) -> str:
    """Run code inside a worker's fence; what it prints."""
    home = str(full.parent / "home")
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", PRELUDE + FOLDERS + code, str(memory), str(full)],
        env={"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout + done.stderr


@pytest.fixture
async def worker(full: Path) -> AsyncIterator[Worker]:
    started = await Worker.start(House(full.parent / "home", full, 600 << 20, 1))
    yield started
    await started.end()


def folder(full: Path, pair: str) -> Path:
    return next(full.glob(f"{pair}-*"))


@pytest.mark.anyio
async def test_it_translates_line_by_line_and_says_what_memory_it_has(worker: Worker, full: Path) -> None:
    word = await worker.ask("Дуже дякую.\nТак, будь ласка.", (folder(full, "uk_en"), folder(full, "en_ja")))
    assert word["text"] == "ありがとうございます。\nはい、お願いします。"
    assert 20 << 20 < worker.memory < 300 << 20


@pytest.mark.anyio
async def test_a_broken_package_is_named_by_the_type_of_its_fault_and_the_others_go_on(
    worker: Worker, full: Path
) -> None:
    broken = full / "broken"
    broken.mkdir()
    for part in ("metadata.json", "sentencepiece.model"):
        (broken / part).write_bytes((folder(full, "uk_en") / part).read_bytes())
    word = await worker.ask("Секрет.", (broken,))
    assert word["trouble"] == "failed"
    assert "Секрет" not in json.dumps(word, ensure_ascii=False)
    assert (await worker.ask("Дуже дякую.", (folder(full, "uk_en"),)))["text"] == "Thank you very much."


@pytest.mark.anyio
async def test_nothing_of_our_environment_goes_along(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_KEY", "secret")
    monkeypatch.setenv("ARGOS_DEBUG", "1")
    started = await Worker.start(House(full.parent / "home", full, 0, 1))
    try:
        with open(f"/proc/{started.pid}/environ", encoding="utf-8") as file:  # noqa: ASYNC230, PTH123
            names = {each.split("=")[0] for each in file.read().split("\0") if each}
    finally:
        await started.end()
    assert {"DATA_KEY", "ARGOS_DEBUG", "PATH"} & names == set()
    assert {"ARGOS_PACKAGES_DIR", "XDG_DATA_HOME", "HOME"} <= names


@pytest.mark.anyio
async def test_a_worker_that_cannot_live_is_said_to_be_gone(full: Path) -> None:
    with pytest.raises(WorkerGoneError):
        await Worker.start(House(full.parent / "home", full, 4 << 20, 1))


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 443)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
    ],
)
def test_every_connection_and_every_program_is_refused(full: Path, code: str) -> None:
    assert "PermissionError" in run(code, full).replace("Operation not permitted", "PermissionError")


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's fence is Linux' own")
def test_the_kernel_refuses_sockets_to_code_in_c_as_well(full: Path) -> None:
    assert run("import ctypes; print(ctypes.CDLL(None, use_errno=True).socket(2, 1, 0))", full).strip() == "-1"


def test_translating_never_tries_to_reach_anything(full: Path) -> None:
    code = """
print(models.translate("Дуже дякую.", [by["uk_en"], by["en_ja"]]), models.translate("こんにちは。", [by["ja_en"]]))
print(fence.attempts)
"""
    assert run(code, full).splitlines() == ["ありがとうございます。 Hello.", "[]"]


def test_nothing_of_torch_is_loaded_and_no_words_are_logged(full: Path) -> None:
    code = """
import logging
logging.basicConfig(level=0)
models.translate("Дуже дякую.", [by["uk_en"]])
print(sorted({"torch", "spacy.util", "stanza.pipeline", "onnxruntime", "numpy"} & set(sys.modules)))
"""
    assert run(code, full).splitlines() == ["[]"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is looked at after each text")
def test_more_memory_than_it_may_have_is_refused(full: Path) -> None:
    assert "MemoryError" in run("held = bytearray(900 << 20)", full)


def test_a_sentence_that_the_model_would_cut_is_refused(full: Path) -> None:
    code = """
print(worker.answer(models, {"text": "Так, будь ласка. " * 80, "folders": [by["uk_en"]]}))
print(worker.answer(models, {"text": "Дуже дякую.", "folders": [by["uk_en"]]}))
"""
    assert run(code, full).splitlines() == ["{'trouble': 'too-long'}", "{'text': 'Thank you very much.'}"]


class _Fails:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def translate(self, *_: object) -> str:
        raise self._error


@pytest.mark.parametrize(
    ("error", "text", "word"),
    [
        (TooLongError(), "a", {"trouble": "too-long"}),
        (EndlessError(), "a", {"trouble": "broken"}),
        (EndlessError(), "a\nb", {"trouble": "too-long"}),
        (MemoryError(), "a", {"trouble": "memory"}),
        (RuntimeError("std::bad_alloc"), "a", {"trouble": "memory", "why": "RuntimeError"}),
        (KeyError("what somebody wrote"), "a", {"trouble": "failed", "why": "KeyError"}),
    ],
)
def test_what_goes_wrong_is_said_without_words(error: Exception, text: str, word: dict[str, str]) -> None:
    assert answer(_Fails(error), {"text": text, "folders": []}) == word  # type: ignore[arg-type]


def test_nothing_is_written_outside_of_our_folders(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine makes folders in the home of whoever imports it."""
    monkeypatch.setenv("HOME", str(full.parent / "somebody"))
    run('models.translate("Дуже дякую.", [by["uk_en"]])', full)
    assert {each.name for each in full.parent.iterdir()} == {"packages", "home"}


def test_splitters_that_lie_in_a_package_are_not_loaded(full: Path) -> None:
    for splitter in ("stanza", "minisbd", "spacy"):
        (folder(full, "uk_en") / splitter).mkdir()
        (folder(full, "uk_en") / splitter / "uk.onnx").write_bytes(b"no model")
    assert run('print(models.translate("Дуже дякую.", [by["uk_en"]]))', full).strip() == "Thank you very much."


def test_packages_of_the_older_kind_are_read_behind_the_fence_too(full: Path) -> None:
    """They cut words with a list of merges and sacremoses, which brings libraries of its own."""
    (folder(full, "uk_en") / "sentencepiece.model").unlink()
    merges = "#version: 0.2\nд я\nдя к\n"
    (folder(full, "uk_en") / "bpe.model").write_text(merges, encoding="utf-8")
    code = """
print(type(models._model(by["uk_en"]).pkg.tokenizer._tokenizer).__name__)
print(worker.answer(models, {"text": "Дякую.", "folders": [by["uk_en"]]}).keys(), fence.attempts)
"""
    assert run(code, full).splitlines() == ["BPETokenizer", "dict_keys(['text']) []"]


def test_the_packages_are_small() -> None:
    sizes = {each.name: each.stat().st_size for each in PACKAGES.glob("*.argosmodel")}
    assert len(sizes) == 4
    assert max(sizes.values()) < 1_000_000

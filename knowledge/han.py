"""Telling simplified from traditional writing, and Chinese from Japanese, by letters that only one has."""

from __future__ import annotations

import re
from functools import lru_cache

# Chinese words that Japanese never writes that way; the second are Cantonese.
_CHINESE = re.compile(
    "[你我您的了吗呢吧嗎她它们們这這那哪怎么麼谁誰没沒把给給想是在不很啊嘛跟讓让它]|可以|如何|什麼|什么|为什|為什|附近|多少|需要|地址|拜拜"
)
_CANTONESE = re.compile("[嘅咗喺唔係嗰啲喇㗎嚟咩佢哋畀乜晒冇邊]")
_JAPANESE_GRAMMAR = re.compile(
    "(?:です|ます|まし|ません|ください|って|たい|ない|ある|いる|する|した|して|から|まで|には|では|とは"
    "|[はをがにでも](?![ぁ-ん])|か[?？。]?$|の(?=[a-z]))"
)


def cantonese(read: str) -> bool:
    """Say whether a text has letters that only written Cantonese has."""
    return _CANTONESE.search(read) is not None


def chinese(read: str) -> int:
    """Count the words of a text that Japanese never writes."""
    return len(_CHINESE.findall(read))


def japanese_grammar(read: str) -> bool:
    """Say whether kana do in a text what only grammar does."""
    return _JAPANESE_GRAMMAR.search(read) is not None


def foreign(read: str) -> bool:
    """Say whether a text has letters that everyday Japanese does not write."""
    return any(letter in _letters()[0] or letter in _letters()[1] for letter in read)


def side(read: str) -> str | None:
    """Give ``zh-Hans`` or ``zh-Hant`` for a Chinese text by its letters, None where they do not tell."""
    simple, trad = (sum(letter in letters for letter in read) for letters in _letters()[2:])
    return None if simple == trad else "zh-Hans" if simple > trad else "zh-Hant"


@lru_cache(maxsize=1)
def _letters() -> tuple[frozenset[str], ...]:
    """Give simplified and traditional letters that Japanese does not write, then all of each.

    What everyday Japanese also writes (level 1 of JIS X 0208) does not tell Chinese from it.
    """
    from opencc import OpenCC  # noqa: PLC0415 - tables that only Chinese texts need

    every = "".join(chr(code) for code in range(0x4E00, 0x9FA6))
    to_simple, to_trad = OpenCC("t2s"), OpenCC("s2t")
    trad = frozenset(one for one in every if to_simple.convert(one) != one)
    simple = frozenset(one for one in every if to_trad.convert(one) != one) - trad
    everyday = frozenset(one for one in every if _everyday_japanese(one))
    return simple - everyday, trad - everyday, simple, trad


def _everyday_japanese(letter: str) -> bool:
    try:
        code = letter.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xCF  # noqa: PLR2004 - JIS X 0208, rows 16 to 47

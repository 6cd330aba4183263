"""Telling simplified from traditional writing, and Chinese from Japanese, by letters that only one has."""

from __future__ import annotations

import re
from functools import lru_cache

# Chinese words that Japanese never writes that way. Where it has the letter in words of its own
# (給料, 在留, 目的, 完了, 予想, 是非), those are left out.
_CHINESE = re.compile(
    "[你您吗呢吧嗎她它们們这這那哪怎么麼谁沒给很啊嘛啥跟讓让卡找]|(?<!怪)我(?![慢々がのら])|没(?![収頭落])|把(?!握)"
    "|的(?=[是吗嗎话話时時])|(?<![終完修満])了(?![解承])|(?<![感思予理空発構連仮幻])想(?![定像起])|是(?![非正認])"
    "|(?<![支供自時月昇有無需配補受発])給(?![料食付与油水湯仕])|(?<![所現存滞不駐実健])在(?![留住日籍庫職宅学勤校外り来ァ-ヴ])"
    "|不(?=[是会會想懂到好去过過让讓给給])|被(?=[打罵骂扣騙骗老偷炒])|[好是真别別]的|如何$|可以|什麼|什么|为什|為什|附近|多少|幾多|几多|地址|拜拜|中文|官網"
    "|里面|裡面|分鐘|门票|門票|空房|合租|裁員|[一二三四五六七八九十0-9][楼樓]"
)
# 国際的な is Japanese, 國際的 alone hardly ever.
_OF = re.compile("(?<![目標])的(?![是吗嗎话話时時])")
_KANA = re.compile("[ぁ-ヺ]")
# Letters of written Cantonese. What Japanese writes as well (関係, 渡邊) counts only beside others.
_CANTONESE = re.compile("[嘅咗喺唔嗰啲喇㗎嚟咩佢哋畀乜冇]|晒(?![しさすせ])|係(?=[咪咁邊呢我你])|邊(?=[度個間])")
_JAPANESE_GRAMMAR = re.compile(
    "(?:です|ます|まし|ません|ください|って|たい|ない|ある|いる|する|した|して|から|まで|には|では|とは"
    "|[はをがにでも](?![ぁ-ん])|か[?？。]?$|の(?=[a-z]))"
)


def cantonese(read: str) -> bool:
    """Say whether a text has letters that only written Cantonese has."""
    return _CANTONESE.search(read) is not None


def chinese(read: str) -> int:
    """Count the words of a text that Japanese never writes."""
    return len(_CHINESE.findall(read)) + (0 if _KANA.search(read) else len(_OF.findall(read)))


def japanese_grammar(read: str) -> bool:
    """Say whether kana do in a text what only grammar does."""
    return _JAPANESE_GRAMMAR.search(read) is not None


def foreign(read: str) -> bool:
    """Say whether a text has letters that Japanese does not write, or not every day."""
    simple, trad = _letters()[:2]
    return any(letter in simple or letter in trad or _row(letter) is None for letter in read)


def japanese(read: str) -> bool:
    """Say whether a text has letters that only Japan simplified so (応, 駅, 円)."""
    return any(letter in _letters()[4] for letter in read)


def side(read: str) -> str | None:
    """Give ``zh-Hans`` or ``zh-Hant`` for a Chinese text by its letters, None where they do not tell."""
    simple, trad = (sum(letter in letters for letter in read) for letters in _letters()[2:4])
    return None if simple == trad else "zh-Hans" if simple > trad else "zh-Hant"


_HAN, _LAST_HAN = "\u4e00", "\u9fa5"
_LEVEL_1 = 47
# Family names have letters of their own.
_NAMES = frozenset("髙﨑濵德栁邊邉齋齊澤瀧櫻")


@lru_cache(maxsize=1)
def _letters() -> tuple[frozenset[str], ...]:
    """Give simplified and traditional letters that Japanese does not write, all of each, and Japan's own.

    What everyday Japanese also writes (level 1 of JIS X 0208) does not tell Chinese from it.
    """
    from opencc import OpenCC  # noqa: PLC0415 - tables that only Chinese texts need

    every = "".join(chr(code) for code in range(0x4E00, 0x9FA6))
    to_simple, to_trad, from_new = OpenCC("t2s"), OpenCC("s2t"), OpenCC("jp2t")
    trad = frozenset(one for one in every if to_simple.convert(one) != one)
    simple = frozenset(one for one in every if to_trad.convert(one) != one) - trad
    everyday = frozenset(one for one in every if _everyday_japanese(one))
    older = {one: from_new.convert(one) for one in everyday - simple - trad}
    own = frozenset(one for one, old in older.items() if old != one and to_simple.convert(old) != one)
    return simple - everyday, trad - everyday, simple, trad, own


def _everyday_japanese(letter: str) -> bool:
    row = _row(letter)
    return row is not None and row <= _LEVEL_1


def _row(letter: str) -> int | None:
    """Give the row of JIS X 0208 in which a Han letter stands; None where Japanese has no such letter."""
    if not _HAN <= letter <= _LAST_HAN or letter in _NAMES:
        return _LEVEL_1
    try:
        code = letter.encode("euc_jp")
    except UnicodeEncodeError:
        return None
    return code[0] - 0xA0 if len(code) == 2 else None  # noqa: PLR2004 - three bytes are JIS X 0212

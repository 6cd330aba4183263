"""Patterns of what is copied sign for sign: telephone numbers, addresses, clock times, codes, money with its sign.

They are read on a text whose digits are plain (``figures.digits``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.numerals import AFTER, BEFORE, END, SECURE
from bot.sentences import EMAIL, URL

if TYPE_CHECKING:
    from collections.abc import Callable

    Pattern = tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool] | None]

_COUNTERS = "人年月日時分回円歳名階個本点万千億才度番枚つ"
_KANJI = "\u3400-\u9fff々〆ヶケ"
_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯІЇЄҐ"
_PART_BEFORE = re.compile(rf"(?:{'|'.join(BEFORE.values())})\s?$")
_PART_AFTER = re.compile(rf"\s?(?:{'|'.join((*SECURE.values(), *AFTER.values()))}){END}", re.IGNORECASE)
_NUMBER = r"(?<![\d.,:])\d+(?:[,.\u00a0\u202f]\d{3})*(?:[.,]\d+)?"

# A block number behind the name of a town: 1-2-3, 3丁目5番2号.
TAIL = re.compile(
    r"\s?[1-9]\d{0,3}(?:丁目|番地?|[-ー]\d{1,4})(?:\s?\d{1,4}(?!\d)(?:番地?|号)?|[-ー]\d{1,4}(?!\d)|番地?|号)*(?![\d:時])(?!月)"
)
_BLOCK = rf"\s?\d{{1,4}}(?![\d{_COUNTERS}]|[:.,\-]\d)"


def _alone(match: re.Match[str]) -> bool:
    """Say whether no part of the day belongs to a clock time: then its word is to be translated with it."""
    text = match.string
    return not _PART_BEFORE.search(text, max(0, match.start() - 8), match.start()) and not _PART_AFTER.match(
        text, match.end()
    )


def _dialled(match: re.Match[str]) -> bool:
    return 9 <= sum(sign.isdigit() for sign in match[0]) <= 15  # noqa: PLR2004 - as numbers are


_WORD = rf"[{_CAPITAL}][\w'’.\-]*"
_ADDRESSES = (
    r"〒\s?\d{3}-?\d{4}(?!\d)",
    r"(?<![\d.,:/\-])\d{1,4}(?:[-ー]\d{1,4}){2,3}(?!\d)",
    # 〒231-0021 横浜市中区日本大通35
    (
        rf"(?:〒?\s?\d{{3}}-\d{{4}}\s*)?(?:神奈川県)?(?:横浜市)?[{_KANJI}]{{1,4}}区[{_KANJI}ァ-ヶー]{{1,10}}"
        rf"(?:[がの][{_KANJI}ァ-ヶー]{{1,6}})?(?:{TAIL.pattern}|{_BLOCK})"
    ),
    # вул. Хрещатик, 22, кв. 5
    (
        rf"(?<![А-Яа-яІЇЄҐіїєґ])(?:вул|ул|просп|пр-т|бульв|бул|пров|пер|пл)(?:\.\s?|\s){_WORD}(?:\s{_WORD})*,?\s?"
        r"(?:буд\.?\s?|дом\s|д\.\s?)?\d{1,4}[а-яА-ЯіІ]?(?:[/-]\d{1,4})?(?!\d)(?:,?\s?(?:кв|оф)\.?\s?\d{1,4})?"
    ),
    # 12 Baker Street
    (
        rf"(?<![\d.,:/\-])\d{{1,5}}(?:-\d{{1,4}})*,?\s(?:{_WORD}\s){{1,3}}"
        r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Drive|Boulevard)(?![A-Za-z])"
    ),
    # 1-1-1 Minato Mirai, Nishi-ku, Yokohama
    (
        rf"(?<![\d.,:/\-])\d{{1,4}}(?:-\d{{1,4}}){{1,3}},?\s{_WORD}(?:\s{_WORD}){{0,3}}"
        rf"(?:,\s?{_WORD}[-‐](?:ku|shi|cho|machi|ken))+(?:,\s?Yokohama)?"
    ),
    # Rua das Flores, 25
    (
        r"(?<![A-Za-zÀ-ɏ])(?:Calle|C/|Avenida|Av\.|Avda\.|Rua|R\.|Travessa|Plaza|Praça)\s?(?:d[aeo]s?\s|del\s|las?\s|los\s){0,2}"
        rf"{_WORD}(?:\s(?:{_WORD}|d[aeo]s?|del|la|los)){{0,5}},?\s(?:n[.º°o]{{1,2}}\s?)?\d{{1,5}}(?!\d)"
    ),
)
_ROWS: tuple[tuple[str, str, Callable[[re.Match[str]], bool] | None], ...] = (
    # days and hours that are figures alone
    ("date", r"(?<!\d)\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)", None),
    ("date", r"(?<![\d./\-])\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d\d)(?![\d/])", None),
    ("date", r"(?<![\d./\-])\d{1,2}/\d{1,2}(?![\d/])", None),
    ("time", r"(?<![\d:.])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?:\s?[-~〜～—]\s?\d{1,2}:[0-5]\d)?(?![\d:])", _alone),
    ("time", r"(?<![\d.,:])\d{1,2}\.\d\d(?!\d|[.,:]\d)", _alone),
    # telephones: with + or 0 before them, in groups, or the short ones
    ("tel", r"\+\d(?:[-ー\s.()（）]{0,2}\d){6,14}", None),
    ("tel", r"(?<![\d.,:/\-+])[(（]?0\d(?:[-ー()（） ]{0,2}\d){7,9}(?!\d|[-.:]\d)", _dialled),
    ("tel", r"(?<![\d.,:/\-+])\d{2,4}[-ー]\d{2,4}[-ー]\d{3,4}(?![-ー]?\d)", None),
    ("tel", r"(?<![\d.,:/\-+])\d{2,4}[-ー]\d{4}(?![-ー]?\d)", None),
    ("tel", r"(?<!\d)\d[ -]?\(\d{3}\)[ -]?\d{3}[ -]?\d\d[ -]?\d\d(?!\d)", None),
    ("tel", r"[#＃]\d{3,5}(?!\d)", None),
    ("tel", rf"(?<![\d.,:/\-#A-Za-z])(?:11[0-9]|171|18[89]|10[1-4]|911)(?![\d{_COUNTERS}]|[.,:/\-]\d)", None),
    ("tel", r"(?<!\d)11[0-9](?=番(?!\d))", None),
    *(("address", pattern, None) for pattern in _ADDRESSES),
    # money and measures with a sign that everybody reads
    ("money", rf"[¥$€£₴]\s?{_NUMBER}(?![\d万千億万천억]|[.,]\d)", None),
    ("money", rf"{_NUMBER}\s?[€£₴](?!\d)", None),
    ("quantity", rf"{_NUMBER}\s?(?:kg|mg|g|km|cm|mm|m|ml|l|kcal|GB|MB|[%％℃㎡㎏㎝㎞]|°C?)(?![A-Za-z0-9])", None),
    # codes: N3, 4F, AB12345678CD, COVID-19, long numbers
    ("code", r"(?<![A-Za-z0-9])[A-Z]{1,8}-?\d{1,8}[A-Z0-9]*(?![A-Za-z0-9])", None),
    ("code", r"(?<![A-Za-z0-9.,:])\d{1,4}(?!AM|PM)[A-Z]{1,4}(?![A-Za-z0-9])", None),
    ("code", r"(?<![\d.,:\-])\d{7,}(?![\d]|[.,:]\d)|(?<![\d.,:\-])\d{4}(?:[ -]\d{4}){1,4}(?!\d)", None),
    ("account", r"(?<![A-Za-z0-9_@])@[A-Za-z0-9_][A-Za-z0-9_.\-]{2,}[A-Za-z0-9_]", None),
)  # fmt: skip
PATTERNS: tuple[Pattern, ...] = (
    ("url", URL, None),
    ("email", EMAIL, None),
    *((kind, re.compile(pattern), counts) for kind, pattern, counts in _ROWS),
)

"""Putting language-free values into a language: dates, numbers, lists, languages, distances.

The rules of each language come from CLDR (the Babel package), but for what wordings.py says better.
Names and telephone numbers are never touched.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from knowledge.wordings import DATES, EASY, LANGUAGES, LISTS, MONTHS, SMALL, SPACED_NUMBERS, before_i

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "EASY", "locale_of", "say_date", "say_language", "say_languages", "say_list", "say_number",
]  # fmt: skip

_LOCALES = {"ja-easy": "ja", "zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW", "tl": "fil", "pt": "pt_BR"}
_GROUPED = 10_000  # numbers below are one group, where groups are set apart by spaces
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
# Names of languages that our desks speak and that the counter itself does not write.
_BABEL_TAGS = {"zh-Hans": "zh", "zh-Hant": "zh_Hant"}

_EASY_LANGUAGES = {
    "ja": "日本語（にほんご）",
    "en": "英語（えいご）",
    "zh-Hans": "中国語（ちゅうごくご）",
    "zh-Hant": "中国語（ちゅうごくご）",
    "ko": "韓国語（かんこくご）",
    "vi": "ベトナム語（ご）",
    "ne": "ネパール語（ご）",
    "th": "タイ語（ご）",
    "tl": "タガログ語（ご）",
    "id": "インドネシア語（ご）",
    "es": "スペイン語（ご）",
    "pt": "ポルトガル語（ご）",
    "uk": "ウクライナ語（ご）",
    "ru": "ロシア語（ご）",
    "fr": "フランス語（ご）",
    "ja-easy": "やさしい 日本語（にほんご）",
    "km": "カンボジア語（ご）",
    "my": "ミャンマー語（ご）",
    "mn": "モンゴル語（ご）",
    "si": "シンハラ語（ご）",
    "ur": "ウルドゥー語（ご）",
    "bn": "ベンガル語（ご）",
}


@lru_cache(maxsize=64)
def locale_of(tag: str) -> Locale:
    """Give the CLDR locale of one of our tags."""
    return Locale.parse(_LOCALES.get(tag, tag.replace("-", "_")))


def say_date(value: str, tag: str) -> str:
    """Write an ISO date, month or year out; anything else ("before 2016") stays as it is."""
    found = _ISO.match(value)
    if not found:
        return value
    year, month, day = found.groups()
    if tag == EASY:
        parts = [f"{year}年（ねん）"]
        if month:
            parts.append(f"{int(month)}月（がつ）")
        if day:
            parts.append(f"{int(day)}日（にち）")
        return "".join(parts)
    locale = locale_of(tag)
    if day:
        return str(format_date(date(int(year), int(month), int(day)), DATES.get(tag, "long"), locale=locale))
    if month and tag in MONTHS:
        return str(format_date(date(int(year), int(month), 1), MONTHS[tag], locale=locale))
    if month:
        return str(format_skeleton("yMMMM", date(int(year), int(month), 1), locale=locale))
    return year


def say_number(value: str, tag: str) -> str:
    """Group a whole number the way the language does."""
    if tag in SPACED_NUMBERS and value.isdigit():
        return f"{int(value):,}".replace(",", "\u00a0") if int(value) >= _GROUPED else str(int(value))
    return str(format_decimal(int(value), locale=locale_of(tag))) if value.isdigit() else value


def say_list(values: Iterable[str], tag: str) -> str:
    """Join names: "a, b and c"."""
    items = list(values)
    if tag == EASY:
        return "、".join(items)
    if tag in LISTS and len(items) > 1:
        comma, last = LISTS[tag]
        last = " e " if before_i(items[-1], tag) else last
        return comma.join(items[:-1]) + last + items[-1]
    return str(format_list(items, locale=locale_of(tag)))


def say_language(tag_named: str, tag: str) -> str:
    """Name a language in another language ("Ukrainian" in Thai)."""
    if tag == EASY:
        return _EASY_LANGUAGES.get(tag_named, tag_named)
    if tag_named in (known := LANGUAGES.get(tag, {})):
        return known[tag_named]
    if tag_named == EASY:
        return "やさしい日本語"
    name = str(locale_of(tag).languages.get(_BABEL_TAGS.get(tag_named, tag_named)) or tag_named)
    return name[:1].lower() + name[1:] if tag in SMALL else name


def say_languages(tags: Iterable[str], tag: str) -> str:
    """Name several languages in one list."""
    return say_list((say_language(each, tag) for each in tags), tag)

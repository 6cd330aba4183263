"""What CLDR says stiffly, wrongly or not at all, as people of the language write it."""

from __future__ import annotations

EASY = "ja-easy"

# Full dates and months, as patterns of CLDR. No "г." at the end, where a sentence has its own full
# stop; one form for all Thai dates: a year like 2019 is no Buddhist one.
DATES = {
    "vi": "d 'tháng' M 'năm' y",
    "th": "d MMMM y",
    "ru": "d MMMM y 'года'",
    "uk": "d MMMM y 'року'",
}
MONTHS = {
    "th": "LLLL y",
    "ru": "LLLL y 'года'",
    "uk": "LLLL y 'року'",
}
# Between names of a list, and before the last one.
LISTS = {
    "ko": (", ", ", "),
    "ne": (", ", " र "),
    "uk": (", ", " та "),
    "es": (", ", " y "),
    "pt": (", ", " e "),
}
# Names of languages inside a sentence. Japanese in easy words is named for those who do not read it.
LANGUAGES = {
    "en": {EASY: "Easy Japanese (やさしい日本語)"},
    "zh-Hans": {EASY: "简单日语（やさしい日本語）"},
    "zh-Hant": {EASY: "簡單日文（やさしい日本語）", "tl": "他加祿文", "mn": "蒙古文"},
    "ko": {EASY: "쉬운 일본어(やさしい日本語)", "zh-Hant": "중국어(번체)", "my": "미얀마어"},
    "vi": {EASY: "tiếng Nhật dễ hiểu (やさしい日本語)", "zh-Hant": "tiếng Trung (phồn thể)", "my": "tiếng Myanmar",
           "bn": "tiếng Bengal"},
    "ne": {EASY: "सजिलो जापानी (やさしい日本語)", "tl": "तागालोग"},
    "th": {EASY: "ญี่ปุ่นง่าย ๆ (やさしい日本語)"},
    "tl": {EASY: "madaling Japanese (やさしい日本語)", "uk": "Ukrainian", "bn": "Bengali"},
    "id": {EASY: "Jepang mudah (やさしい日本語)", "zh-Hant": "Tionghoa (aksara tradisional)", "mn": "Mongol"},
    "es": {EASY: "japonés fácil (やさしい日本語)"},
    "pt": {EASY: "japonês fácil (やさしい日本語)"},
    "ru": {EASY: "простой японский (やさしい日本語)", "tl": "тагальский", "zh-Hant": "китайский (традиционный)"},
    "uk": {EASY: "проста японська (やさしい日本語)", "zh-Hant": "китайська (традиційна)"},
}  # fmt: skip
# Groups of digits set apart by a space, as the academies of Spanish write: a full stop or a comma there
# means a decimal in one country or another.
SPACED_NUMBERS = frozenset({"es"})
# Languages whose names CLDR writes with a capital, as for a heading.
SMALL = frozenset({"vi"})


def before_i(word: str, tag: str) -> bool:
    """Say whether Spanish says "e" for "y" before this word: coreano e inglés."""
    first = word.casefold()
    return tag == "es" and first.startswith(("i", "í", "hi", "hí")) and not first.startswith(("hia", "hie"))

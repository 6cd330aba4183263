"""Saying clock times, weekdays and days in fifteen languages (rules from CLDR, by Babel)."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Protocol

from babel.dates import format_skeleton, format_time

from knowledge.localise import EASY, locale_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from babel import Locale

    from knowledge.opening import Span


_NOON = 12
_A_RUN = 3  # so many days in a row are written as from … to …


class Say(Protocol):
    """Says a phrase of the phrasebook in the reader's language."""

    def __call__(self, key: str, **slots: str) -> str:
        """Give the phrase with its slots filled."""
        ...


_PATTERNS = {"ja": "H:mm", "ko": "aaaa h:mm"}
_DAYS = {
    "en": "{weekday} {date}", "ja": "{date}{weekday}", "zh-Hans": "{date}{weekday}", "zh-Hant": "{date}{weekday}",
    "ko": "{date} {weekday}", "th": "{weekday}ที่ {date}",
}  # fmt: skip
_WIDE = frozenset({"ja-easy", "vi", "th", "ne"})
_RANGE = {"ja": "～", "ko": "~"}
_WEEKDAY_RANGE = {**_RANGE, "zh-Hans": "至", "zh-Hant": "至"}
_EASY_WEEKDAYS = ("月曜日（げつようび）", "火曜日（かようび）", "水曜日（すいようび）", "木曜日（もくようび）",
                  "金曜日（きんようび）", "土曜日（どようび）", "日曜日（にちようび）")  # fmt: skip
_EASY_DATES = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか",
    9: "ここのか", 10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
_PUN = frozenset({0, 1, 3, 4, 6, 8})  # last digits after which 分 is read ぷん

_BETWEEN_TIMES = {"ja": "・", "ja-easy": "、", "zh-Hans": "、", "zh-Hant": "、"}
_BETWEEN_RULES = {"ja": "、", "ja-easy": "。", "zh-Hans": "；", "zh-Hant": "；"}

# How the nth weekday is counted where a bare digit is not enough; f and n: the weekday's gender.
_ORDINALS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"m": ("1st", "2nd", "3rd", "4th", "5th")},
    "es": {"m": ("1.º", "2.º", "3.º", "4.º", "5.º")},
    "pt": {"m": ("1.º", "2.º", "3.º", "4.º", "5.º"), "f": ("1.ª", "2.ª", "3.ª", "4.ª", "5.ª")},
    "ne": {"m": ("पहिलो", "दोस्रो", "तेस्रो", "चौथो", "पाँचौँ")},
    "uk": {"m": ("1-й", "2-й", "3-й", "4-й", "5-й"), "f": ("1-ша", "2-га", "3-тя", "4-та", "5-та")},
    "ru": {
        "m": ("1-й", "2-й", "3-й", "4-й", "5-й"),
        "f": ("1-я", "2-я", "3-я", "4-я", "5-я"),
        "n": ("1-е", "2-е", "3-е", "4-е", "5-е"),
    },
}
_GENDERS = {"pt": "fffffmm", "uk": "mmfmfff", "ru": "mmfmffn"}
# What joins two of them. The phrase gives the first its mark ("ke-{nth}"), so the others bring their own.
_AND = {
    "en": " and ", "es": " y ", "pt": " e ", "uk": " і ", "ru": " и ", "ne": " र ", "ja": "・", "ja-easy": "・",
    "zh-Hans": "、", "zh-Hant": "、", "th": " และ ", "vi": " và thứ ", "tl": " at ika-", "id": " dan ke-",
}  # fmt: skip


def cldr(language: str) -> Locale:
    """Give the rules for times and days; English is for readers from everywhere: 17:00, 28 November."""
    return locale_of("en-GB" if language == "en" else language)


def say_time(clock: time, language: str) -> str:
    """Say a clock time: 17:00, 오후 5:00, 午後（ごご）5時（じ）."""
    if language == EASY:
        return _easy_time(clock)
    locale = cldr(language)
    return str(format_time(clock, _PATTERNS.get(language, "short"), locale=locale)).replace("\u202f", " ")


def say_weekday(weekday: int, language: str) -> str:
    """Say a weekday in full, 0 for Monday."""
    if language == EASY:
        return _EASY_WEEKDAYS[weekday]
    return str(cldr(language).days["stand-alone"]["wide"][weekday])


def say_date_ahead(day: date, language: str) -> str:
    """Say a day with its weekday: Saturday 28 November."""
    named, weekday = say_date(day, language), say_weekday(day.weekday(), language)
    order = "{date} {weekday}" if language == EASY else _DAYS.get(language, "{weekday}, {date}")
    return order.format(weekday=weekday, date=named)


def say_date(day: date, language: str) -> str:
    """Say a day without its weekday: 28 November."""
    if language == EASY:
        return say_easy_date(day.month, day.day)
    return str(format_skeleton("MMMMd", day, locale=cldr(language)))


def say_easy_date(month: int, day: int | None) -> str:
    """Say a day of the year (or a month) in easy Japanese, with its reading."""
    return f"{month}月（がつ）" + (f"{day}日（{_EASY_DATES.get(day, 'にち')}）" if day else "")


def say_weekdays(weekdays: Sequence[int], language: str) -> str:
    """Say several weekdays: runs of three or more as a range, "Mon–Fri, Sun"."""
    parts: list[str] = []
    for run in _runs(weekdays):
        names = [_short_weekday(weekday, language) for weekday in run]
        if len(names) < _A_RUN:
            parts += names
        elif language == EASY:
            parts.append(f"{names[0]}から {names[-1]}まで")
        else:
            parts.append(f"{names[0]}{_WEEKDAY_RANGE.get(language, '–')}{names[-1]}")
    return _BETWEEN_TIMES.get(language, ", ").join(parts)


def say_nth(numbers: Iterable[int], weekday: int, language: str) -> str:
    """Say which weekdays of the month, for the slot {nth}: "2nd and 4th", "2・4"."""
    gender = _GENDERS.get(language, "mmmmmmm")[weekday]
    words = _ORDINALS.get(language, {}).get(gender)
    return _AND.get(language, ", ").join(words[n - 1] if words else str(n) for n in numbers)


def say_spans(spans: Sequence[Span], language: str, say: Say) -> str:
    """Say the hours of a day: "10:00–12:00, 13:00–17:00"; all day; closed."""
    if not spans:
        return say("closed")
    if tuple(spans) == ((time(), time()),):
        return say("day_and_night")
    return _BETWEEN_TIMES.get(language, ", ").join(_say_span(span, language) for span in spans)


def between_rules(language: str) -> str:
    """Give what stands between two rules in one line."""
    mark = _BETWEEN_RULES.get(language, ";")
    return mark if language in {"ja", "zh-Hans", "zh-Hant"} else f"{mark} "


def _say_span(span: Span, language: str) -> str:
    begin, end = (say_time(clock, language) for clock in span)
    if language == EASY:
        return f"{begin}から {end}まで"
    return f"{begin}{_RANGE.get(language, '–')}{end}"


def _short_weekday(weekday: int, language: str) -> str:
    if language == EASY:
        return _EASY_WEEKDAYS[weekday]
    return str(cldr(language).days["stand-alone"]["wide" if language in _WIDE else "abbreviated"][weekday])


def _easy_time(clock: time) -> str:
    noon = clock.hour == _NOON
    half = "昼（ひる）の" if noon else "午前（ごぜん）" if clock.hour < _NOON else "午後（ごご）"
    hour = clock.hour if noon else clock.hour % 12
    minutes = f"{clock.minute}分（{'ぷん' if clock.minute % 10 in _PUN else 'ふん'}）" if clock.minute else ""
    return f"{half}{hour}時（じ）{minutes}"


def _runs(weekdays: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and runs[-1][-1] + 1 == weekday:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return runs

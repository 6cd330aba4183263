"""Words that stand for numbers: April, three, 三, half an hour. They may answer for one, but are not asked for."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.figures import Figure, Value
from bot.numerals import HALF_AN_HOUR, KOREAN, LETTER, MONTHS, NUMBER_WORDS, ONE_OF, WEAK_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Read = Callable[[re.Match[str], str], tuple[Figure, ...] | None]

NOT_IN_WORD, WORD_ENDS = r"(?<![a-zà-ɏа-яёіїєґ'’])", r"(?![a-zà-ɏа-яёіїєґ])"
_MONTHS = "|".join(f"(?P<m{number}>{words})" for number, words in enumerate(MONTHS, start=1))
NAMED_MONTH = rf"{NOT_IN_WORD}(?:{_MONTHS}){WORD_ENDS}"
_HOURS, _MINUTES, _HALF = 24, 60, 30
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3005-\u30ff\u3400-\u9fff]")
_ALSO_WORDS = frozenset({"may", "march", "mar", "mar."})
_KANJI = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8}
_SOFT_HOURS = frozenset("時时點点시")


def number_of(value: Decimal | int) -> Value:
    """Give a plain number as a value."""
    return ("number", Decimal(value).normalize(), 0)


def month_of(match: re.Match[str]) -> int:
    """Say which month a match of NAMED_MONTH names."""
    return next(month for month in range(1, len(MONTHS) + 1) if match[f"m{month}"])


def _month_word(match: re.Match[str], text: str) -> tuple[Figure, ...]:
    word = match[0]
    month = frozenset({("month", month_of(match), 0)})
    opens = not text[: match.start()].strip() and not text[match.end() :].lstrip()[:1].isdecimal()
    weak = word.casefold() in _ALSO_WORDS and (word.islower() or opens)  # "You may", "May I come?"
    return (Figure("date", word, match.start(), frozenset() if weak else month, month, soft=True),)


def _kanji_number(written: str) -> int:
    if not any(sign in _PLACES or sign in _LARGE for sign in written):
        return int("".join(str(_KANJI[sign]) for sign in written))
    total = part = digit = 0
    for sign in written:
        if sign in _KANJI:
            digit = _KANJI[sign]
        elif sign in _PLACES:
            part, digit = part + (digit or 1) * _PLACES[sign], 0
        else:
            total, part, digit = total + (part + digit or 1) * _LARGE[sign], 0, 0
    return total + part + digit


def _kanji(match: re.Match[str], text: str) -> tuple[Figure, ...]:
    value, following = _kanji_number(match[0]), text[match.end() : match.end() + 1]
    also: set[Value] = set()
    if following in _SOFT_HOURS and value < _HOURS:
        also = {*_hours(value)}
    elif following == "月":
        also = {("month", value, 0)}
    values = frozenset({number_of(value)} | also)
    only_words = match[0] == "十" and following == "分"  # 十分 is "enough", and 万 alone "ten thousand" or nothing
    weak = only_words or not any(sign in _KANJI or sign == "十" for sign in match[0])
    return (Figure("number", match[0], match.start(), frozenset() if weak else values, values, soft=True),)


def _kanji_date(match: re.Match[str], _text: str) -> tuple[Figure, ...]:
    value = ("date", _kanji_number(match["month"]), _kanji_number(match["day"]))
    return (Figure("date", match[0], match.start(), frozenset({value}), soft=True),)


def _word(match: re.Match[str], _text: str) -> tuple[Figure, ...] | None:
    strong, weak = _values_of(match[0].casefold().replace("’", "'"))
    if not strong and not weak:
        return None
    hours = (time for value in strong + weak for time in _hours(value))
    allowed = frozenset({*map(number_of, strong + weak), *hours})
    return (Figure("number", match[0], match.start(), frozenset(map(number_of, strong)), allowed, soft=True),)


def _hours(value: int) -> Iterator[Value]:
    """Give the times that a number may stand for: five, half past five, "half of the sixth", by day and by night."""
    for late in (0, _HOURS // 2):
        for minute in (value * _MINUTES, value * _MINUTES + _HALF, (value - 1) * _MINUTES + _HALF):
            yield ("time", (minute + late * _MINUTES) % (_HOURS * _MINUTES), 0)


def _said(value: int) -> Read:
    """Read a phrase that says this number: half an hour, an hour."""

    def read(match: re.Match[str], _text: str) -> tuple[Figure, ...]:
        return (Figure("number", match[0], match.start(), frozenset({number_of(value)}), soft=True),)

    return read


def _enclosed(match: re.Match[str], _text: str) -> tuple[Figure, ...]:
    return (
        Figure(
            "number", match[0], match.start(), frozenset({number_of(int(unicodedata.numeric(match[0])))}), soft=True
        ),
    )


@lru_cache(maxsize=4096)
def _values_of(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give what a word says as a number, and what it may say."""
    return _among(NUMBER_WORDS, word), _among(WEAK_WORDS, word)


def _among(table: dict[int, str], word: str) -> tuple[int, ...]:
    return tuple(value for value, words in table.items() if any(_is(word, each) for each in words.split()))


def _is(word: str, known: str) -> bool:
    return word == known or (known.endswith("*") and word.startswith(known[:-1]))


def _unspaced_words() -> str:
    """Give the number words of scripts without spaces between words: they stand anywhere."""
    words = " ".join((*NUMBER_WORDS.values(), *WEAK_WORDS.values())).split()
    return "|".join(word for word in words if _UNSPACED.match(word))


@lru_cache(maxsize=1)
def word_readers() -> tuple[tuple[re.Pattern[str], Read], ...]:
    """Give the patterns of words in the order in which they take from a text, each with what it says."""
    korean = rf"(?<![가-힣])(?:{KOREAN})(?=\s?(?:시|명|개|살|번|달|분|사람|주))"
    rows: tuple[tuple[str, Read], ...] = (
        (r"(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})[日号號]", _kanji_date),
        (NAMED_MONTH, _month_word),
        (HALF_AN_HOUR, _said(_HALF)),
        (rf"{NOT_IN_WORD}(?:{ONE_OF})", _said(1)),
        (rf"{LETTER}+|{korean}|[가-힣]+|[\u0900-\u0963]+|{_unspaced_words()}", _word),
        (rf"[{''.join((*_KANJI, *_PLACES, *_LARGE))}]+", _kanji),
        (r"[①-⑳]", _enclosed),
    )
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in rows)

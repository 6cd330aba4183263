"""Numbers read as values: what a translation may write otherwise, and what is another number."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from bot.figures import compare
from bot.reckoning import figures


def lost(original: str, translated: str) -> list[tuple[str, str]]:
    return [(loss.kind, loss.original) for loss in compare(figures(original), figures(translated))]


SAME = [
    # days
    ("令和7年4月1日の午後5時", "April 1, 2025 at 5 p.m."),
    ("2026年4月1日10時30分", "1 квітня 2026 року о 10:30"),
    ("1 квітня о 17:00", "4月1日の午後5時"),
    ("1 апреля 2026 года", "2026年4月1日"),
    ("23 мая에 와 주세요", "5月23日に来てください"),
    ("5 de abril de 2026", "2026年4月5日"),
    ("ngày 5 tháng 4 năm 2026", "2026年4月5日"),
    ("5 เมษายน 2569", "2026年4月5日"),
    ("2026년 4월 5일 오후 3시 30분", "2026年4月5日15時30分"),
    ("५ अप्रिल २०२६", "2026年4月5日"),
    ("Abril 5, 2026", "2026年4月5日"),
    ("5 April 2026", "2026年4月5日"),
    ("2026年4月1日", "01.04.2026"),
    ("令和元年5月", "May 2019"),
    ("令和7年（2025年）", "2025"),
    ("4月に来ました", "I came in April."),
    ("月曜日", "thứ 2"),
    # hours
    ("午後5時", "о 5 годині вечора"),
    ("17時", "5 вечора"),
    ("17:00", "5 de la tarde"),
    ("17:00", "5 giờ chiều"),
    ("17:00", "17.00 น."),
    ("5 p.m.に来て", "17:00"),
    ("朝9時から夜7時まで", "from 9 a.m. to 7 p.m."),
    ("17h30", "午後5時30分"),
    ("7時半", "7:30"),
    ("５時", "at 5"),
    ("२ बजे", "2時"),
    ("2時間30分", "2 hours 30 minutes"),
    # money
    ("1万円", "10,000 yen"),
    ("3万5千円", "35.000 ієн"),
    ("1億2千万円", "120 million yen"),
    ("2 000 грн", "2000フリヴニャ"),
    ("130 тис. людей", "13万人"),
    ("3,000円から5,000円", "3000 to 5000 yen"),
    # numbers
    ("3人", "three people"),
    ("two children", "子供2人"),
    ("三人", "3 people"),
    ("๓ คน", "3人"),
    ("2.5 kg", "2,5 кг"),
    ("-5度", "мінус 5 градусів"),
    ("4か月", "4 months"),
    ("③", "3"),
    ("30分", "half an hour"),
    ("1時間", "an hour"),
    ("2階", "на другому поверсі"),
    ("п’ять людей", "5人"),
    ("о пів на шосту", "5時半"),
    ("at noon", "12時"),
    ("세시에 두 명", "3時に2人"),
    ("สามโมงเย็น", "15時"),
    ("a las 5 de la tarde", "17時"),
    ("alas-5 ng hapon", "17時"),
    ("jam 5 sore", "17時"),
    ("às 17h", "17時"),
    ("बिहान १० बजे", "午前10時"),
    ("十点半", "10:30"),
    ("午後1時〜3時", "from 1 to 3 p.m."),
    ("午後1時から3時まで", "з 13 до 15 години"),
    ("午後1時半から3時まで", "13:30-15:00"),
    ("from 9 to 11 a.m.", "午前9時から11時まで"),
    ("9時から17時まで", "from 9 a.m. to 5 p.m."),
]
OTHER = [
    ("4月1日", "January 4", {("date", "4月1日"), ("number", "January 4")}),
    ("午後5時", "at 5:00", {("time", "午後5時"), ("number", "5:00")}),
    ("3,000円", "3 yen", {("money", "3,000円"), ("number", "3 yen")}),
    ("3000円", "3000 dollars", {("money", "3000円"), ("number", "3000 dollars")}),
    ("3000円かかります", "It costs 3000.", {("money", "3000円")}),
    ("1万円", "万円", {("money", "1万円")}),
    ("10分", "十分です", {("number", "10")}),
    ("5月に来てもいいです", "You may come.", {("date", "5月")}),
    ("I have 3 kids", "子供が4人います", {("number", "3"), ("number", "4")}),
    ("よろしくお願いします", "See you at 5.", {("number", "5")}),
    ("3人と3人", "3 people", {("number", "3")}),
    ("1人", "en una oficina", {("number", "1")}),
    ("令和7年", "2024", {("date", "令和7年"), ("number", "2024")}),
    ("午後1時〜3時", "from 1 to 4 p.m.", {("time", "3時"), ("number", "4 p.m.")}),
    ("5人", "năm người", {("number", "5")}),
]


@pytest.mark.parametrize(("original", "translated"), SAME)
def test_a_number_may_be_written_as_the_other_language_does(original: str, translated: str) -> None:
    assert lost(original, translated) == []


@pytest.mark.parametrize(("original", "translated", "losses"), OTHER)
def test_another_number_is_named(original: str, translated: str, losses: set[tuple[str, str]]) -> None:
    assert set(lost(original, translated)) == losses


@settings(max_examples=800)
@given(st.text(st.one_of(st.characters(), st.sampled_from("0123456789.,:/-年月日時人円万千p.m 年五十\n")), max_size=60))
def test_any_text_can_be_read_and_says_what_it_says(text: str) -> None:
    assert lost(text, text) == []


@settings(max_examples=1000)
@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_two_sums_are_the_same_only_if_they_are(one: int, other: int) -> None:
    assert (lost(f"{one:,}円です", f"It is {other} yen.") == []) is (one == other)


@settings(max_examples=500)
@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_is_itself_in_either_way_of_saying_it(hour: int, minute: int) -> None:
    half, dial = ("午後" if hour >= 12 else "午前"), hour % 12 or 12
    assert lost(f"{hour}時{minute}分", f"{dial}:{minute:02} {'p.m.' if hour >= 12 else 'a.m.'}") == []
    assert lost(f"{half}{dial}時{minute}分", f"о {hour}:{minute:02}") == []
    assert lost(f"{half}{dial}時{minute}分", f"о {(hour + 1) % 24}:{minute:02}")

"""A moment in words: its clock, and its day where that is not today's."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from knowledge.calendar import TOKYO
from knowledge.when import say_moment

FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=TOKYO)
SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=TOKYO)
SAID = {
    "ja": "11月28日土曜日 10:00",
    "ja-easy": "11月（がつ）28日（にち） 土曜日（どようび） 午前（ごぜん）10時（じ）",
    "en": "Saturday 28 November, 10:00",
    "zh-Hans": "11月28日星期六 10:00",
    "zh-Hant": "11月28日星期六 上午10:00",
    "ko": "11월 28일 토요일 오전 10:00",
    "vi": "10:00 Thứ Bảy, 28 tháng 11",
    "ne": "शनिबार, नोभेम्बर 28, 10:00",
    "th": "วันเสาร์ที่ 28 พฤศจิกายน 10:00",
    "tl": "Sabado, Nobyembre 28, 10:00 AM",
    "id": "Sabtu, 28 November 10.00",
    "es": "sábado, 28 de noviembre, 10:00",
    "pt": "sábado, 28 de novembro 10:00",
    "uk": "субота, 28 листопада, 10:00",
    "ru": "суббота, 28 ноября, 10:00",
}


@pytest.mark.parametrize("language", sorted(SAID))
def test_another_day_is_named_with_its_weekday(language: str) -> None:
    assert say_moment(SATURDAY, language, FRIDAY_EVENING) == SAID[language]


@pytest.mark.parametrize("language", sorted(SAID))
def test_of_today_the_clock_is_enough(language: str) -> None:
    said = say_moment(SATURDAY, language, SATURDAY.replace(hour=8))
    assert said in SAID[language]
    assert not re.search(r"28|\u202f", said)


def test_the_day_is_the_one_here_whatever_zone_a_moment_is_told_in() -> None:
    just_before_midnight_in_london = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    assert say_moment(just_before_midnight_in_london, "en", FRIDAY_EVENING) == "Saturday 28 November, 08:30"
    assert say_moment(SATURDAY.astimezone(UTC), "en", just_before_midnight_in_london) == "10:00"

"""A moment in words, as it stands in the sentences that promise something: today, tomorrow, on Monday."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.calendar import TOKYO
from knowledge.library import load
from knowledge.moments import say_moment

if TYPE_CHECKING:
    from bot.phrases import Phrasebook

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=TOKYO)
SATURDAY = datetime(2026, 11, 28, 10, 0, tzinfo=TOKYO)
MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=TOKYO)
PROMISED = {
    "ja": "続きは月曜日の10:00からです。",
    "ja-easy": "続（つづ）きは 月曜日（げつようび）の 午前（ごぜん）10時（じ）からです。",
    "en": "We go on here on Monday at 10:00.",
    "zh-Hans": "星期一 10:00 在这里继续。",
    "zh-Hant": "星期一上午10:00在這裡繼續。",
    "ko": "월요일 오전 10:00에 여기서 이어 갈게요.",
    "vi": "Chúng tôi tiếp tục ở đây lúc 10:00 Thứ Hai.",
    "ne": "हामी सोमबार 10:00 बजे यहीँ कुरा अघि बढाउँछौँ।",
    "th": "เราจะคุยต่อที่นี่วันจันทร์ เวลา 10:00 น.",
    "tl": "Magpapatuloy po tayo rito sa Lunes nang 10:00 AM.",
    "id": "Kita lanjutkan di sini hari Senin pukul 10.00.",
    "es": "Seguimos aquí el lunes a las 10:00.",
    "pt": "Continuamos aqui na segunda-feira às 10:00.",
    "uk": "Продовжимо тут у понеділок о 10:00.",
    "ru": "Продолжим здесь в понедельник в 10:00.",
}


@pytest.fixture(scope="module")
def phrases() -> Phrasebook:
    return load(KNOWLEDGE).phrasebook


@pytest.mark.parametrize("language", sorted(PROMISED))
def test_every_language_promises_the_next_opening_as_people_say_it(language: str, phrases: Phrasebook) -> None:
    said = phrases.say("case_closing", language, time=say_moment(MONDAY, language, FRIDAY_EVENING, phrases))
    assert PROMISED[language] in said


@pytest.mark.parametrize("language", sorted(PROMISED))
def test_today_and_tomorrow_need_no_date_and_a_week_ahead_does(language: str, phrases: Phrasebook) -> None:
    tonight = FRIDAY_EVENING.replace(hour=19, minute=30)
    next_friday = FRIDAY_EVENING.replace(month=12, day=4)
    near = [say_moment(each, language, FRIDAY_EVENING, phrases) for each in (tonight, SATURDAY)]
    far = say_moment(next_friday, language, FRIDAY_EVENING, phrases)
    assert not any(re.search(r"2[78]|[{}\u202f]", said) for said in near)
    assert re.search(r"4.*18|18.*4|4.*6|6.*4", far)
    assert not re.search(r"[{}\u202f]", far)


def test_english_says_it_in_four_ways(phrases: Phrasebook) -> None:
    moments = [FRIDAY_EVENING.replace(hour=19), SATURDAY, MONDAY, FRIDAY_EVENING.replace(month=12, day=4)]
    assert [say_moment(each, "en", FRIDAY_EVENING, phrases) for each in moments] == [
        "today at 19:00", "tomorrow at 10:00", "on Monday at 10:00", "on Friday 4 December at 18:00",
    ]  # fmt: skip


def test_the_day_is_the_one_here_whatever_zone_a_moment_is_told_in(phrases: Phrasebook) -> None:
    midnight_in_london = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)
    assert say_moment(midnight_in_london, "en", FRIDAY_EVENING, phrases) == "tomorrow at 09:00"
    assert say_moment(SATURDAY.astimezone(UTC), "en", midnight_in_london, phrases) == "today at 10:00"


def test_ukrainian_says_eleven_as_it_sounds(phrases: Phrasebook) -> None:
    said = [say_moment(MONDAY.replace(hour=hour), "uk", FRIDAY_EVENING, phrases) for hour in (10, 11, 12)]
    assert said == ["у понеділок о 10:00", "у понеділок об 11:00", "у понеділок о 12:00"]

"""What a person is told when nobody is at work: from the hours of the office to the sentence in their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.case import Case, CaseState
from bot.handoff import opened
from knowledge.moments import say_moment
from tests.knowledge.offices import CENTRE, LUNCH, TEAM, at, library, office

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from knowledge.office import Teams

SPOKEN = "[ja, en, zh-Hans, ko, vi, ne, th, tl, id, es, pt, uk, ru]"


def desk(folder: Path, hours: str, *lines: str) -> Teams:
    text = TEAM.replace("[ja, en]", SPOKEN) + f"    hours: '{hours}'\n" + "".join(f"    {line}\n" for line in lines)
    return office(folder, text)


def told(teams: Teams, language: str, now: datetime) -> str:
    """Ask for a person, and give what is said to that."""
    case = Case("c", 26112700001, "web", "t", CaseState.QUEUED, language, now, now, "v")
    [notice] = opened(case, now, teams).notices
    moment = say_moment(notice.moment, language, now, library().phrasebook) if notice.moment else ""
    slots = {**dict(notice.slots), "time": moment, "language": library().phrasebook.language(language).name}
    return library().phrasebook.say(notice.key, language, **slots)


FRIDAY_EVENING = {
    "ja": "明日の10:00に開きます",
    "ja-easy": "明日（あした）の 午前（ごぜん）10時（じ）に 開（あ）きます",
    "en": "We open tomorrow at 10:00, and then a counselor will answer you here.",
    "zh-Hans": "明天 10:00 开门",
    "zh-Hant": "明天上午10:00開門",
    "ko": "내일 오전 10:00에 열고",
    "vi": "Chúng tôi mở cửa lúc 10:00 ngày mai",
    "ne": "हामी भोलि 10:00 बजे खोल्छौँ",
    "th": "เราจะเปิดพรุ่งนี้เวลา 10:00 น.",
    "tl": "Magbubukas po kami bukas nang 10:00 AM",
    "id": "Kami buka besok pukul 10.00",
    "es": "Abrimos mañana a las 10:00",
    "pt": "Abrimos amanhã às 10:00",
    "uk": "Ми відчинимося завтра о 10:00",
    "ru": "Мы откроемся завтра в 10:00",
}
BEFORE_THE_HOLIDAY = {
    "ja": "火曜日の10:00に開きます",
    "ja-easy": "火曜日（かようび）の 午前（ごぜん）10時（じ）に",
    "en": "We open on Tuesday at 10:00",
    "zh-Hans": "星期二 10:00 开门",
    "zh-Hant": "星期二上午10:00開門",
    "ko": "화요일 오전 10:00에 열고",
    "vi": "mở cửa lúc 10:00 Thứ Ba",
    "ne": "मङ्गलबार 10:00 बजे खोल्छौँ",
    "th": "จะเปิดวันอังคาร เวลา 10:00 น.",
    "tl": "Magbubukas po kami sa Martes nang 10:00 AM",
    "id": "Kami buka hari Selasa pukul 10.00",
    "es": "Abrimos el martes a las 10:00",
    "pt": "Abrimos na terça-feira às 10:00",
    "uk": "Ми відчинимося у вівторок о 10:00",
    "ru": "Мы откроемся во вторник в 10:00",
}
AT_THE_YEARS_END = {
    "ja": "1月8日金曜日の10:00に開きます",
    "ja-easy": "1月（がつ）8日（ようか） 金曜日（きんようび）の 午前（ごぜん）10時（じ）に",
    "en": "We open on Friday 8 January at 10:00",
    "zh-Hans": "1月8日星期五 10:00 开门",
    "zh-Hant": "1月8日星期五上午10:00開門",
    "ko": "1월 8일 금요일 오전 10:00에 열고",
    "vi": "mở cửa lúc 10:00 Thứ Sáu, 8 tháng 1",
    "ne": "8, शुक्रबार 10:00 बजे खोल्छौँ",
    "th": "จะเปิดวันศุกร์ที่ 8 มกราคม เวลา 10:00 น.",
    "tl": "Magbubukas po kami sa Biyernes, Enero 8, nang 10:00 AM",
    "id": "Kami buka hari Jumat, 8 Januari, pukul 10.00",
    "es": "Abrimos el viernes 8 de enero a las 10:00",
    "pt": "Abrimos na sexta-feira, 8 de janeiro, às 10:00",
    "uk": "Ми відчинимося у п’ятницю, 8 січня, о 10:00",
    "ru": "Мы откроемся в пятницу, 8 января, в 10:00",
}


@pytest.mark.parametrize("language", FRIDAY_EVENING)
def test_after_closing_everybody_hears_when_it_opens(language: str, tmp_path: Path) -> None:
    assert FRIDAY_EVENING[language] in told(desk(tmp_path, CENTRE), language, at("2026-11-27T17:00"))


@pytest.mark.parametrize("language", BEFORE_THE_HOLIDAY)
def test_over_a_holiday_everybody_hears_the_day(language: str, tmp_path: Path) -> None:
    assert BEFORE_THE_HOLIDAY[language] in told(desk(tmp_path, CENTRE), language, at("2026-11-22T09:00"))


@pytest.mark.parametrize("language", AT_THE_YEARS_END)
def test_far_ahead_everybody_hears_the_date(language: str, tmp_path: Path) -> None:
    teams = desk(tmp_path, CENTRE, "closed: ['2027-01-04 to 2027-01-07']")
    assert AT_THE_YEARS_END[language] in told(teams, language, at("2026-12-28T17:00"))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-27T12:30", "We open today at 13:30"),
        ("2026-11-27T16:30", "We open on Monday at 09:00"),  # the last intake
        ("2026-11-29T23:59", "We open tomorrow at 09:00"),
        ("2026-11-30T00:00", "We open today at 09:00"),
        ("2026-11-27T16:29", "A counselor will answer you here."),
    ],
)
def test_lunch_last_intake_and_midnight_in_words(now: str, said: str, tmp_path: Path) -> None:
    assert said in told(desk(tmp_path, LUNCH, "last_intake_minutes: '30'"), "en", at(now))


def test_whoever_nobody_understands_hears_so_and_when_somebody_comes(tmp_path: Path) -> None:
    said = told(office(tmp_path, f"{TEAM}    hours: '{CENTRE}'\n"), "uk", at("2026-11-22T09:00"))
    assert "(Українська)" in said
    assert "у вівторок о 10:00" in said

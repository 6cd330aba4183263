"""Opening hours in words: every language its own clock, weekday, count and reading."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.hours import TOKYO, Hours
from knowledge.yamlfile import mapping, read_yaml

if TYPE_CHECKING:
    from knowledge.when import Say

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "zh-Hant", "ko", "vi", "ne", "th", "tl", "id", "es", "pt", "uk", "ru")

OFFICE = "Mo-Fr 10:00-17:00; Sa[2,4] 10:00-13:00; PH off; Dec 29-Jan 03 off"
LUNCH = "Mo-Fr 09:00-12:00,13:00-17:00"
NIGHT = "Mo-Sa 22:00-02:00; PH off"


def phrases(language: str) -> Say:
    texts: dict[str, str] = {}
    for tag in ("en", language):
        path = KNOWLEDGE / "phrases" / f"{tag}.yaml"
        if path.exists():
            said = mapping(mapping(read_yaml(path), path)["phrases"], path)
            texts |= {key: str(value) for key, value in said.items()}

    def say(key: str, **slots: str) -> str:
        return texts[key].format(**slots)

    return say


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=TOKYO)


def status(rules: str, moment: str, language: str) -> str:
    return Hours(rules).status(at(moment), language, phrases(language))


def describe(rules: str, language: str) -> str:
    return Hours(rules).describe(language, phrases(language))


CLOCKS = {
    "ja": "9:30", "ja-easy": "午前（ごぜん）9時（じ）30分（ぷん）", "en": "09:30", "zh-Hans": "09:30",
    "zh-Hant": "上午9:30", "ko": "오전 9:30", "vi": "09:30", "ne": "09:30", "th": "09:30", "tl": "9:30 AM",
    "id": "09.30", "es": "9:30", "pt": "09:30", "uk": "09:30", "ru": "09:30",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_when_it_opens_in_its_own_way(language: str) -> None:
    said = status("Mo-Fr 09:30-17:00", "2026-11-27T18:00", language)
    assert CLOCKS[language] in said
    assert "{" not in said


MONDAYS = {
    "ja": "月曜日", "ja-easy": "月曜日（げつようび）", "en": "Monday", "zh-Hans": "星期一", "zh-Hant": "星期一",
    "ko": "월요일", "vi": "Thứ Hai", "ne": "सोमबार", "th": "วันจันทร์", "tl": "Lunes", "id": "Senin",
    "es": "lunes", "pt": "segunda-feira",
    "uk": "понеділок", "ru": "понедельник",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_the_weekday(language: str) -> None:
    assert MONDAYS[language] in status("Mo-Fr 09:30-17:00", "2026-11-27T18:00", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_every_kind_of_rule(language: str) -> None:
    for rules in (OFFICE, LUNCH, NIGHT, "24/7", "off", "Mo-Su 09:00-21:00; We[1] off; PH 09:00-17:00"):
        said = describe(rules, language)
        assert said
        assert not re.search(r"[{}\u202f]", said)


NTH = {
    "ja": "第2・4土曜日", "en": "2nd and 4th Saturday", "zh-Hans": "第2、4个星期六", "id": "Sabtu ke-2 dan ke-4",
    "es": "2.º y 4.º sábado", "uk": "2-га і 4-та субота", "ru": "2-я и 4-я суббота", "ne": "दोस्रो र चौथो शनिबार",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(NTH))
def test_the_nth_weekday_is_counted_as_the_language_counts(language: str) -> None:
    assert NTH[language] in describe(OFFICE, language)


def test_easy_japanese_reads_every_kanji() -> None:
    said = describe(OFFICE, "ja-easy")
    assert "月曜日（げつようび）から 金曜日（きんようび）まで：午前（ごぜん）10時（じ）から 午後（ごご）" in said
    assert "1月（がつ）3日（みっか）" in said
    assert re.search(r"17時|17:00", said) is None
    assert "昼（ひる）の12時（じ）" in status(LUNCH, "2026-11-27T11:00", "ja-easy")

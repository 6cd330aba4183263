"""The console's words: complete in both languages, none missing; its times are Tokyo's."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from adapters.console import when
from adapters.console.acting import NEEDS, OFFERED
from adapters.console.ports import Delivery
from adapters.console.shortcuts import SHORTCUTS
from adapters.console.words import FOLDER, NAMES, choose, load
from bot.case import CaseState, Reason
from bot.why import Why

WORDS = load()
HOME = FOLDER.parent
NOON = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", NAMES)
def test_every_value_of_the_house_has_a_word(language: str) -> None:
    texts = WORDS[language].texts
    wanted = [
        *(f"state_{state}" for state in CaseState),
        *(f"reason_{reason}" for reason in Reason),
        *(f"delivery_{delivery}" for delivery in Delivery),
        *(f"refused_{why}" for why in Why if why not in {Why.TOO_LATE, Why.NO_SUCH_STARS, Why.NOT_DUE}),
        *(f"label_{label}" for label in OFFERED),
        *(said for _, said in SHORTCUTS),
    ]
    assert [key for key in wanted if key.replace("-", "_") not in texts] == []


def test_both_languages_have_the_same_slots() -> None:
    slot = re.compile(r"\{\w*\}")
    for key, text in WORDS["ja"].texts.items():
        assert sorted(slot.findall(text)) == sorted(slot.findall(WORDS["en"].texts[key])), key
        assert text.strip()


def test_every_word_that_a_template_says_is_there() -> None:
    said = set()
    for path in (HOME / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        said |= {(found, path.name) for found in re.findall(r"\bwords\.([a-z]\w*)\b(?!\()", text)}
    missing = [
        (key, name) for key, name in said if key not in WORDS["ja"].texts and key not in {"language", "say", "of"}
    ]
    assert missing == []


def test_the_forms_of_the_page_are_those_that_are_understood() -> None:
    text = "".join(path.read_text("utf-8") for path in (HOME / "templates").glob("*.html"))
    called = set(re.findall(r'start\("(\w+)"\)', text)) | set(re.findall(r"/do/(\w+)\"", text))
    assert called == set(NEEDS) - {"release"}


def test_a_browsers_wish_is_heard_and_nonsense_is_japanese() -> None:
    assert choose(None, "en-GB,ja;q=0.8") == "en"
    assert choose(None, "fr,de") == "ja"
    assert choose("en", "ja") == "en"
    assert choose("xx", ";;,") == "ja"


def test_times_are_tokyos_and_as_short_as_they_stay_clear() -> None:
    late = datetime(2026, 11, 29, 15, 30, tzinfo=UTC)
    assert when.clock(late, NOON, "ja") == "00:30"
    assert when.clock(late - timedelta(hours=1), NOON, "ja") == "11月29日(日) 23:30"
    assert when.clock(late - timedelta(hours=1), NOON, "en") == "Sun 29 Nov 23:30"
    assert (
        when.clock(datetime(2025, 12, 31, 15, tzinfo=UTC), NOON + timedelta(days=366), "ja") == "2026年1月1日(木) 00:00"
    )
    assert when.whole(late, "ja") == "2026年11月30日(月) 00:30:00 日本時間"


@pytest.mark.parametrize(
    ("seconds", "ja", "en"),
    [
        (5, "5秒", "5 s"),
        (60, "1分", "1 min"),
        (3599, "59分", "59 min"),
        (3600, "1時間", "1 h"),
        (5400, "1時間30分", "1 h 30 min"),
        (90000, "1日1時間", "1 d 1 h"),
        (-3, "0秒", "0 s"),
    ],
)
def test_lengths_are_said_in_two_units_at_most(seconds: float, ja: str, en: str) -> None:
    assert when.length(seconds, WORDS["ja"]) == ja
    assert when.length(seconds, WORDS["en"]) == en


@pytest.mark.parametrize("value", ["", "x", "2026-13-01T00:00", "1000-01-01T00:00", "2026-11-30T10:00<script>"[:20]])
def test_a_field_that_is_no_time_is_none(value: str) -> None:
    read = when.from_field(value)
    assert read is None or read.year == 2026


def test_a_field_goes_there_and_back() -> None:
    assert when.from_field(when.field(NOON)) == NOON

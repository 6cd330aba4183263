"""Facts put into a language: names beside each other, lists, dates, and what closes up around a slot."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from knowledge.beside import beside
from knowledge.calendar import TOKYO
from knowledge.library import Library, load
from knowledge.localise import say_date, say_languages, say_list, say_number
from knowledge.words import Speaker

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@cache
def library() -> Library:
    return load(KNOWLEDGE)


def filled(body: str, language: str) -> str:
    now = datetime(2026, 11, 23, 12, 0, tzinfo=TOKYO)
    return Speaker(library().phrasebook, library().records, language, now).fill(body)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "政策総務課"),
        ("ja-easy", "政策総務課（せいさくそうむか）"),
        ("zh-Hant", "政策総務課"),
        ("id", "政策総務課 (seisaku sōmuka)"),
        ("ko", "政策総務課(세이사쿠 소무카)"),
        ("th", "政策総務課 (เซซาคุ โซมุกะ)"),
        ("ne", "政策総務課 (सेइसाकु सोमुका)"),
        ("uk", "政策総務課 (сейсаку сомука)"),
        ("ru", "政策総務課 (сэйсаку сомука)"),
    ],
)
def test_a_name_only_japanese_has_is_given_with_its_reading(language: str, said: str) -> None:
    assert filled("{policy-division.name}", language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Naka International Lounge (なか国際交流ラウンジ)"),
        ("zh-Hans", "なか国際交流ラウンジ（Naka International Lounge）"),
        ("ja", "なか国際交流ラウンジ"),
    ],
)
def test_an_official_english_name_stands_beside_the_japanese_one(language: str, said: str) -> None:
    assert filled("{naka.name}", language) == said


def test_no_name_is_said_twice() -> None:
    assert filled("{expo.name}, {y-port.name}", "es") == "GREEN × EXPO 2027, Y-PORT"
    assert filled("{ticad.name}", "ko") == "제9회 아프리카개발회의(TICAD 9, 第9回アフリカ開発会議)"
    assert filled("“Druzi”（{druzi.name}）", "zh-Hans") == "“Druzi”（ドゥルーズィ）"
    assert beside("Centre (FRESC)", "支援センター", "en") == "Centre (FRESC, 支援センター)"
    assert beside("支援センター", "Centre (FRESC)", "zh-Hant") == "支援センター（Centre，FRESC）"


def test_a_name_inside_brackets_opens_no_second_pair() -> None:
    assert filled("Sección ({policy-division.name}).", "es") == "Sección (政策総務課, seisaku sōmuka)."
    assert filled("{yoke.name} ({yoke.abbreviation})", "es").endswith("(公益財団法人横浜市国際交流協会, YOKE)")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja-easy", "都筑多文化・青少年交流プラザ（つづきたぶんかせいしょうねんこうりゅうぷらざ、つづきMYプラザ）"),
        ("ko", "都筑多文化・青少年交流プラザ（つづきMYプラザ, 쓰즈키 다분카 세이쇼넨 고류 푸라자, 쓰즈키 MY 푸라자）"),
        ("th", "都筑多文化・青少年交流プラザ（つづきMYプラザ, สึซุกิ ทาบุงกะ เซโชเน็น โคริว พุราซะ, สึซุกิ MY พุราซะ）"),
    ],
)
def test_a_name_with_brackets_of_its_own_gets_no_second_pair(language: str, said: str) -> None:
    assert filled("{tsuzuki.name}", language) == said


def test_no_answer_has_brackets_within_or_right_behind_brackets() -> None:
    nested = re.compile(r"[)）] ?[(（]|[(（][^()（）]*[(（]")
    found = [
        (entry.id, tag)
        for entry in library().entries.values()
        for tag, wording in entry.wordings.items()
        if tag not in {"ja", "ja-easy"} and nested.search(filled(wording.body, tag))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("language", "said"), [("es", ["2200", "130\u00a0000"]), ("pt", ["2.200", "130.000"]), ("en", ["2,200", "130,000"])]
)
def test_numbers_are_grouped_as_the_language_does(language: str, said: list[str]) -> None:
    assert [say_number("2200", language), say_number("130000", language)] == said


def test_texts_close_up_around_values_in_their_own_letters() -> None:
    assert filled("{naka.ward_name} मा", "ne") == "नाका वडामा"
    assert filled("{y-port.name} मा", "ne") == "Y-PORT मा"
    assert filled("อยู่ใน {naka.ward_name}", "th") == "อยู่ในเขตนากะ"
    assert filled("就在 {isogo.next_to} 隔壁", "zh-Hans") == "就在矶子区役所隔壁"


def test_lists_of_names_are_joined_as_the_language_does() -> None:
    assert filled("{numbers.wards_without_lounge_names}", "ko") == "아사히구, 사카에구, 세야구, 도쓰카구"
    assert filled("{numbers.wards_without_lounge_names}", "zh-Hans") == "旭区、荣区、濑谷区和户冢区"
    assert filled("{numbers.wards_without_lounge_names}", "th") == "เขตอาซาฮิ เขตซากาเอะ เขตเซยะ และเขตโทสึกะ"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "tiếng Anh, tiếng Trung và tiếng Indonesia"),
        ("ko", "영어, 중국어, 인도네시아어"),
        ("ne", "अङ्ग्रेजी, चिनियाँ र इन्डोनेसियाली"),
        ("es", "inglés, chino e indonesio"),
        ("pt", "inglês, chinês e indonésio"),
        ("uk", "англійська, китайська та індонезійська"),
    ],
)
def test_languages_are_listed_as_inside_a_sentence(language: str, said: str) -> None:
    assert say_languages(("en", "zh-Hans", "id"), language) == said


def test_one_name_is_no_list() -> None:
    assert [say_list(["A"], language) for language in ("ko", "es", "ne", "ja-easy")] == ["A"] * 4


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("vi", "28 tháng 4 năm 2022", "tháng 4 năm 2022"),
        ("th", "28 เมษายน 2022", "เมษายน 2022"),
        ("ru", "28 апреля 2022 года", "апрель 2022 года"),
        ("uk", "28 квітня 2022 року", "квітень 2022 року"),
        ("es", "28 de abril de 2022", "abril de 2022"),
    ],
)
def test_days_and_months_are_written_alike(language: str, day: str, month: str) -> None:
    assert (say_date("2022-04-28", language), say_date("2022-04", language)) == (day, month)

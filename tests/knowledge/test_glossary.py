"""The names of the real library and gazetteer, found in any language and said in another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st

from bot.guarded import Guarded
from knowledge.glossary import Names
from knowledge.library import load
from knowledge.lounges import desks
from tests.bot.engines import Engine, told

if TYPE_CHECKING:
    from knowledge.facts import Record

LIBRARY = load(Path(__file__).parents[2] / "knowledge")
NAMES = Names(LIBRARY)
BOTH = "Tsurumi International Lounge (鶴見国際交流ラウンジ)"
PACKAGE = "オール横浜支援パッケージ"


def said(text: str, target: str) -> list[tuple[str, str]]:
    return [(item.raw, item.said) for item in NAMES.names(text, target)]


@pytest.mark.parametrize("record", desks(LIBRARY), ids=lambda record: record.id)
def test_every_desk_is_found_by_its_japanese_name_and_said_as_the_counter_says_it(record: Record) -> None:
    [(raw, english)] = said(f"明日{record.name_ja}に来てください。", "en")
    assert raw == record.name_ja
    # Where the Japanese name ends in a bracket, its reading stands within that.
    assert record.name_ja.removesuffix("）") in english


@pytest.mark.parametrize("record", desks(LIBRARY), ids=lambda record: record.id)
def test_every_official_name_of_a_desk_becomes_the_japanese_one(record: Record) -> None:
    for fact in record.name.values():
        assert said(f"({fact.value})", "ja") == [(fact.value, record.name_ja)]


@pytest.mark.parametrize(
    ("text", "target", "names"),
    [
        # desks and programmes, with both their names side by side
        ("The " + BOTH, "ja", [(BOTH, "鶴見国際交流ラウンジ")]),
        (PACKAGE, "uk", [(PACKAGE, f"{PACKAGE} (ору Йокохама сіен паккедзі)")]),
        ("Я була в «Друзі»", "ja", [("Друзі", "ドゥルーズィ")]),
        ("Друзі, допоможіть!", "ja", []),
        # wards
        ("鶴見区に住んでいます", "uk", [("鶴見区", "Цурумі")]),
        ("鶴見区に住んでいます", "en", [("鶴見区", "Tsurumi Ward")]),
        ("保土ケ谷区と保土ヶ谷区", "ru", [("保土ケ谷区", "Ходогая"), ("保土ヶ谷区", "Ходогая")]),
        ("旭区", "en", [("旭区", "Asahi-ku")]),
        ("鶴見区役所", "en", [("鶴見", "Tsurumi")]),
        ("鶴見ラウンジ", "vi", [("鶴見", "Tsurumi")]),
        ("I live in Naka Ward.", "ja", [("Naka Ward", "中区")]),
        ("I live in Tsurumi.", "ja", [("Tsurumi", "鶴見")]),
        ("Ｔｓｕｒｕｍｉ ｗａｒｄ", "ja", [("Ｔｓｕｒｕｍｉ ｗａｒｄ", "鶴見区")]),
        ("쓰루미구에 살아요", "ja", [("쓰루미구", "鶴見区")]),
        ("quận Tsurumi ở đâu", "ja", [("quận Tsurumi", "鶴見区")]),
        ("ผมอยู่ที่สึรุมิ", "ja", [("สึรุมิ", "鶴見")]),
        ("Tsurumi-eki desu", "ja", [("Tsurumi-eki", "鶴見駅")]),
        ("โฮชิคาว่าหรือเท็นโนโจ", "ja", [("เท็นโนโจ", "天王町")]),
        ("อยู่สึรุมิอาทิตย์", "ja", [("สึรุมิ", "鶴見")]),
        ("คุณอยู่ต้องทําเรื่อง", "ja", []),
        ("kanazawa-ku, nakaku", "ja", [("kanazawa-ku", "金沢区"), ("nakaku", "中区")]),
        ("Kohoku-ku", "ko", [("Kohoku-ku", "고호쿠구")]),
        ("kohoku", "ja", [("kohoku", "港北")]),
        ("нака-ку", "ja", [("нака-ку", "中区")]),
        ("鶴見区", "ja-easy", [("鶴見区", "鶴見区（つるみく）")]),
        # Slavic cases
        ("Живемо в районі Цурумі, діти вчаться в Тоцуці.", "ja", [("районі Цурумі", "鶴見区"), ("Тоцуці", "戸塚")]),
        ("Мы из Тоцуки", "ja", [("Тоцуки", "戸塚")]),
        # stations and towns: the word for the kind is the engine's
        ("中山駅から", "en", [("中山", "Nakayama")]),
        ("біля станції Йокогама", "ja", [("Йокогама", "横浜")]),
        ("相生町三丁目", "en", [("相生町", "Aioi-cho")]),
        # no names
        ("横滨 中国人", "ja", []),
        ("我在保土谷，区里的", "ja", [("保土谷", "保土ケ谷")]),
        ("よろしくお願いします。", "uk", []),
        ("中田さんは大阪市の人です。", "en", []),
        ("", "en", []),
    ],
)  # fmt: skip
def test_a_name_is_said_as_the_counter_says_it(text: str, target: str, names: list[tuple[str, str]]) -> None:
    assert said(text, target) == names


def test_a_name_that_may_be_several_stays_as_it_is_written() -> None:
    assert said("우메가오카에 살아요", "ja") == [("우메가오카", "우메가오카")]  # ゆめが丘 or 梅が丘


@settings(max_examples=400)
@given(st.text(max_size=200), st.sampled_from([language.tag for language in LIBRARY.phrasebook.languages]))
def test_any_text_can_be_searched_and_names_stand_where_they_are_said_to(text: str, target: str) -> None:
    at = 0
    for item in NAMES.names(f"鶴見区 {text} Naka Ward", target):
        assert item.begin >= at
        assert f"鶴見区 {text} Naka Ward"[item.begin : item.end] == item.raw
        assert item.said
        at = item.end


@pytest.mark.parametrize("language", [language.tag for language in LIBRARY.phrasebook.languages])
def test_every_answer_of_the_library_passes_unharmed_where_the_engine_does_no_harm(language: str) -> None:
    guarded = Guarded(Engine(), NAMES)
    for entry in LIBRARY.entries.values():
        wording = entry.wordings[language]
        for text in (wording.title, *wording.asked[:5], wording.body):
            done = told(guarded.translate(text, language, "en" if language == "ja" else "ja"))
            assert done.sound, (entry.id, done.losses)
            assert done.text.count("\n") == text.count("\n")


def test_the_guard_says_names_and_keeps_addresses() -> None:
    engine = Engine(lambda text: text.replace("の住所は", ": ").replace("です。", "."))
    done = told(Guarded(engine, NAMES).translate("なか国際交流ラウンジの住所は横浜市中区日本大通35です。", "ja", "en"))
    assert done.text == "Naka International Lounge (なか国際交流ラウンジ): 横浜市中区日本大通35."
    assert done.sound

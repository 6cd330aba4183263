"""Japanese readings in other letters, as people write Japanese names there."""

from __future__ import annotations

import pytest

from knowledge.reading import reading_in

TSURUMI = {
    "en": "Tsurumi", "vi": "Tsurumi", "pt": "Tsurumi", "ko": "쓰루미", "th": "สึรุมิ", "ne": "त्सुरुमी", "uk": "Цурумі",
    "ru": "Цуруми",
}  # fmt: skip


@pytest.mark.parametrize(("language", "written"), TSURUMI.items())
def test_a_name_is_written_in_the_readers_letters(language: str, written: str) -> None:
    assert reading_in("つるみ", language) == written


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("せいさく そうむか", "seisaku sōmuka"),
        ("がっこう", "gakkō"),
        ("まっちゃ", "matcha"),
        ("ほんや", "hon'ya"),
        ("しんばし", "shinbashi"),
        ("いいんかい", "iinkai"),
        ("ゆうびん", "yūbin"),
        ("おおおか", "ōoka"),
        ("らうんじ", "raunji"),
        ("しょくりょう", "shokuryō"),
        ("せかい を めざす", "sekai o mezasu"),
        ("ドゥルーズィ", "durūzi"),
    ],
)
def test_latin_letters_follow_hepburn_with_long_vowels(kana: str, written: str) -> None:
    assert reading_in(kana, "es") == written


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("なか", "나카"), ("かながわ", "가나가와"), ("こうほく", "고호쿠"), ("ほどがや", "호도가야"),
        ("とつか", "도쓰카"),
        ("さっぽろ", "삿포로"), ("ちば", "지바"), ("しんじゅく", "신주쿠"), ("すずき", "스즈키"), ("きょうと", "교토"),
        ("らうんじ", "라운지"),
    ],
)  # fmt: skip
def test_hangul_follows_the_rules_for_foreign_words(kana: str, written: str) -> None:
    assert reading_in(kana, "ko") == written


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("なか", "นากะ"), ("みなみ", "มินามิ"), ("ほどがや", "โฮโดงายะ"), ("かなざわ", "คานาซาวะ"), ("こうほく", "โคโฮคุ"),
        ("さかえ", "ซากาเอะ"), ("とつか", "โทสึกะ"), ("にほんご", "นิฮงโงะ"),
        ("りゅうがく", "ริวงาคุ"), ("じゅうみんぜい", "จูมินเซ"),
        ("ほいくえん", "โฮอิคุเอ็น"), ("さっぽろ", "ซัปโปโระ"), ("きょうと", "เคียวโตะ"), ("こくさい", "โคคุไซ"),
    ],
)  # fmt: skip
def test_thai_writes_short_vowels_out_at_the_end_of_a_word(kana: str, written: str) -> None:
    assert reading_in(kana, "th") == written


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("なか", "नाका"), ("みなみ", "मिनामी"), ("ほどがや", "होदोगाया"), ("つづき", "त्सुजुकी"), ("あおば", "आओबा"),
        ("くやくしょ", "कुयाकुस्यो"), ("ほいくえん", "होइकुएन"), ("てんのうちょう", "तेन्नोचो"), ("さっぽろ", "साप्पोरो"),
    ],
)  # fmt: skip
def test_nepali_ends_a_name_in_a_long_i(kana: str, written: str) -> None:
    assert reading_in(kana, "ne") == written


@pytest.mark.parametrize(
    ("kana", "russian", "ukrainian"),
    [
        ("ほどがや", "Ходогая", "Ходоґая"),
        ("せや", "сэя", "сея"),
        ("くやくしょ", "куякусё", "куякусьо"),
        ("ほんや", "хонъя", "хон'я"),
        ("しんばし", "симбаси", "сімбасі"),
        ("まっちゃ", "маття", "мачча"),
        ("こくさい", "кокусай", "кокусай"),
        ("よよぎ", "ёёги", "йойоґі"),
        ("じゅく", "дзюку", "дзюку"),
    ],
)
def test_russian_follows_polivanov_and_ukrainian_its_own_letters(kana: str, russian: str, ukrainian: str) -> None:
    assert (reading_in(kana, "ru"), reading_in(kana, "uk")) == (russian, ukrainian)


def test_latin_words_in_a_reading_stay_and_brackets_become_commas() -> None:
    assert reading_in("AMDA こくさい（つづき MY ぷらざ）", "th") == "AMDA โคคุไซ, สึซุกิ MY พุราซะ"


def test_what_is_no_kana_is_refused() -> None:
    with pytest.raises(ValueError, match="no kana"):
        reading_in("ゎ", "en")

"""What is put under lock, and what comes of it when an engine gives it back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from bot.locks import Item, filled, items_in, lock, unlock, unlocked
from bot.translation import Loss
from tests.bot.frames import COPIED, FRAMES

TELEPHONES = "電話は045-222-1209か045(222)1209、０４５－２２２－１２０９、+81 45 222 1209、#7119、110番、119へ。"


def found(text: str) -> list[tuple[str, str]]:
    return [(item.kind, item.raw) for item in items_in(text)]


def test_telephone_numbers_are_found_however_they_are_written() -> None:
    assert found(TELEPHONES) == [
        ("tel", "045-222-1209"),
        ("tel", "045(222)1209"),
        ("tel", "０４５－２２２－１２０９"),
        ("tel", "+81 45 222 1209"),
        ("tel", "#7119"),
        ("tel", "110"),
        ("tel", "119"),
    ]
    assert found("Мій номер +38 (067) 123-45-67 або 8 (800) 555-35-35") == [
        ("tel", "+38 (067) 123-45-67"),
        ("tel", "8 (800) 555-35-35"),
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("t-info@yoke.or.jpに", [("email", "t-info@yoke.or.jp")]),
        ("https://www.yokeweb.com/をみて", [("url", "https://www.yokeweb.com/")]),
        ("(see www.city.yokohama.lg.jp/naka/).", [("url", "www.city.yokohama.lg.jp/naka/")]),
        ("〒231-0021 横浜市中区日本大通35へ", [("address", "〒231-0021 横浜市中区日本大通35")]),
        ("鶴見区本町通4-171-23です", [("address", "鶴見区本町通4-171-23")]),
        ("緑区十日市場町3丁目5番2号", [("address", "緑区十日市場町3丁目5番2号")]),
        ("Живу: вул. Хрещатик, 22, кв. 5", [("address", "вул. Хрещатик, 22, кв. 5")]),
        ("1-1-1 Minato Mirai, Nishi-ku, Yokohama.", [("address", "1-1-1 Minato Mirai, Nishi-ku, Yokohama")]),
        ("Moro na Rua das Flores, 25.", [("address", "Rua das Flores, 25")]),
        ("4/1(水) 10:00〜17:00", [("date", "4/1"), ("time", "10:00〜17:00")]),
        ("2026-04-01, 01.04.2026, 17.30", [("date", "2026-04-01"), ("date", "01.04.2026"), ("time", "17.30")]),
        ("¥3,000 か €20.50", [("money", "¥3,000"), ("money", "€20.50")]),
        ("2 kg で 50％", [("quantity", "2 kg"), ("quantity", "50％")]),
        ("4Fで、AB12345678CD、N3", [("code", "4F"), ("code", "AB12345678CD"), ("code", "N3")]),
        ("LINE @565xgbpz", [("account", "@565xgbpz")]),
    ],
)
def test_what_is_copied_is_found(text: str, items: list[tuple[str, str]]) -> None:
    assert found(text) == items


@pytest.mark.parametrize(
    "text",
    [
        "令和7年4月1日",
        "午後5時",
        "午後5:00",
        "10:30 a.m.",
        "3人",
        "3,000円",
        "1万円",
        "南区役所3階",
        "鶴見区に住んで3年です",
        "119人",
        "5 de la tarde",
        "о 5 годині",
    ],
)
def test_numbers_whose_unit_is_to_be_translated_go_through_the_engine(text: str) -> None:
    assert found(text) == []


def test_of_what_overlaps_the_earliest_and_then_the_longest_is_locked() -> None:
    assert found("https://yoke.or.jp/2026/4/1?tel=045-222-1209") == [
        ("url", "https://yoke.or.jp/2026/4/1?tel=045-222-1209")
    ]
    names = (Item("name", 0, 2, "西区", "Нісі"), Item("name", 2, 8, "みなとみらい", "Minatomirai"))
    assert [(each.kind, each.raw) for each in items_in("西区みなとみらい1-1-1の", names)] == [
        ("address", "西区みなとみらい1-1-1")
    ]


def test_an_address_takes_the_city_before_it_too() -> None:
    text = "横浜市西区みなとみらい1-1-1"
    names = (Item("name", 3, 5, "西区", "Нісі"), Item("name", 5, 11, "みなとみらい", "Minatomirai"))
    assert [(each.kind, each.raw) for each in items_in(text, names)] == [("address", text)]


@settings(max_examples=800)
@given(st.sampled_from(COPIED), st.sampled_from(sorted(FRAMES)), st.data())
def test_what_is_copied_comes_back_from_any_sentence_sign_for_sign(
    item: str, language: str, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(FRAMES[language])).format(a=item, b=item)
    locked = lock(text, items_in(text))
    done = unlock(locked, locked.text)
    assert done.losses == ()
    assert done.text == text


@settings(max_examples=800)
@given(st.text(st.one_of(st.characters(), st.sampled_from("XQxq0123456789 -:.,@#\n")), max_size=80))
def test_no_text_is_lost_under_lock(text: str) -> None:
    locked = lock(text, items_in(text))
    assert filled(locked) == text
    assert sum(1 for loss in unlock(locked, locked.text).losses if loss.kind != "number") == 0


CALL = lock("電話は045-222-1209か119です。", items_in("電話は045-222-1209か119です。"))
TEL, FIRE = Loss("tel", "045-222-1209"), Loss("tel", "119")


@pytest.mark.parametrize(
    "back",
    [
        "Call XQ1X or XQ2X.",
        "Call xq1x or xq2x.",
        "Call X Q 1 X or XQ 2X.",
        "Call ＸＱ１Ｘ or ＸＱ２Ｘ.",
        "Call XQ1 or XQ2.",
        "Call ХQ1Х or XQ2X.",
    ],
)
def test_a_code_word_is_known_in_what_an_engine_makes_of_it(back: str) -> None:
    assert unlock(CALL, back).text == "Call 045-222-1209 or 119."
    assert unlock(CALL, back).losses == ()


@pytest.mark.parametrize(
    ("back", "losses"),
    [
        ("Call XQ1X.", {FIRE}),
        ("Call us.", {TEL, FIRE}),
        ("Call XQ1X or XQ1X or XQ2X.", {TEL}),
        ("Call XQ1X or XQ22X.", {FIRE, Loss("code", "XQ"), Loss("number", "22")}),
        ("Call XQ1X or XQ2X at 5.", {Loss("number", "5")}),
        ("Call XQ1X or XQ2X, XQ.", {Loss("code", "XQ")}),
    ],
)
def test_what_is_lost_doubled_or_made_up_is_named(back: str, losses: set[Loss]) -> None:
    assert set(unlock(CALL, back).losses) == losses


def test_a_text_that_looks_like_a_code_word_is_put_under_lock_itself() -> None:
    text = "XQ1Xと045-222-1209"
    locked = lock(text, items_in(text))
    assert locked.text == "XQ1XとXQ2X"
    assert unlock(locked, "XQ2X and XQ1X").text == "045-222-1209 and XQ1X"
    assert found("Is the fax q. 1?") == []


def test_a_name_is_put_back_in_the_other_language_with_a_space_where_words_have_one() -> None:
    locked = lock("鶴見区に3Fと", (Item("name", 0, 3, "鶴見区", "Цурумі"), Item("code", 4, 6, "3F", "3F")))
    assert unlock(locked, "уXQ1Xна XQ2Xі").text == "у Цурумі на 3F і"


def test_without_code_words_an_item_must_stand_there_sign_for_sign() -> None:
    assert unlocked(CALL, "Call 045-222-1209 or 119.").losses == ()
    assert unlocked(CALL, "Call 045-222-12090 or 119.").losses == (
        TEL,
        Loss("number", "045"),
        Loss("number", "222"),
        Loss("number", "12090"),
    )
    assert FIRE in unlocked(CALL, "Call 045-222-1209.").losses


def test_a_name_may_stand_there_in_either_language() -> None:
    locked = lock("鶴見区に", (Item("name", 0, 3, "鶴見区", "Цурумі"),))
    assert unlocked(locked, "у Цурумі").losses == ()
    assert unlocked(locked, "у 鶴見区").losses == ()
    assert unlocked(locked, "у районі").losses == (Loss("name", "鶴見区"),)

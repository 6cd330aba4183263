"""Texts of more than one language are known as such; a name or an abbreviation makes none."""

from __future__ import annotations

import pytest

from bot.entry import Guess
from bot.mixture import Mixture, foreign, mixture


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Я хочу узнати, что мне делать с візою"),
        ("uk", "Добрий день, где можно отримати допомогу?"),
        ("ru", "Мені очень надо к врачу"),
        ("ru", "Сколько це коштує?"),
    ],
)
def test_ukrainian_and_russian_in_one_text_is_surzhyk(language: str, text: str) -> None:
    assert mixture(text, Guess(language, sure=True)) is Mixture.SURZHYK
    assert mixture(text.upper(), Guess(language, sure=True)) is Mixture.SURZHYK


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Добрий день, де можна отримати допомогу? Мене звати Олена."),
        ("uk", "Він мій сусід, а вона вже поїхала до Йокогами"),
        ("ru", "Здравствуйте, мне нужна помощь. Где это можно узнать?"),
        ("ru", "Как она? Они еще там?"),
    ],
)
def test_plain_ukrainian_or_russian_is_none(language: str, text: str) -> None:
    assert mixture(text, Guess(language, sure=True)) is Mixture.NOTHING


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "在留カードの更新 please help me with the form"),
        ("zh-Hans", "我想办 visa extension please"),
        ("en", "My landlord says 退去してください and I do not know why"),
        ("uk", "Підкажіть будь ласка how can I renew my residence card"),
        ("ko", "비자를 연장하고 싶어요 please tell me the documents"),
    ],
)
def test_two_scripts_in_one_text_are_said(language: str, text: str) -> None:
    assert mixture(text, Guess(language, sure=True)) is Mixture.SCRIPTS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "LINEで予約できますか"),
        ("ja", "マイナンバーカードはどこでもらえますか"),
        ("en", "Where is 横浜 station?"),
        ("uk", "Я загубила zaryu card учора ввечері в метро"),
        ("en", "Look at https://example.org/日本語のページ/とても長い/住所 please, what does it say"),
    ],
)
def test_a_name_or_an_address_makes_no_mixed_text(language: str, text: str) -> None:
    assert mixture(text, Guess(language, sure=True)) is Mixture.NOTHING


def test_who_is_not_sure_says_so_unless_there_is_more_to_say() -> None:
    assert mixture("так", Guess("uk", sure=False)) is Mixture.UNSURE
    assert mixture("где можно спросить", Guess("uk", sure=False)) is Mixture.UNSURE
    assert mixture("", Guess("uk", sure=False)) is Mixture.UNSURE


def test_what_is_not_japanese_can_be_taken_by_itself() -> None:
    assert foreign("在留カードの更新 please help").split() == ["please", "help"]

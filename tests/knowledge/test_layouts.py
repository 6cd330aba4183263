"""Words typed with the keyboard set to another language."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from knowledge.layouts import other_readings


@pytest.mark.parametrize(
    ("typed", "tag", "meant"),
    [
        ("ghbdsn", "ru", "привыт"),
        ("ghbdsn", "uk", "привіт"),
        ("ult exbnm zgjycrbq", "ru", "где учить японский"),
        ("dlfqhsdj djeltj qodnjdy", "ko", "일본어 어디서 배워요"),
        ("rkatkgkqslek", "ko", "감사합니다"),
        ("l;ylfu8iy[", "th", "สวัสดีครับ"),
    ],
)
def test_the_same_keys_spell_another_word(typed: str, tag: str, meant: str) -> None:
    assert (tag, meant) in other_readings(typed)


@pytest.mark.parametrize("text", ["", "привіт", "abc", "119", "где lounge"])
def test_what_is_no_latin_typing_has_no_other_reading(text: str) -> None:
    assert other_readings(text) == ()


@given(st.text())
def test_any_text_is_read_or_not_and_never_fails(text: str) -> None:
    assert all(tag in {"ko", "th", "uk", "ru"} for tag, _ in other_readings(text))

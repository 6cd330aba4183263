"""Small words that mean something by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.cues import Cue, Cues
from bot.wordlist import fold
from tests.bot.counter import NAMES, WORDS

CUES = Cues(WORDS, NAMES)


@pytest.mark.parametrize(
    ("written", "folded"),
    [("  Yes!! ", "yes"), ("ＹＥＳ", "yes"), ("none-of\tthese", "none of these"), ("👍", "👍"), ("🙂", ""), ("", "")],
)
def test_spelling_and_signs_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_whole_text_may_be_a_cue() -> None:
    assert CUES.whole("YES!") is Cue.YES
    assert CUES.whole("yes it is late") is None


def test_a_cue_may_stand_within_a_text_as_a_word_of_its_own() -> None:
    assert CUES.within("and the phone on Sunday?") == {Cue.PHONE, Cue.SUNDAY}
    assert Cue.PHONE not in CUES.within("saxophone lessons")


def test_scripts_without_spaces_need_no_word_of_its_own() -> None:
    assert CUES.within("日曜の電話は") == {Cue.SUNDAY, Cue.PHONE}


@pytest.mark.parametrize(
    ("text", "position"),
    [("1", 0), ("3", 2), ("٢", 1), ("first", 0), ("the second one pls", 1), ("last", 2), ("second", 1)],
)
def test_a_position_is_told_by_digit_or_ordinal(text: str, position: int) -> None:
    assert CUES.ordinal(text, 3) == position


@pytest.mark.parametrize("text", ["0", "4", "119", "²²²", "", "one more thing about my school", "phone"])
def test_anything_else_is_no_position(text: str) -> None:
    assert CUES.ordinal(text, 3) is None


def test_there_is_no_last_of_nothing() -> None:
    assert CUES.ordinal("last", 0) is None
    assert CUES.ordinal("second", 1) is None


def test_a_language_is_known_by_its_name() -> None:
    assert CUES.language("Ukrainian!") == "uk"
    assert CUES.language("the ukrainian desk") is None


def test_a_language_is_found_inside_a_sentence_the_longest_name_first() -> None:
    assert CUES.language_in("speak ukrainian to me") == "uk"
    assert CUES.language_in("in easy japanese, please") == "ja-easy"
    assert CUES.language_in("日本語でお願いします") == "ja"
    assert CUES.language_in("in klingon") is None


def test_what_is_left_without_small_words_tells_a_question_of_its_own() -> None:
    assert CUES.rest("and the phone on sunday") == "and the on"
    assert CUES.telling("which lounges are open")
    assert not CUES.telling("are they open on sunday")
    assert not CUES.telling("ukrainian by phone")
    assert CUES.telling("日曜に開いているラウンジはどこ")


@given(st.text(), st.integers(0, 20))
def test_any_text_is_understood_or_not_and_never_fails(text: str, count: int) -> None:
    position = CUES.ordinal(text, count)
    assert position is None or 0 <= position < count
    assert CUES.whole(text) in (None, *Cue)
    assert CUES.language_in(text) in (None, *NAMES.values())
    assert len(CUES.rest(text)) <= len(fold(text))

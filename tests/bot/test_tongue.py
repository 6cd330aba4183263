"""Which language a talk is held in."""

from __future__ import annotations

import pytest

from bot.conversation import Conversation
from bot.tongue import follow, hinted, known, spoken
from tests.bot.counter import desk, message

DESK = desk()
FRESH = Conversation("test", "talk")
ENGLISH = Conversation("test", "talk", language="en")


def test_the_first_text_decides_whatever_the_profile_says() -> None:
    talk, changed = follow(FRESH, message("куди подіти сміття", "en"), "куди подіти сміття", DESK)
    assert (talk.language, changed) == ("uk", False)


def test_the_profile_decides_where_the_text_does_not_tell() -> None:
    talk, _ = follow(FRESH, message("119", "uk"), "119", DESK)
    assert talk.language == "uk"


def test_a_guess_is_corrected_by_the_first_text_that_tells() -> None:
    guessed, _ = follow(FRESH, message("ok", "en"), "ok", DESK)
    talk, changed = follow(guessed, message("куди подіти сміття"), "куди подіти сміття", DESK)
    assert (talk.language, changed) == ("uk", False)


def test_two_texts_in_a_row_in_another_language_change_it() -> None:
    once, changed = follow(ENGLISH, message("куди подіти сміття"), "куди подіти сміття", DESK)
    assert (once.language, once.drift, changed) == ("en", "uk", False)
    twice, changed = follow(once, message("де лаунж"), "де лаунж", DESK)
    assert (twice.language, twice.drift, changed) == ("uk", None, True)


def test_a_text_in_the_old_language_or_none_begins_the_count_again() -> None:
    once, _ = follow(ENGLISH, message("куди подіти сміття"), "куди подіти сміття", DESK)
    for between in ("no idea at all", "119"):
        talk, _ = follow(once, message(between), between, DESK)
        assert talk.drift is None


def test_easy_japanese_and_japanese_are_one_to_the_ear() -> None:
    easy = Conversation("test", "talk", language="ja-easy")
    talk, _ = follow(easy, message("どこですか"), "どこですか", DESK)
    assert (talk.language, talk.drift) == ("ja-easy", None)


def test_an_emergency_is_spoken_at_once_in_the_language_written() -> None:
    assert spoken(ENGLISH, message("у нас пожежа"), "у нас пожежа", DESK) == "uk"


def test_an_emergency_without_a_telling_word_is_spoken_in_the_language_of_the_talk() -> None:
    assert spoken(ENGLISH, message("119"), "119", DESK) == "en"
    assert spoken(FRESH, message("119", "uk"), "119", DESK) == "uk"
    assert spoken(FRESH, message("119"), "119", DESK) == "en"


@pytest.mark.parametrize(
    ("tag", "ours"),
    [("uk", "uk"), ("uk-UA", "uk"), ("UK_ua", "uk"), ("en-GB", "en"), ("xx", None), ("", None), (None, None)],
)
def test_a_profile_is_read_generously(tag: str | None, ours: str | None) -> None:
    assert hinted(tag, DESK.phrases) == ours


def test_what_is_known_already_is_not_asked_of_the_profile() -> None:
    assert known(ENGLISH, message("hi", "uk"), DESK) == ENGLISH
    assert known(FRESH, message("hi", "uk"), DESK).language == "uk"
    assert known(FRESH, message("hi", "xx"), DESK).language == "en"

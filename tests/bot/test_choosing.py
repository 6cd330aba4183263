"""Which of the offered choices a text takes."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from bot.choosing import chosen, misplaced, numbered
from bot.reply import Choice
from tests.bot.counter import desk

CUES = desk().cues
SCHOOL, JAPANESE, NONE = (
    Choice("entry:life-school", "School and kindergarten"),
    Choice("entry:japanese-where", "Where to learn Japanese"),
    Choice("none", "None of these"),
)
GOOD = Choice("rate:up:life-school", "This helped")
OFFER = (SCHOOL, JAPANESE, NONE)


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        ("1", SCHOOL),
        ("２", JAPANESE),
        (" 2. ", JAPANESE),
        ("#3", NONE),
        ("๒", JAPANESE),
        ("first", SCHOOL),
        ("the first one, please", SCHOOL),
        ("二番目", JAPANESE),
        ("last", NONE),
        ("where to learn japanese", JAPANESE),
        ("WHERE TO LEARN JAPANESE?", JAPANESE),
        ("where to lern japanese", JAPANESE),
        ("kindergarten", SCHOOL),
        ("kinder", SCHOOL),
        ("none", NONE),
    ],
)
def test_a_choice_is_taken_by_its_number_its_place_or_its_words(words: str, taken: Choice) -> None:
    assert chosen(words, OFFER, CUES) == taken


@pytest.mark.parametrize(
    "words", ["", "0", "4", "99", "school bus for my three children", "is there one near me", "yes", "to"]
)
def test_what_takes_no_choice_is_about_something_else(words: str) -> None:
    assert chosen(words, OFFER, CUES) is None


def test_nothing_is_taken_where_nothing_is_offered() -> None:
    assert chosen("1", (), CUES) is None


def test_a_part_of_a_title_counts_only_after_did_you_mean() -> None:
    assert chosen("kindergarten", (SCHOOL, JAPANESE), CUES) is None


def test_a_part_that_two_titles_share_takes_neither() -> None:
    twins = (Choice("entry:a", "Big school"), Choice("entry:b", "Small school"), NONE)
    assert chosen("school", twins, CUES) is None


def test_the_name_of_a_language_is_never_a_part_of_a_title() -> None:
    assert chosen("japanese", OFFER, CUES) is None


def test_thumbs_carry_no_number() -> None:
    assert numbered((SCHOOL, GOOD, JAPANESE)) == (SCHOOL, JAPANESE)
    assert chosen("2", (SCHOOL, GOOD, JAPANESE), CUES) == JAPANESE


def test_the_fourteenth_of_fifteen_languages_may_be_taken_by_its_number() -> None:
    many = tuple(Choice(f"lang:{number}", f"Language {number}") for number in range(1, 16))
    assert chosen("14", many, CUES) == many[13]


def test_yes_and_no_take_what_they_answer() -> None:
    person, no = Choice("person", "Talk to somebody"), Choice("no", "Rather not")
    assert chosen("yes", (person, no), CUES) == person
    assert chosen("no", (person, no), CUES) == no


@pytest.mark.parametrize(("words", "lost"), [("7", True), ("second", True), ("119", False), ("school", False)])
def test_a_number_by_itself_wants_a_choice(words: str, lost: bool) -> None:  # noqa: FBT001
    assert misplaced(words, CUES) is lost


@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_only_what_was_offered_is_ever_taken(words: str, labels: list[str]) -> None:
    offered = tuple(Choice(f"entry:{number}", label) for number, label in enumerate(labels))
    assert chosen(words, offered, CUES) in (None, *offered)

"""Long texts: cut where no letter breaks, nothing lost, everything within what LINE counts."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from adapters.line.limits import cut, units
from adapters.line.split import clusters, split

FAMILY, FLAG, ACCENT, SKIN = "👨‍👩‍👧‍👦", "🇯🇵", "é̂", "👍🏽"
ENGLAND, KEYCAP, HEART = "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "❤️‍🔥"
NEPALI, THAI, KOREAN, DAKUTEN = "क्षि", "น้ำ", "각", "が"
LETTERS = (FAMILY, FLAG, ACCENT, SKIN, ENGLAND, KEYCAP, HEART, NEPALI, THAI, KOREAN, DAKUTEN, "\r\n", "a", "漢")
WORDS = st.lists(st.sampled_from((*LETTERS, " ", "\n", "\n\n", "。", ". ")), max_size=60).map("".join)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_one(letter: str) -> None:
    assert list(clusters(letter)) == [letter]
    assert list(clusters(letter + "x" + letter)) == [letter, "x", letter]


def test_flags_side_by_side_are_two() -> None:
    assert list(clusters(FLAG * 3)) == [FLAG] * 3


def test_five_thousand_units_are_sent_whole_and_one_more_is_not() -> None:
    assert split("ж" * 5000, 5000) == ["ж" * 5000]
    assert split("😀" * 2500, 5000) == ["😀" * 2500]
    assert [units(piece) for piece in split("ж" * 5001, 5000)] == [5000, 1]
    assert [units(piece) for piece in split("😀" * 2500 + "a", 5000)] == [5000, 1]


def test_a_cut_is_made_after_a_paragraph_if_there_is_one() -> None:
    text = "one, two, one.\n\nthree four. five six"
    assert split(text, 20) == ["one, two, one.\n\n", "three four. five six"]


@given(WORDS, st.integers(12, 40))
def test_the_pieces_are_the_text_and_each_fits(text: str, most: int) -> None:
    pieces = split(text, most)
    assert "".join(pieces) == text
    assert all(units(piece) <= most for piece in pieces)
    assert all(pieces) or text == ""


@given(WORDS, st.integers(16, 40))
def test_no_cut_goes_through_a_letter(text: str, most: int) -> None:
    assert [letter for piece in split(text, most) for letter in clusters(piece)] == list(clusters(text))


@given(st.text(max_size=80), st.integers(2, 20))
def test_whatever_is_written_can_be_cut(text: str, most: int) -> None:
    pieces = split(text, most)
    assert "".join(pieces) == text
    assert all(units(piece) <= most for piece in pieces)
    for piece in pieces:
        piece.encode("utf-8", "surrogatepass")


def test_a_pile_of_marks_is_cut_inside() -> None:
    pile = "a" + "\u0301" * 30
    assert "".join(split(pile, 10)) == pile
    assert max(map(units, split(pile, 10))) == 10


@given(WORDS, st.integers(2, 40))
def test_a_label_is_short_enough_in_every_count(text: str, most: int) -> None:
    short = cut(text, most)
    assert units(short) <= most
    assert len(short) <= most
    whole = " ".join(text.split())
    if short != whole:
        assert short.endswith("…")
        kept = list(clusters(short.removesuffix("…")))
        assert list(clusters(whole))[: len(kept)] == kept


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("Де найближчий лаунж до станції?", "Де найближчий лаунж…"),
        ("Saan ang pinakamalapit na lounge?", "Saan ang pinakamala…"),
        (FAMILY * 2, FAMILY + "…"),
        ("short", "short"),
        ("a\n b", "a b"),
    ],
)
def test_long_labels_end_where_a_letter_ends(label: str, short: str) -> None:
    assert cut(label, 20) == short

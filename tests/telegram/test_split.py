"""Long texts in several messages: nothing is lost, nothing is torn."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings, strategies as st

from adapters.telegram.split import LIMIT, Run, bound, markup, plain, split, units

FAMILY = "👩‍👩‍👧‍👦"
LETTERS = st.sampled_from(
    ["a", "あ", "&", "<", "\n", " ", "。", "🇯🇵", "🇺🇦", FAMILY, "👍🏽", "é", "नि", "क्ष", "กำ", "한", "\n\n", ". "]
)
TEXTS = st.lists(LETTERS, max_size=60).map("".join)
RUNS = st.lists(
    st.builds(
        Run,
        TEXTS,
        st.sampled_from([(), (), ("b",), ("blockquote", "b")]),
        st.sampled_from(["", "https://a.example/?a=1&b=2"]),
    ),
    max_size=6,
)


def _text(pieces: list[list[Run]]) -> str:
    return "".join(run.text for piece in pieces for run in piece)


@settings(max_examples=100)
@given(RUNS, st.integers(30, 90))
def test_pieces_fit_and_make_the_whole_again(runs: list[Run], limit: int) -> None:
    pieces = split(runs, limit, 2000)
    assert _text(pieces) == "".join(run.text for run in runs)
    for piece in pieces:
        assert 0 < units("".join(run.text for run in piece)) <= limit
        assert len(markup(piece).encode()) <= 2000


@settings(max_examples=100)
@given(TEXTS, st.integers(30, 90))
def test_no_letter_and_no_flag_is_torn(text: str, limit: int) -> None:
    at = 0
    for piece in split([Run(text)], limit)[:-1]:
        at += len(piece[0].text)
        assert bound(text, at)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("🇯🇵🇺🇦", [2]),
        ("a🇯🇵b", [1, 3]),
        (FAMILY + "a", [7]),
        ("👍🏽a", [2]),
        ("e\u0301a", [2]),
        ("नि", []),
        ("क्षa", [3]),
        ("กำa", [2]),
        ("\u1112\u1161\u11ab\u1112", [3]),
        ("1\ufe0f\u20e3a", [3]),
        ("\r\na", [2]),
        ("\U0001f3f4\U000e0067\U000e007fa", [3]),
    ],
)
def test_what_a_person_takes_for_one_letter(text: str, bounds: list[int]) -> None:
    assert [at for at in range(1, len(text)) if bound(text, at)] == bounds


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a" * 4097, 2),
        ("か" * 9000, 3),
        ("😀" * 4096, 2),
        ("&" * 4096, 1),
        ("&" * 4097, 2),
        (FAMILY * 1000, 3),
        ("a" * 4096, 1),
    ],
    ids=["4097", "9000 kana", "4096 emoji", "4096 ampersands", "4097 ampersands", "families", "just fits"],
)
def test_texts_of_a_known_length(text: str, pieces: int) -> None:
    given_ = split([Run(text)])
    assert len(given_) == pieces
    assert all(units(piece[0].text) <= LIMIT for piece in given_)
    assert _text(given_) == text


def test_markup_that_is_too_heavy_is_cut_before_it_is_too_long() -> None:
    runs = [Run("x", href="https://a.example/" + "é" * 900) for _ in range(40)]
    pieces = split(runs)
    assert len(pieces) > 1
    assert all(len(markup(piece).encode()) <= 32_000 for piece in pieces)


def test_cut_where_a_paragraph_ends() -> None:
    first, second = "a" * 70 + "\n\n", "b" * 50
    assert [piece[0].text for piece in split([Run(first + second)], 100)] == [first, second]


def test_a_number_goes_to_the_next_message_as_a_whole() -> None:
    pieces = split([Run("a" * 95), Run("045-222-1209", ("b",))], 100)
    assert [run.text for run in pieces[1]] == ["045-222-1209"]


def test_heaps_of_marks_do_not_stop_it() -> None:
    text = "a" + "\u0301" * 500
    assert _text(split([Run(text)], 100)) == text


@settings(max_examples=60)
@given(RUNS)
def test_markup_says_what_was_written(runs: list[Run]) -> None:
    html = markup(runs)
    assert unescape(re.sub(r"<[^>]*>", "", html)) == "".join(run.text for run in runs)
    assert html.count("<") == html.count(">")


def test_tags_are_closed_in_order_and_shared() -> None:
    runs = [Run("a", ("blockquote", "b")), Run("b", ("blockquote",)), Run("c")]
    assert markup(runs) == "<blockquote><b>a</b>b</blockquote>c"


def test_nobody_can_write_markup() -> None:
    assert markup([Run("<b>&_*[ ]"), Run("x", href='https://a.example/"><b>')]) == (
        "&lt;b&gt;&amp;_*[ ]" + '<a href="https://a.example/&quot;&gt;&lt;b&gt;">x</a>'
    )


def test_what_cannot_be_sent_is_replaced() -> None:
    assert markup([Run("a\ud800b\x00c\nd")]) == "a�b�c\nd"


def test_plain_words_keep_the_addresses() -> None:
    html = markup([Run("1 < 2", ("b",)), Run(" "), Run("page", href="https://a.example/?a=1&b=2")])
    assert plain(html) == "1 < 2 page (https://a.example/?a=1&b=2)"

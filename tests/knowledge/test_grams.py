"""Counting many texts at once gives what counting each gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from knowledge.finder.fitting import fit_lexical, margins
from knowledge.finder.grams import Grams, count_grams, count_letters
from knowledge.finder.lexical import letters, ngrams

if TYPE_CHECKING:
    from collections.abc import Sequence

SAID = ("ごみ の 日", "ở đâu có lớp tiếng Nhật", "GARBAGE garbage day?", "", "мусор", "a", "ถังขยะ", "!!", "a a")


def _rows(read: Grams) -> list[dict[str, int]]:
    return [
        {read.grams[column]: int(times) for column, times in zip(row.indices, row.data, strict=True)}
        for row in (read.counts[[place]] for place in range(read.counts.shape[0]))
    ]


@given(st.lists(st.text(max_size=30) | st.sampled_from(SAID), max_size=6))
def test_every_gram_is_counted_as_in_one_text(texts: Sequence[str]) -> None:
    assert _rows(count_letters(texts, often=1)) == [dict(letters(text)) for text in texts]
    assert _rows(count_grams(texts, often=1)) == [dict(ngrams(text)) for text in texts]


def test_what_stands_in_one_text_only_is_left_out() -> None:
    read = count_letters(["sofa sofa", "table"])
    assert set(read.grams) == {"= ", "=a"}
    assert set(count_letters(["sofa", "sofas", "table"]).grams) >= set(letters("sofa")) & set(letters("sofas"))


def test_some_texts_are_taken_out_with_the_same_grams() -> None:
    read = count_letters(SAID, often=1)
    assert _rows(read.of(np.array([3, 1]))) == [dict(letters(SAID[3])), dict(letters(SAID[1]))]


@pytest.mark.parametrize("asked", ["garbage day", "nothing like it", "", "мусор и garbage"])
def test_many_margins_at_once_are_those_of_one_message(asked: str) -> None:
    texts = ("garbage day", "garbage bag", "мусор", "мусор когда", "sofa", "an old sofa")
    view = fit_lexical(count_letters(texts), np.array([0, 0, 1, 1, 2, 2]), 4)
    assert np.allclose(margins(view, count_letters([asked], often=1))[0], view.scores(letters(asked)), atol=1e-5)

"""Easy Japanese is made of easy words: measured, with a ceiling that may only fall."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from knowledge.check.passage import Part
from knowledge.check.sentences import easy_texts
from knowledge.check.shelf import open_shelf
from tests.knowledge.easy_levels import counted, hard

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
# Of all words with kanji in what the counter says in easy Japanese; and of any one answer of some length.
MOST_OF_ALL, MOST_OF_ONE, SOME_LENGTH = 0.23, 0.62, 10


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("学校（がっこう）へ 行（い）って ください。", 0.0),
        ("申請（しんせい）の 手続（てつづ）きを 行（おこな）う。", 2 / 3),
        ("予防接種（よぼうせっしゅ）〈注射（ちゅうしゃ）〉です。", 1.0),
        ("{naka.name}です。", 0.0),
    ],
)
def test_words_are_counted_by_level(text: str, share: float) -> None:
    assert hard(counted(text)) == pytest.approx(share)


def test_easy_japanese_has_mostly_easy_words(capsys: pytest.CaptureFixture[str]) -> None:
    texts = [
        text for text in easy_texts(open_shelf(KNOWLEDGE, date(2026, 11, 28))) if text.passage.part is not Part.TITLE
    ]
    counts = {text.passage.owner: counted(text.text) for text in texts}
    whole = sum(counts.values(), Counter[int]())
    worst = max((hard(own), owner) for owner, own in counts.items() if sum(own.values()) >= SOME_LENGTH)
    with capsys.disabled():
        print(f"\neasy Japanese: {hard(whole):.1%} of words above the old level 3, most in {worst[1]} ({worst[0]:.0%})")  # noqa: T201 - wanted in the report
    assert hard(whole) <= MOST_OF_ALL
    assert worst[0] <= MOST_OF_ONE, worst

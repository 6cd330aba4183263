"""Where one message may be two."""

from __future__ import annotations

import pytest

from bot.several import MOST, halves


@pytest.mark.parametrize(
    ("text", "joints", "pair"),
    [
        ("Where is it? How much?", (), ("Where is it", "How much?")),
        ("where is it and also how much", ("and also", "and"), ("where is it", "how much")),
        ("ごみはいつですか。保険はどこですか", (), ("ごみはいつですか", "保険はどこですか")),
        ("垃圾哪天扔？还有保险在哪办", ("还有",), ("垃圾哪天扔", "保险在哪办")),
        ("목록이랑 교실", ("이랑",), ("목록", "교실")),
    ],
)
def test_a_text_is_cut_where_a_question_ends(text: str, joints: tuple[str, ...], pair: tuple[str, str]) -> None:
    assert (*pair, True) in halves(text, joints)


def test_a_comma_may_be_a_breath_only() -> None:
    assert halves("dónde es, cuánto cuesta", ()) == (("dónde es", "cuánto cuesta", False),)


@pytest.mark.parametrize("text", ["", "?", "where", "sand castle", "? ? ?", "a, b"])
def test_nothing_is_cut_that_is_one(text: str) -> None:
    assert halves(text, ("and",)) == ()


def test_many_places_are_not_all_tried() -> None:
    assert len(halves("what? " * 50, ())) == MOST

"""Whom counselors are told to call: names and numbers of the library, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.interpreters import DESK, SCHEMES, interpreters
from knowledge.library import load

LIBRARY = load(Path(__file__).parents[2] / "knowledge")


@pytest.mark.parametrize("reader", ["ja", "en"])
def test_the_number_is_the_one_of_the_facts_and_the_schemes_are_named(reader: str) -> None:
    found = interpreters(LIBRARY.records, reader)
    assert {number for _, number in found} == {LIBRARY.records[DESK].value("tel")}
    assert len(found) == len(SCHEMES)
    assert LIBRARY.records["interpreter-dispatch"].name[reader].value in found[1][0]


def test_without_a_name_in_ones_language_the_japanese_one_is_given() -> None:
    assert LIBRARY.records["instant-interpreting"].name_ja in interpreters(LIBRARY.records, "en")[0][0]


def test_what_the_library_does_not_know_is_not_said() -> None:
    assert interpreters({}, "ja") == ()
    desk = LIBRARY.records[DESK]
    mute = replace(desk, fields={name: fact for name, fact in desk.fields.items() if name != "tel"})
    assert interpreters({**LIBRARY.records, DESK: mute}, "ja") == ()
    assert interpreters({DESK: desk}, "ja") == ()

"""A value of a YAML file changes, and every other letter of the file stays."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, strategies as st

from bot.errors import KnowledgeError
from knowledge.review.leaves import changed

TEXT = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\x85\ufeff\ufffe\uffff"
    ),
    max_size=30,
)
FILE = """\
# A comment: stays.
by: machine   # and this one
phrases:
  a: "one"  # beside
  b: 'two'
  c: three
lists:
  flow: [x, "y: z", 'q']
  block:
    - p
    - "r"
last: end
"""
KEYS = [
    ("phrases", "a"),
    ("phrases", "b"),
    ("phrases", "c"),
    ("lists", "flow", "1"),
    ("lists", "block", "0"),
    ("last",),
]


def values(text: str) -> object:
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - strings only


@given(keys=st.sampled_from(KEYS), value=TEXT)
def test_any_value_can_be_written_in_any_place(keys: tuple[str, ...], value: str) -> None:
    new = changed(FILE, {keys: value})
    found = values(new)
    for key in keys:
        found = found[int(key)] if isinstance(found, list) else found[key]  # type: ignore[index]
    assert found == value
    assert [line for line in new.splitlines() if "#" in line][:1] == ["# A comment: stays."]


@given(key=st.sampled_from(["flow", "block"]), words=st.lists(TEXT, min_size=1, max_size=8))
def test_any_list_can_be_written(key: str, words: list[str]) -> None:
    found = values(changed(FILE, {("lists", key): tuple(words)}))
    assert found == {**values(FILE), "lists": {**values(FILE)["lists"], key: words}}  # type: ignore[dict-item,index]


def test_what_is_not_changed_keeps_its_own_hand() -> None:
    new = changed(FILE, {("lists", "flow"): ("y: z", "new", "q"), ("phrases", "b"): "it's"})
    assert new == FILE.replace("""[x, "y: z", 'q']""", """["y: z", new, 'q']""").replace("'two'", "'it''s'")


def test_a_long_list_is_laid_out_in_lines() -> None:
    new = changed("a:\n  b: [one]\n", {("a", "b"): tuple(f"word {number}" for number in range(40))})
    assert max(map(len, new.splitlines())) <= 120
    assert all(line.startswith("      word") for line in new.splitlines()[2:])


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("a: [x, # why\n  y]\n", {("a",): ("x",)}),
        ("a: x\n", {("b",): "y"}),
        ("a: x\n", {("a",): ("y",)}),
        ("a: &x one\nb: *x\n", {("a",): "two"}),
    ],
)
def test_what_cannot_be_written_without_harm_is_left_to_people(text: str, edits: dict[tuple[str, ...], str]) -> None:
    with pytest.raises(KnowledgeError):
        changed(text, edits)

"""The checker finds what it is there to find, and nothing else."""

from __future__ import annotations

import random

import pytest

from tests.crash.history import History


def history(accepted: str, shown: str) -> History:
    """Write journals in short: "a1 a2 b1"."""
    told = History()
    for word in accepted.split():
        told.offer(word[0], int(word[1:]))
        told.accept(word[0], int(word[1:]))
    for word in shown.split():
        told.show(word[0], int(word[1:]))
    return told


@pytest.mark.parametrize(
    ("accepted", "shown", "wrong"),
    [
        ("a1 a2 b1", "a1 b1 a2", {}),
        ("a1 a2", "a1", {"lost": 1}),
        ("a1 a2", "a1 a2 a1", {"doubled": 1}),
        ("a1 a2", "a2 a1", {"disordered": 1}),
        ("a1 a2 a3", "a3 a1 a2", {"disordered": 2}),
        ("a1", "a1 b7", {"invented": 1}),
        ("a1 a1", "a1", {}),
    ],
)
def test_each_kind_of_wrong_is_told_apart(accepted: str, shown: str, wrong: dict[str, int]) -> None:
    verdict = history(accepted, shown).verdict()
    for name in ("lost", "doubled", "disordered", "invented"):
        assert len(getattr(verdict, name)) == wrong.get(name, 0), name
    assert verdict.good is not bool(wrong)


def test_what_the_counter_says_it_does_not_know_is_not_lost_but_counted() -> None:
    verdict = history("a1 a2", "a1").verdict({("a", 2), ("z", 9)})
    assert verdict.good
    assert verdict.uncertain == 1


def test_what_was_brought_but_not_yet_accepted_may_be_answered() -> None:
    told = history("a1", "a1 a2")
    told.offer("a", 2)
    assert told.verdict().good


def test_ten_thousand_messages_are_checked_in_a_moment() -> None:
    told = [("abcdefghij"[n % 10], n) for n in range(10_000)]
    perfect = History(accepted=list(told), shown=list(told))
    assert perfect.verdict().good
    spoiled = History(accepted=list(told), shown=list(told))
    lost = spoiled.shown.pop(random.randrange(10_000))  # noqa: S311 - any of them
    assert spoiled.verdict().lost == (lost,)

"""Search finds words where they may be read, the newest first, and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.case import Label, Remark, Speak

from .scene import OLENA, TARAS, Scene

if TYPE_CHECKING:
    from bot.case import Case

pytestmark = pytest.mark.anyio


def anything(_: Case) -> bool:
    return True


async def test_words_are_found_in_lines_answers_notes_labels_and_numbers(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    await scene.claimed("nothing to see", talk="other")
    await scene.say("My LANDLORD ｗａｎｔｓ me out by Friday")
    await scene.act(case, Speak(*OLENA, "Do not sign the Kündigung."))
    await scene.act(case, Remark("olena", "speaks Сурожик"))
    await scene.act(case, Label("olena", ("Eviction",)))
    for words in (
        "landlord", "wants", "friday landlord", "kündigung", "СУРОЖИК", "eviction", case.called, "not sign",
    ):  # fmt: skip
        assert [hit.row.case.id for hit in await scene.book.search(words, anything)] == [case.id], words
    for words in ("", "  ", "landlord kündigung", "zebra", "[en]"):
        assert await scene.book.search(words, anything) == [], words
    (hit,) = await scene.book.search("landlord", anything)
    assert hit.snippet == "My LANDLORD ｗａｎｔｓ me out by Friday"
    assert hit.position in [line.position for line in await scene.lines(case)]


async def test_nothing_is_found_where_it_may_not_be_read(scene: Scene) -> None:
    mine = await scene.claimed("zebra", talk="mine")
    await scene.claimed("zebra", talk="theirs", who=TARAS)
    found = await scene.book.search("zebra", lambda case: case.owner == "olena")
    assert [hit.row.case.id for hit in found] == [mine.id]


async def test_the_newest_are_found_first_and_a_search_ends(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = [await scene.opened("zebra", talk=str(n)) for n in range(5)]
    found = await scene.book.search("zebra", anything, limit=2)
    assert [hit.row.case.id for hit in found] == [opened[4].id, opened[3].id]
    monkeypatch.setattr("adapters.store.searching.MOST_LINES", 8)
    assert len(await scene.book.search("zebra", anything)) < 5

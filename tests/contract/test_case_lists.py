"""Lists give what is asked for, in the order in which it is to be worked off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.case import CaseState, Urge
from tests.bot.office import CLOSES

from .scene import OLENA, TARAS, Scene

if TYPE_CHECKING:
    from adapters.casebook import Casebook

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)


async def test_the_line_is_worked_off_urgent_first_then_by_who_asked_first_then_call_backs(scene: Scene) -> None:
    opened = {}
    for name in ("first", "second", "urgent"):
        opened[name] = await scene.opened(talk=name)
        scene.now += MINUTE
    await scene.act(opened["urgent"], Urge("lead", urgent=True))
    scene.now = scene.now.replace(hour=CLOSES.hour)
    opened["later"] = await scene.opened(talk="later")
    assert opened["later"].state is CaseState.CALLBACK
    assert [row.case.id for row in await scene.book.queue()] == [
        opened[name].id for name in ("urgent", "first", "second", "later")
    ]


async def test_ones_own_are_ordered_by_who_waits_longest(scene: Scene) -> None:
    mine = []
    for n in range(3):
        mine.append(await scene.claimed(talk=str(n)))
        scene.now += MINUTE
    await scene.speak(mine[0], "done")
    await scene.claimed(talk="other", who=TARAS)
    assert [row.case.id for row in await scene.book.mine("olena")] == [mine[1].id, mine[2].id, mine[0].id]
    scene.now += MINUTE
    await scene.say("and now?", talk="0")
    rows = await scene.book.mine("olena")
    assert [row.case.id for row in rows] == [case.id for case in (mine[1], mine[2], mine[0])]
    assert rows[-1].waiting == scene.now
    assert len(await scene.book.open_cases()) == 4


async def test_a_row_says_how_much_is_unread_and_where_the_end_is(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.book.mark(case.id, "olena", (await scene.view(case)).row.newest)
    await scene.say("one", "two")
    (row,) = await scene.book.mine("olena")
    assert (row.unread, row.newest) == (2, (await scene.lines(case))[-1].position)
    await scene.book.mark(case.id, "olena", row.newest - 1)
    await scene.book.mark(case.id, "olena", 0)
    assert [row.unread for row in await scene.book.mine("olena")] == [1]


async def test_a_brief_line_says_who_waits_and_how_long(scene: Scene) -> None:
    first, second = await scene.opened("garbage"), await scene.opened(talk="other")
    await scene.claimed(talk="third")
    rows, brief = await scene.book.queue(), await scene.book.queue(brief=True)
    assert [row.case for row in brief] == [row.case for row in rows] == [first, second]
    assert [(row.waiting, row.last) for row in brief] == [(row.waiting, row.last) for row in rows]


async def test_how_much_everybody_has_is_counted(scene: Scene) -> None:
    assert await scene.book.loads() == {}
    for talk, who in (("one", OLENA), ("two", OLENA), ("three", TARAS)):
        await scene.claimed(talk=talk, who=who)
    await scene.opened(talk="four")
    closed = await scene.claimed(talk="five", who=TARAS)
    await scene.resolve(closed, TARAS)
    assert await scene.book.loads() == {"olena": 2, "taras": 1}


async def test_previews_of_many_cases_are_each_ones_own(scene: Scene) -> None:
    many = {}
    for number in range(7):
        case = await scene.opened(talk=f"talk-{number}")
        await scene.say(f"words of {number}", talk=f"talk-{number}")
        many[case.id] = f"words of {number}"
    assert await scene.book.previews(list(many)) == many


async def test_a_preview_is_the_beginning_of_what_was_written_last(scene: Scene) -> None:
    case, other = await scene.opened("garbage"), await scene.opened(talk="other")
    await scene.say("he  wants\nme out " + "x" * 500)
    found = await scene.book.previews([case.id, other.id, "nothing"])
    assert found[case.id].startswith("he wants me out xxx")
    assert (len(found[case.id]), found[case.id][-1]) == (120, "…")
    # Words of their own, not the choice that they tapped after them.
    assert found[other.id] == "a person please"
    assert "nothing" not in found


async def test_the_store_has_all_that_may_be_asked_of_a_casebook(scene: Scene) -> None:
    book: Casebook = scene.book
    assert book is scene.book

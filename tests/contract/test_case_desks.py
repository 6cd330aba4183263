"""Drafts are private and survive everything; colleagues see who else looks at a case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook import PRESENT_S, TYPING_S, Present
from bot.case import Speak

from .conftest import ON_POSTGRES
from .scene import OLENA, Scene

if TYPE_CHECKING:
    from .conftest import House

pytestmark = pytest.mark.anyio


async def test_a_draft_is_its_authors_alone_and_survives_a_restart(house: House) -> None:
    scene = Scene(house.open())
    case = await scene.claimed()
    await scene.book.keep_draft(case.id, "olena", "Dear Mr ")
    await scene.book.keep_draft(case.id, "olena", "Dear Mr Шевченко, \ud83d")
    await scene.book.keep_draft(case.id, "taras", "Hi")
    await house.close()
    house.run_out()
    book = Scene(house.open()).book
    drafts = [await book.draft(case.id, who) for who in ("olena", "taras", "anna")]
    assert [each and each.text for each in drafts] == ["Dear Mr Шевченко, \ud83d", "Hi", None]
    await book.keep_draft(case.id, "olena", "  ")
    assert await book.draft(case.id, "olena") is None


async def test_what_was_said_is_no_draft_any_more_but_a_refused_one_stays(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.book.keep_draft(case.id, "olena", "yes")
    await scene.book.keep_draft(case.id, "taras", "mine")
    await scene.say("wait")
    await scene.refused(case, Speak(*OLENA, "yes"), seen=0)
    assert await scene.book.draft(case.id, "olena") is not None
    await scene.speak(case, "yes")
    assert await scene.book.draft(case.id, "olena") is None
    assert await scene.book.draft(case.id, "taras") is not None


async def test_who_looks_and_who_types_is_seen_and_told_when_it_changes(scene: Scene) -> None:
    case = await scene.claimed()
    before = await scene.book.feed_newest()
    for typing in (False, False, True, True, False):
        await scene.book.here(case.id, "olena", typing=typing)
    await scene.book.here(case.id, "taras", typing=True)
    assert await scene.book.presence(case.id) == (Present("olena", typing=False), Present("taras", typing=True))
    assert (await scene.view(case)).row.present == (Present("olena", typing=False), Present("taras", typing=True))
    assert await scene.kinds(case, before) == ["present"] * 4
    await scene.book.away("taras", case.id)
    assert await scene.book.presence(case.id) == (Present("olena", typing=False),)
    await scene.book.away("olena")
    assert await scene.book.presence(case.id) == ()
    assert await scene.kinds(case, before) == ["present"] * 6


async def test_who_says_nothing_more_has_stopped_typing_and_then_left(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.book.here(case.id, "olena", typing=True)
    before = await scene.book.feed_newest()
    scene.now += timedelta(seconds=TYPING_S + 1)
    assert await scene.book.presence(case.id) == (Present("olena", typing=False),)
    await scene.later(timedelta(seconds=PRESENT_S))
    assert await scene.book.presence(case.id) == ()
    assert await scene.kinds(case, before) == ["present"]
    await scene.later(timedelta(seconds=1))
    assert await scene.kinds(case, before) == ["present"]


@ON_POSTGRES
async def test_two_processes_agree_on_who_is_there(house: House) -> None:
    here, there = Scene(house.open()), Scene(house.open())
    case = await here.claimed()
    await here.book.here(case.id, "olena", typing=True)
    assert await there.book.presence(case.id) == (Present("olena", typing=True),)
    await there.book.away("olena")
    assert await here.book.presence(case.id) == ()


async def test_nobody_is_before_a_case_that_is_not_there(scene: Scene) -> None:
    await scene.book.here("nothing", "olena")
    await scene.book.keep_draft("nothing", "olena", "x")
    assert await scene.book.presence("nothing") == ()
    assert await scene.book.draft("nothing", "olena") is None

"""Lists give what is asked for, in the order in which it is to be worked off; search finds words and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.case import CaseState, Label, Remark, Speak, Urge
from bot.message import Attachment, Edited, Retracted, Tap
from tests.bot.office import CLOSES

from .scene import OLENA, TARAS, Scene, said

if TYPE_CHECKING:
    from adapters.casebook import Casebook
    from bot.case import Case

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)


def anything(_: Case) -> bool:
    return True


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


async def test_a_preview_is_the_beginning_of_what_was_written_last(scene: Scene) -> None:
    case, other = await scene.opened("garbage"), await scene.opened(talk="other")
    await scene.say("he  wants\nme out " + "x" * 500)
    found = await scene.book.previews([case.id, other.id, "nothing"])
    assert found[case.id].startswith("he wants me out xxx")
    assert (len(found[case.id]), found[case.id][-1]) == (120, "…")
    assert found[other.id] == "Yes, please"
    assert "nothing" not in found


async def test_a_long_talk_comes_page_by_page(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.store.case_reading.PAGE", 10)
    case = await scene.claimed()
    await scene.say(*(str(n) for n in range(25)))
    view = await scene.view(case)
    assert [line.text for line in view.lines] == [str(n) for n in range(15, 25)]
    assert view.earlier
    before = await scene.book.read(case.id, before=view.lines[0].position)
    assert before is not None
    assert [line.text for line in before.lines] == [str(n) for n in range(5, 15)]
    new = await scene.book.read(case.id, after=view.lines[-3].position)
    assert new is not None
    assert ([line.text for line in new.lines], new.earlier) == (["23", "24"], False)
    assert await scene.book.read("nothing") is None


async def test_an_edit_says_which_line_it_is_a_new_wording_of(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.reception.receive(one := said("by Fryday"))
    await scene.reception.rest()
    await scene.say(Edited(one.ref, "by Friday"))
    first, second = (await scene.lines(case))[-2:]
    assert (second.text, second.edits) == ("by Friday", first.position)
    assert first.edits is None


async def test_what_was_tapped_reads_as_its_words(scene: Scene) -> None:
    case = await scene.opened()
    yes = [line for line in await scene.lines(case) if line.kind == "tap"]
    assert [line.text for line in yes] == ["Yes, please"]
    await scene.say(Tap("whatever"))
    assert (await scene.lines(case))[-1].text == "whatever"


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


async def test_what_came_with_a_line_can_be_fetched_as_long_as_it_is_not_taken_back(scene: Scene) -> None:
    case = await scene.opened()
    one = replace(said(Attachment("picture")), attached="how to fetch it")
    await scene.reception.receive(one)
    await scene.reception.rest()
    line = (await scene.lines(case))[-1]
    assert (line.kind, line.text, line.file) == ("attachment", "picture", True)
    assert await scene.book.attached(case.id, line.position) == ("line", "how to fetch it")
    assert await scene.book.attached(case.id, line.position - 1) is None
    await scene.say(Retracted(one.ref))
    assert await scene.book.attached(case.id, line.position) is None


async def test_the_store_has_all_that_may_be_asked_of_a_casebook(scene: Scene) -> None:
    book: Casebook = scene.book
    assert book is scene.book

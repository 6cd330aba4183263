"""One person in two talks: two cases become one, the words of each stay in its talk, and everything counts once."""

from __future__ import annotations

import asyncio

import pytest

from adapters.casebook import Done, Who
from bot.aside import Merge
from bot.case import CaseState, Reason, Speak

from .scene import OLENA, TARAS, Scene, key
from .twins import DAY, HERE, THERE, both, merged, standing

pytestmark = pytest.mark.anyio


async def test_the_closed_one_says_where_it_went_and_notes_lead_both_ways(scene: Scene) -> None:
    one, two = await merged(scene)
    assert (one.state, one.reason, one.into) == (CaseState.RESOLVED, Reason.DUPLICATE, two.id)
    (here,) = (await scene.view(one)).remarks
    (there,) = (await scene.view(two)).remarks
    assert (here.on, here.text) == ("merge", f"{two.called}\nsame phone number")
    assert (there.on, there.text) == ("absorb", f"{one.called}\nsame phone number")
    rows = await scene.book.audit(one.id)
    assert [(row.what, row.on, row.by) for row in rows if row.what == "merge"] == [("merge", two.id, "olena")]
    rows = await scene.book.audit(two.id)
    assert [(row.what, row.on, row.by) for row in rows if row.what == "absorb"] == [("absorb", one.id, "olena")]


async def test_the_lines_of_both_are_read_together_and_each_says_whose_it_is(scene: Scene) -> None:
    one, two = await merged(scene)
    told = await scene.lines(two)
    whose = {line.text: line.via for line in told if line.who is Who.RESIDENT}
    assert whose["FIRST words"] == one.id
    assert whose["SECOND words"] == ""
    assert [line.position for line in told] == sorted(line.position for line in told)
    assert "SECOND words" not in str(await scene.told(one))


async def test_later_words_reach_the_one_that_goes_on(scene: Scene) -> None:
    one, two = await merged(scene)
    await scene.speak(two, "we look into it")
    await scene.say("and I forgot something", talk=HERE)
    now = await standing(scene, two)
    assert (now.state, now.owner) == (CaseState.ASSIGNED, "olena")
    assert (await scene.lines(two))[-1].text == "and I forgot something"
    (row,) = await scene.book.mine("olena")
    assert (row.case.id, row.unread, row.newest) == (two.id, 1, (await scene.lines(two))[-1].position)
    assert row.waiting is not None
    assert (await scene.book.previews((two.id,)))[two.id] == "and I forgot something"
    assert "line" in await scene.kinds(two)
    assert (await standing(scene, one)).state is CaseState.RESOLVED


async def test_an_answer_goes_where_the_person_wrote_last_and_nowhere_else(scene: Scene) -> None:
    one, two = await merged(scene)
    await scene.send_all()
    scene.posted.clear()
    await scene.say("it is me again", talk=HERE)
    await scene.speak(two, "for this talk alone")
    assert [(each.conversation, each.parcel.body) for each in scene.posted] == [(HERE, "Olena: for this talk alone")]
    await scene.act(two, Speak(*OLENA, "for the other one", via=two.id))
    assert scene.posted[-1].conversation == THERE
    await scene.act(two, Speak(*OLENA, "and here", via=one.id))
    assert scene.posted[-1].conversation == HERE
    assert (await scene.refused(two, Speak(*OLENA, "no", via="nobody's"))).why == "left"


async def test_nobody_answers_over_what_was_written_in_the_other_talk(scene: Scene) -> None:
    _, two = await merged(scene)
    seen = (await scene.view(two)).row.newest
    await scene.say("wait, not that", talk=HERE)
    refusal = await scene.refused(two, Speak(*OLENA, "so be it", via=two.id), seen=seen)
    assert (refusal.why, [line.text for line in refusal.missed]) == ("stale", ["wait, not that"])


async def test_what_the_owner_had_not_read_there_is_not_read_here(scene: Scene) -> None:
    one = await scene.claimed("first", talk=HERE)
    two = await scene.claimed("second", talk=THERE, who=TARAS)
    newest = (await scene.view(two)).row.newest
    await scene.book.mark(two.id, "taras", newest)
    await scene.act(one, Merge("lead", two.id, two.called, lead=True))
    (row,) = await scene.book.mine("taras")
    assert row.unread >= 2


async def test_it_is_counted_once(scene: Scene) -> None:
    await merged(scene)
    (tally,) = await scene.book.tally(scene.now.date() - DAY, scene.now.date() + DAY)
    assert (tally.opened, tally.claimed, tally.resolved, tally.merged) == (1, 1, 0, 1)
    assert dict(tally.reasons) == {}
    assert await scene.book.recount() == [tally]


async def test_a_merging_is_one_thing_however_often_it_is_asked_for(scene: Scene) -> None:
    one, two = await both(scene)
    name = key()
    first = await scene.book.act(one.id, Merge("olena", two.id, two.called), name)
    again = await scene.book.act(one.id, Merge("olena", two.id, two.called), name)
    assert isinstance(first, Done)
    assert isinstance(again, Done)
    assert (first.again, again.again) == (False, True)
    assert len((await scene.view(two)).remarks) == 1


async def test_nothing_happens_to_either_when_one_cannot_be(scene: Scene) -> None:
    one, two = await both(scene)
    await scene.resolve(two)
    assert (await scene.refused(one, Merge("olena", two.id, two.called))).why == "closed"
    assert (await scene.refused(one, Merge("taras", two.id, two.called))).why == "not-yours"
    assert (await scene.refused(one, Merge("olena", one.id, one.called))).why == "same-case"
    assert (await scene.refused(one, Merge("olena", "nothing", "1"))).why == "missing"
    assert await standing(scene, one) == one


async def test_two_who_merge_each_into_the_other_leave_one_that_goes_on(scene: Scene) -> None:
    one, two = await both(scene)
    answers = await asyncio.gather(
        scene.book.act(one.id, Merge("olena", two.id, two.called), key()),
        scene.book.act(two.id, Merge("olena", one.id, one.called), key()),
    )
    assert sorted(type(each).__name__ for each in answers) == ["Done", "Refusal"]
    states = [(await standing(scene, each)).state.open for each in (one, two)]
    assert sorted(states) == [False, True]

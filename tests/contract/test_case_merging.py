"""One person in two talks: two cases become one, the words of each stay in its talk, and everything counts once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.casebook import Done, Who
from adapters.casebook.correcting import Corrected, Correction
from adapters.store.retention import Retention
from bot.aside import Merge
from bot.case import CaseState, Claim, Gone, Reason, Release, Resolve, Speak, Urge
from bot.message import Left, Tap
from bot.parcel import Parcel

from .scene import OLENA, TARAS, Scene, key

if TYPE_CHECKING:
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio

HERE, THERE = "talk", "other-talk"
DAY = timedelta(days=1)


async def both(scene: Scene) -> tuple[Case, Case]:
    """Have one person write in two talks, and one counselor take both cases."""
    one = await scene.claimed("FIRST words", talk=HERE)
    two = await scene.claimed("SECOND words", talk=THERE)
    return one, two


async def merged(scene: Scene) -> tuple[Case, Case]:
    one, two = await both(scene)
    await scene.act(one, Merge("olena", two.id, two.called, "same phone number"))
    return await standing(scene, one), await standing(scene, two)


async def standing(scene: Scene, case: Case) -> Case:
    found = await scene.book.case(case.id)
    assert found is not None
    return found


async def ended(scene: Scene, case: Case, move: Resolve | None = None) -> None:
    await scene.act(await standing(scene, case), move or Resolve("olena", Reason.ANSWERED))
    await scene.later(timedelta(seconds=2))


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


async def test_when_it_is_over_both_talks_are_the_bots(scene: Scene) -> None:
    one, two = await merged(scene)
    await ended(scene, two)
    for talk in (HERE, THERE):
        assert not (await scene.store.open("line", talk)).silent
    await scene.send_all()
    await scene.say("garbage", talk=HERE)
    assert any("Garbage" in body for body in await scene.send_all())
    assert not any("garbage" in line for line in await scene.told(one))


async def test_the_same_matter_afterwards_is_a_case_of_its_own_talk_again(scene: Scene) -> None:
    one, two = await merged(scene)
    await ended(scene, two)
    await scene.say("garbage", Tap("same:yes"), talk=HERE)
    again = await standing(scene, one)
    assert (again.state, again.into, again.again) == (CaseState.QUEUED, None, True)
    (tally,) = await scene.book.tally(scene.now.date() - DAY, scene.now.date() + DAY)
    assert (tally.opened, tally.merged) == (2, 0)
    assert await scene.book.recount() == [tally]


async def test_a_word_that_comes_while_it_ends_is_not_lost(scene: Scene) -> None:
    one, two = await merged(scene)
    await scene.act(two, Resolve("olena", Reason.ANSWERED))
    await scene.say("wait, one thing more", talk=HERE)
    again = await standing(scene, one)
    assert (again.state, again.former) == (CaseState.QUEUED, "olena")
    assert "resident: wait, one thing more" in await scene.told(one)
    await scene.later(timedelta(seconds=2))
    assert (await standing(scene, one)).state is CaseState.QUEUED
    assert (await scene.store.open("line", HERE)).silent


async def test_whoever_goes_back_to_the_bot_in_one_talk_is_still_helped_in_the_other(scene: Scene) -> None:
    one, two = await merged(scene)
    await scene.say("bot", "garbage", talk=HERE)
    assert (await standing(scene, two)).state.open
    assert "garbage" not in str(await scene.told(two))
    assert (await scene.refused(two, Speak(*OLENA, "hello?", via=one.id))).why == "left"
    await scene.speak(two, "then here")
    assert scene.posted[-1].conversation == THERE


@pytest.mark.parametrize("last", ["bot", "leaves", "is gone"])
async def test_whoever_ends_the_one_that_goes_on_ends_it_everywhere(scene: Scene, last: str) -> None:
    _, two = await merged(scene)
    if last == "is gone":
        await scene.act(two, Gone())
    else:
        await scene.say(Left() if last == "leaves" else "bot", talk=THERE)
    await scene.later(timedelta(seconds=2))
    assert not (await scene.store.open("line", HERE)).silent


async def test_an_emergency_there_is_urgent_here(scene: Scene) -> None:
    _, two = await merged(scene)
    await scene.say("fire", talk=HERE)
    assert (await standing(scene, two)).urgent


async def test_what_was_urgent_or_waited_goes_on_being_so(scene: Scene) -> None:
    one, two = await both(scene)
    await scene.act(one, Urge("olena", urgent=True))
    await scene.speak(two, "all well")
    await scene.act(one, Merge("olena", two.id, two.called))
    now = await standing(scene, two)
    assert (now.urgent, now.state) == (True, CaseState.ASSIGNED)
    (row,) = await scene.book.mine("olena")
    assert row.waiting == one.opened


async def test_a_waiting_one_comes_to_whoever_had_the_other(scene: Scene) -> None:
    one = await scene.claimed("first", talk=HERE)
    two = await scene.opened("second", talk=THERE)
    scene.posted.clear()
    await scene.act(one, Merge("lead", two.id, two.called, lead=True))
    now = await standing(scene, two)
    assert (now.state, now.owner) == (CaseState.ASSIGNED, "olena")
    assert {(each.conversation, each.parcel.body) for each in scene.posted} == {
        (THERE, "(taken Olena)"),
        (HERE, "(case_merged)"),
    }


async def test_three_become_one(scene: Scene) -> None:
    one, two = await merged(scene)
    three = await scene.claimed("third", talk="third-talk")
    await scene.act(two, Merge("olena", three.id, three.called))
    assert (await standing(scene, one)).into == three.id
    await scene.say("from the first", talk=HERE)
    assert (await scene.lines(three))[-1].text == "from the first"
    assert {line.via for line in await scene.lines(three)} == {"", one.id, two.id}
    (tally,) = await scene.book.tally(scene.now.date() - DAY, scene.now.date() + DAY)
    assert (tally.opened, tally.merged) == (1, 2)


async def test_an_answer_there_is_corrected_and_sent_again_there(scene: Scene) -> None:
    one, two = await merged(scene)
    name = key()
    await scene.act(two, Speak(*OLENA, "with a mistkae", via=one.id), name)
    await scene.send_all()
    packed = Correction(name, "olena", "with no mistake", f"{name}-2", lambda reply, _: Parcel(str(reply.sender), "x"))
    assert await scene.book.correct(two.id, packed) is Corrected.DONE
    assert scene.posted[-1].conversation == HERE
    assert (await scene.lines(two))[-1].via == one.id


async def test_erasing_one_talk_leaves_nothing_of_it_in_the_other(scene: Scene) -> None:
    one, two = await merged(scene)
    await scene.say("delete my data", Tap("erase:yes"), talk=HERE)
    assert all("FIRST words" not in line for line in await scene.told(two))
    assert {line.via for line in await scene.lines(two)} == {""}
    assert (await standing(scene, two)).state.open
    assert (await scene.view(one)).lines == ()


async def test_the_words_are_kept_until_the_one_that_goes_on_has_ended(house: House) -> None:
    scene = Scene(house.open())
    one, two = await merged(scene)
    await scene.store.sweep(scene.now + Retention().words + DAY)
    assert "FIRST words" in str(await scene.told(two))
    await ended(scene, two)
    await scene.store.sweep(scene.now + Retention().words + DAY)
    assert (await scene.view(one)).lines == ()


async def test_an_export_is_of_one_talk(scene: Scene) -> None:
    _, two = await merged(scene)
    document = await scene.book.export(two.id, "lead", scene.now)
    assert document is not None
    assert "SECOND words" in document
    assert "FIRST words" not in document


async def test_a_counselor_who_took_both_has_one(scene: Scene) -> None:
    await merged(scene)
    assert len(await scene.book.mine("olena")) == 1
    assert await scene.book.queue() == []


async def test_given_back_and_taken_again_it_is_still_both(scene: Scene) -> None:
    _, two = await merged(scene)
    await scene.act(two, Release("olena", "lunch"))
    await scene.act(two, Claim(*TARAS))
    assert "resident: FIRST words" in await scene.told(two)

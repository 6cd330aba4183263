"""A case has one owner; whoever comes late is told who that is; and the bot is silent."""

from __future__ import annotations

import asyncio
import multiprocessing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from adapters.casebook import Done, Refusal
from adapters.store.tables_staff import staff
from bot.case import CaseState, Claim, Release, Speak, Transfer
from bot.conversation import Owner
from bot.dialog import answer
from bot.errors import StaleConversation
from bot.why import Why
from tests.bot.office import MONDAY

from . import claimant
from .conftest import ON_POSTGRES
from .scene import OLENA, TARAS, Scene, key, said, words

if TYPE_CHECKING:
    from adapters.casebook import AuditRow
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio

QUESTIONS = ["garbage", "naka lounge", "nearest lounge", "hello"] * 5


async def claims(scene: Scene, case: Case) -> list[AuditRow]:
    return [deed for deed in await scene.book.audit(case.id) if deed.what == "claim"]


async def test_of_fifty_who_claim_at_once_one_has_it_and_the_others_hear_whose_it_is(scene: Scene) -> None:
    case = await scene.opened()
    people = [(f"staff-{n}", f"Counselor {n}") for n in range(50)]
    answers = await asyncio.gather(*(scene.book.act(case.id, Claim(*who), key()) for who in people))
    won = [answer for answer in answers if isinstance(answer, Done)]
    lost = [answer for answer in answers if isinstance(answer, Refusal)]
    assert (len(won), len(lost)) == (1, 49)
    winner = won[0].case.owner
    alias = dict(people)[winner or ""]
    assert {(each.why, each.by, each.alias) for each in lost} == {(Why.TAKEN, winner, alias)}
    assert [(deed.by, deed.detail) for deed in await claims(scene, case)] == [(winner, "queued>assigned")]
    assert (await scene.told(case)).count(f"bot: (taken {alias})") == 1


@ON_POSTGRES
async def test_of_two_counters_that_claim_at_once_one_has_it(house: House) -> None:
    here, there = Scene(house.open()), Scene(house.open())
    for n in range(10):
        case = await here.opened(talk=str(n))
        asked = [(scene, (f"{name}-{i}", name)) for name, scene in (("h", here), ("t", there)) for i in range(5)]
        answers = await asyncio.gather(*(scene.book.act(case.id, Claim(*who), key()) for scene, who in asked))
        assert sum(isinstance(answer, Done) for answer in answers) == 1
        assert len(await claims(there, case)) == 1


@ON_POSTGRES
async def test_of_two_processes_that_claim_forty_cases_each_has_one_owner(house: House) -> None:
    scene = Scene(house.open())
    cases = [await scene.opened(talk=str(n)) for n in range(40)]
    ids = [case.id for case in cases]
    context = multiprocessing.get_context("spawn")
    pipes, processes = [], []
    for name in ("one", "two"):
        ours, theirs = context.Pipe()
        process = context.Process(target=claimant.run, args=(house.url, str(house.folder), name, ids, theirs))
        process.start()
        pipes.append(ours)
        processes.append(process)
    for pipe in pipes:
        assert await asyncio.to_thread(pipe.recv) == "ready"
    for pipe in pipes:
        pipe.send("go")
    won = [await asyncio.to_thread(pipe.recv) for pipe in pipes]
    for process in processes:
        await asyncio.to_thread(process.join, 30)
        assert process.exitcode == 0
    assert sorted([*won[0], *won[1]]) == sorted(ids)
    assert [len(await claims(scene, case)) for case in cases] == [1] * len(cases)


async def test_a_message_during_the_claim_is_in_it_once_after_the_notice(scene: Scene) -> None:
    case = await scene.opened()
    told = said("he stands at the door")
    await scene.store.keep([told])
    late = answer(await scene.store.open("line", "talk"), told, scene.desk, scene.now)
    await scene.act(case, Claim(*OLENA))
    with pytest.raises(StaleConversation):
        await scene.store.save(told, late)
    await scene.reception.resume()
    await scene.reception.rest()
    assert (await scene.told(case))[-2:] == ["bot: (taken Olena)", "resident: he stands at the door"]


async def test_messages_and_claims_at_the_same_time_lose_nothing(scene: Scene) -> None:
    for n in range(20):
        case = await scene.opened(talk=str(n))
        written = [said(f"line {i}", str(n)) for i in range(3)]
        await asyncio.gather(
            scene.reception.receive_all(written),
            scene.book.act(case.id, Claim(*OLENA), key()),
            scene.book.act(case.id, Claim(*TARAS), key()),
        )
        await scene.reception.rest()
        lines = [words(line) for line in await scene.lines(case)]
        assert [line for line in lines if line.startswith("line")] == ["line 0", "line 1", "line 2"]
        assert [line for line in lines if line.startswith("(taken")] in (["(taken Olena)"], ["(taken Taras)"])


async def test_an_answer_that_the_bot_decided_before_is_not_sent_after_the_yes(scene: Scene) -> None:
    await scene.say("garbage", "a person please")
    (before,) = [each for each in scene.posted if "Garbage" in each.parcel.body]
    await scene.opened()
    assert not await scene.store.outbox.begin(before)
    assert not any("Garbage" in body for body in await scene.send_all())


async def test_while_a_counselor_has_it_no_question_is_answered_by_the_bot(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.send_all()
    await scene.say(*QUESTIONS)
    assert await scene.send_all() == []
    assert (await scene.told(case))[-len(QUESTIONS) :] == [f"resident: {text}" for text in QUESTIONS]
    assert (await scene.store.open("line", "talk")).owner is Owner.CASE


async def test_emergency_cards_are_sent_whoever_has_the_talk(scene: Scene) -> None:
    case = await scene.opened()
    await scene.say("fire")
    case = await scene.act(case, Claim(*OLENA))
    assert case.urgent
    seen = await scene.send_all()
    assert any("119" in body for body in seen)
    assert "urgent" in await scene.kinds(case)


async def test_whoever_has_their_hands_full_claims_nothing_more(scene: Scene) -> None:
    row = {
        "id": "olena", "login": "o", "active": True, "role": "counselor", "alias": "Olena", "name_body": b"",
        "password": "", "totp_step": 0, "languages": "", "teams": "", "presence": "here", "capacity": 2,
        "made_at": MONDAY,
    }  # fmt: skip
    await scene.store.submit(lambda connection: connection.execute(insert(staff), row).rowcount)
    case, _ = [await scene.claimed(talk=str(n)) for n in range(2)]
    third = await scene.opened(talk="third")
    assert (await scene.refused(third, Claim(*OLENA))).why == "full"
    await scene.resolve(case)
    await scene.act(third, Claim(*OLENA))


async def test_a_case_goes_to_a_colleague_with_a_note_and_the_person_hears_who_it_is(scene: Scene) -> None:
    case = await scene.claimed()
    assert (await scene.refused(case, Transfer("taras", "anna", "Anna", "x"))).why == Why.NOT_YOURS
    case = await scene.act(case, Transfer("olena", *TARAS, "She reads the contract tonight."))
    assert (case.owner, case.former, case.state) == ("taras", "olena", CaseState.ASSIGNED)
    view = await scene.view(case)
    assert [(note.by, note.on, note.text) for note in view.remarks] == [
        ("olena", "transfer", "She reads the contract tonight.")
    ]
    assert (await scene.told(case))[-1] == "bot: (transferred Taras)"
    assert (await scene.refused(case, Speak(*OLENA, "…"))).alias == "Taras"
    deeds = await scene.book.audit(case.id)
    assert (deeds[0].what, deeds[0].by, deeds[0].on, deeds[0].detail) == ("transfer", "olena", "taras", "")


async def test_released_it_is_in_the_line_again_and_nothing_is_lost(scene: Scene) -> None:
    case = await scene.claimed("garbage")
    await scene.say("are you there?")
    case = await scene.act(case, Release("olena", "My shift ends."))
    (row,) = await scene.book.queue()
    assert (row.case, case.owner, case.former) == (case, None, "olena")
    taken = await scene.act(case, Claim(*TARAS))
    assert (await scene.told(taken))[-2:] == ["resident: are you there?", "bot: (taken Taras)"]


async def test_all_cases_of_one_who_leaves_go_back_into_the_line(scene: Scene) -> None:
    mine = [await scene.claimed(talk=str(n)) for n in range(3)]
    other = await scene.claimed(talk="other", who=TARAS)
    assert await scene.book.hand_back("olena", "lead", "Olena went home.") == 3
    assert {row.case.id for row in await scene.book.queue()} == {case.id for case in mine}
    assert [row.case for row in await scene.book.mine("taras")] == [replace(other)]
    assert (await scene.view(mine[0])).remarks[0].text == "Olena went home."


async def test_there_is_nothing_to_do_with_a_case_that_is_not_there(scene: Scene) -> None:
    answer_ = await scene.book.act("nothing", Claim(*OLENA), key())
    assert answer_ == Refusal("missing")

"""A case has one owner, and whoever comes late is told who that is."""

from __future__ import annotations

import asyncio
import multiprocessing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from adapters.casebook import Done, Refusal
from adapters.store.tables_staff import staff
from bot.case import Claim
from bot.why import Why
from tests.bot.office import MONDAY

from . import claimant
from .conftest import ON_POSTGRES
from .scene import OLENA, Scene, key

if TYPE_CHECKING:
    from adapters.casebook import AuditRow
    from bot.case import Case

    from .conftest import House

pytestmark = pytest.mark.anyio


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


async def test_there_is_nothing_to_do_with_a_case_that_is_not_there(scene: Scene) -> None:
    answer_ = await scene.book.act("nothing", Claim(*OLENA), key())
    assert answer_ == Refusal("missing")

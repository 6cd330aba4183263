"""What is counted always agrees with a recount, and is given at once, however many cases there were."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from adapters.casebook import Tally
from adapters.store import counters, filing, ledger
from adapters.store.cipher import Cipher
from adapters.store.tables_cases import cases
from bot.case import Case, CaseState, Claim, Reason, Release, Resolve
from bot.message import Tap
from tests.bot.office import MONDAY

from .conftest import ON_POSTGRES
from .scene import OLENA, TARAS, Scene, key

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .conftest import House

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)
DAY = MONDAY.date()


async def test_a_whole_case_is_counted_as_what_became_of_it(scene: Scene) -> None:
    case = await scene.opened("garbage")
    scene.now += 2 * MINUTE
    await scene.act(case, Claim(*OLENA))
    scene.now += 3 * MINUTE
    await scene.speak(case, "x")
    scene.now += 5 * MINUTE
    await scene.resolve(case)
    await scene.say(Tap("rate-case:5"))
    assert await scene.book.tally(DAY, DAY) == [
        Tally(
            DAY,
            "en",
            "life-garbage",
            "line",
            opened=1,
            claimed=1,
            waited=120,
            replied=1,
            answered=300,
            resolved=1,
            lasted=600,
            rated=1,
            stars=5,
            reasons={"answered": 1},
            faces={5: 1},
        )
    ]


async def test_a_second_thought_is_counted_once(scene: Scene) -> None:
    case = await scene.claimed()
    await scene.act(case, Release("olena", "x"))
    await scene.act(case, Claim(*TARAS))
    await scene.resolve(case, TARAS)
    await scene.say(Tap("rate-case:1"), Tap("rate-case:2"))
    await scene.say("he came again", Tap("same:yes"))
    (row,) = await scene.book.tally(DAY, DAY)
    assert (row.opened, row.claimed, row.resolved, row.reopened, row.rated) == (1, 1, 0, 1, 1)
    assert row.reasons == {}
    await scene.say("bot")
    (row,) = await scene.book.tally(DAY, DAY)
    assert (row.opened, row.resolved, row.abandoned) == (1, 0, 1)
    assert await scene.book.recount() == [row]


async def test_days_are_those_of_the_office(scene: Scene) -> None:
    scene.now = MONDAY.replace(hour=15, minute=30)
    await scene.opened()
    assert await scene.book.tally(DAY, DAY) == []
    assert [row.day for row in await scene.book.tally(DAY, DAY + timedelta(days=1))] == [DAY + timedelta(days=1)]


async def test_after_a_busy_day_the_counters_agree_with_a_recount(scene: Scene) -> None:
    for n in range(12):
        scene.now += MINUTE
        case = await scene.opened(*(["garbage"] if n % 2 else []), talk=str(n))
        if n % 3:
            await scene.act(case, Claim(*OLENA))
            await scene.speak(case, "x")
        if n % 4 == 1:
            await scene.act(case, Resolve("olena", list(Reason)[n % len(Reason)], lead=True))
            await scene.say(Tap(f"rate-case:{1 + n % 5}"), talk=str(n))
        if n % 6 == 0:
            await scene.say("bot", talk=str(n))
        if n == 5:
            await scene.say("delete my data", Tap("erase:yes"), talk=str(n))
    rows = await scene.book.tally(DAY, DAY)
    assert rows == await scene.book.recount()
    assert sum(row.opened for row in rows) == 12


@ON_POSTGRES
async def test_two_processes_count_together(house: House) -> None:
    here, there = Scene(house.open()), Scene(house.open())
    opened = [await here.opened(talk=str(n)) for n in range(20)]
    done = [
        (here if n % 2 else there).book.act(case.id, Resolve("lead", Reason.OTHER, lead=True), key(), confirmed=True)
        for n, case in enumerate(opened)
    ]
    await asyncio.gather(*done)
    (row,) = await there.book.tally(DAY, DAY)
    assert (row.opened, row.resolved) == (20, 20)
    assert await here.book.recount() == [row]


def ten_thousand(connection: Connection) -> int:
    """Have had ten thousand cases in a year, as the rows and counters would stand."""
    made = []
    for n in range(10_000):
        opened = MONDAY - timedelta(days=n % 365, minutes=n % 400)
        case = Case(
            f"old-{n}", n, ("line", "telegram", "web")[n % 3], f"talk-{n % 3000}", CaseState.RESOLVED,
            ("uk", "en", "vi", "ja")[n % 4], opened, opened, "v1", topic=f"topic-{n % 25}", former="olena",
            replied=opened + MINUTE, closed=opened + timedelta(hours=n % 9), reason=list(Reason)[n % 6],
            rating=1 + n % 5,
        )  # fmt: skip
        made.append(filing.Filed(case, filing.first_filed(case, 0, opened).counted, opened, until=0))
    cipher = Cipher((bytes(32),))  # without labels nothing is encrypted
    connection.execute(insert(cases), [filing._columns(filed, cipher) for filed in made])
    for filed in made:
        ledger.count(connection, filed.counted, filing.figures(filed))
    return len(made)


async def test_ten_thousand_closed_cases_are_reported_and_listed_in_less_than_a_second(scene: Scene) -> None:
    await scene.store.submit(ten_thousand)
    loop = asyncio.get_running_loop()
    start = loop.time()
    rows = await scene.book.tally(date(2025, 1, 1), date(2027, 1, 1))
    reported = loop.time() - start
    page = await scene.book.closed()
    listed = loop.time() - start - reported
    queue = await scene.book.queue()
    assert sum(row.opened for row in rows) == 10_000
    assert (len(page), queue) == (50, [])
    assert rows == await scene.book.recount()
    assert reported < 1.0
    assert listed < 0.5


async def test_counts_of_other_days_are_not_given(scene: Scene) -> None:
    await scene.store.submit(ten_thousand)
    rows = await scene.book.tally(DAY, DAY)
    assert {row.day for row in rows} == {DAY}
    found = select(cases).where(cases.c.day == DAY.isoformat())
    assert sum(row.opened for row in rows) == len(
        await scene.store.submit(lambda connection: connection.execute(found).all())
    )
    assert counters.made({}) == []

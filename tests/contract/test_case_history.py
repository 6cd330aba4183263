"""Whatever people, counselors and clocks do, in whatever order and at the same time: the record stays whole."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from sqlalchemy import select

from adapters.casebook import Who
from adapters.store import lines
from adapters.store.filing import read
from adapters.store.lines import Part
from adapters.store.tables import message, timer
from adapters.store.tables_cases import audit, cases, feed
from bot.aside import Merge, Snooze, Stranded, Wake
from bot.case import Claim, Hold, Label, Reason, Release, Remark, Resolve, Resume, Speak, Transfer, Urge
from bot.clocks import clock
from bot.conversation import Owner
from bot.message import Tap

from .conftest import ON_POSTGRES
from .scene import Scene, key, said

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.case import Case, Move

    from .conftest import House

pytestmark = pytest.mark.anyio

STAFF = ("olena", "taras", "lead")
SAID = (
    "garbage", "hello?", "a person please", "yes", "no", "bot", "delete my data", "fire", Tap("same:yes"),
    Tap("same:no"), Tap("rate-case:4"), Tap("erase:yes"), Tap("person"),
)  # fmt: skip
DONE = (
    "claim", "claim", "speak", "speak", "release", "transfer", "hold", "resume", "resolve", "remark", "label", "urge",
    "snooze", "wake", "merge", "stranded",
)  # fmt: skip
_talks = count(1)

events = st.one_of(
    st.tuples(st.just("says"), st.sampled_from(SAID)),
    st.tuples(st.just("says"), st.sampled_from(SAID)),
    st.tuples(st.sampled_from(STAFF), st.sampled_from(DONE)),
    st.tuples(st.just("waits"), st.sampled_from((1, 20, 60, 600, 1500, 6000))),
)


def move_of(who: str, what: str, scene: Scene, other: Case | None) -> Move:
    alias, lead = who.title(), who == "lead"
    into = (other.id, other.called) if other is not None else ("nothing", "1")
    moves: dict[str, Move] = {
        "claim": Claim(who, alias),
        "speak": Speak(who, alias, f"{who} says"),
        "release": Release(who, "note"),
        "transfer": Transfer(who, "taras", "Taras", "note", lead=who == "lead"),
        "hold": Hold(who, alias, scene.now + timedelta(hours=1)),
        "resume": Resume(who, alias),
        "resolve": Resolve(who, Reason.ANSWERED, lead=who == "lead"),
        "remark": Remark(who, "note"),
        "label": Label(who, ("a", "b")),
        "urge": Urge(who, urgent=True),
        "snooze": Snooze(who, scene.now + timedelta(hours=2), lead=lead),
        "wake": Wake(who, lead=lead),
        "merge": Merge(who, *into, lead=lead),
        "stranded": Stranded(),
    }
    return moves[what]


async def run_out(scene: Scene) -> None:
    """Run the clocks until none is due: one may wind up another that is due as well."""
    while await scene.book.clockwork.run(scene.now):
        pass


async def go(scene: Scene, talk: str, told: tuple[str, object], beside: str = "") -> None:
    """Do one thing; ``beside`` is another talk, whose case this one may be merged into."""
    who, what = told
    if who == "says":
        await scene.say(what if isinstance(what, Tap) else str(what), talk=talk)
    elif who == "waits":
        assert isinstance(what, int)
        scene.now += timedelta(minutes=what)
        await run_out(scene)
    else:
        case = await scene.case(talk)
        if case is not None:
            move = move_of(who, str(what), scene, await scene.case(beside))
            await scene.book.act(case.id, move, key(), confirmed=True)


@given(history=st.lists(st.tuples(st.booleans(), events), max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
async def test_any_history_leaves_a_record_that_is_whole(
    scene: Scene, history: list[tuple[bool, tuple[str, object]]]
) -> None:  # fmt: skip
    talks = [f"talk-{next(_talks)}" for _ in range(2)]
    for talk in talks:
        await scene.say("a person please", talk=talk)
        await scene.say("yes", talk=talk)
    for second, each in history:
        await go(scene, talks[second], each, talks[not second])
        await run_out(scene)
        for talk in talks:
            await whole(scene, talk)
    assert await scene.book.tally(scene.now.date() - timedelta(days=4000), scene.now.date() + timedelta(days=2)) == (
        await scene.book.recount()
    )


@ON_POSTGRES
@given(history=st.lists(events, min_size=10, max_size=40))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
async def test_any_history_at_the_same_time_in_two_processes_as_well(
    house: House, history: list[tuple[str, object]]
) -> None:  # fmt: skip
    if not house.opened:
        for store in (house.open(lease=600), house.open(lease=600)):
            await store.tend_lanes()
        for store in house.opened:
            await store.tend_lanes()
    both = [Scene(store) for store in house.opened]
    talks = [f"talk-{next(_talks)}" for _ in range(3)]
    at_home = {talk: next(scene for scene in both if scene.store.ours("line", talk)) for talk in talks}
    for talk, scene in at_home.items():
        await scene.opened(talk=talk)

    async def one(number: int, told: tuple[str, object]) -> None:
        talk, (who, what) = talks[number % 3], told
        if who == "waits" and isinstance(what, int):
            for scene in both:
                scene.now += timedelta(minutes=what)
            await both[number % 2].book.clockwork.run(both[0].now)
        else:
            await go(at_home[talk] if who == "says" else both[number % 2], talk, told, talks[(number + 1) % 3])

    await asyncio.gather(*(one(number, told) for number, told in enumerate(history)))
    for scene in both:
        await scene.reception.rest()
        await run_out(scene)
    for talk, scene in at_home.items():
        await whole(scene, talk)
    last = both[0].now.date()
    assert await both[0].book.tally(last - timedelta(days=4000), last + timedelta(days=60)) == (
        await both[1].book.recount()
    )


async def whole(scene: Scene, talk: str) -> None:
    """Look at all that is kept of a talk: owner, case, clock, who spoke when, and what was told of it."""
    await scene.store.submit(lambda connection: look(connection, scene, talk))
    state = await scene.store.open("line", talk)
    case = None if state.case is None else await scene.book.case(state.case)
    opened = case is not None and case.state.open
    if case is not None and case.into is not None and state.owner is Owner.CASE:
        # What is written here is heard in the case that goes on.
        other = await scene.book.case(case.into)
        assert other is not None
        assert other.state.open
        assert other.into is None
        assert {line.via for line in await scene.lines(other)} <= {"", *await merged_into(scene, other)}
    else:
        assert (state.owner is Owner.CASE) == opened
    assert await scene.store.waiting() == []


async def merged_into(scene: Scene, case: Case) -> set[str]:
    statement = select(cases.c.id).where(cases.c.merged_into == case.id)
    return set(await scene.store.submit(lambda connection: connection.scalars(statement).all()))


def look(connection: Connection, scene: Scene, talk: str) -> None:
    cipher = scene.store._cipher
    found = [
        read(row, cipher)
        for row in connection.execute(select(cases).where(cases.c.conversation == talk).order_by(cases.c.seq))
    ]
    opened = [filed for filed in found if filed.case.state.open]
    assert len(opened) <= 1
    clocks = connection.execute(select(timer.c.kind, timer.c.payload).where(timer.c.conversation == talk)).all()
    assert sorted(tuple(row) for row in clocks) == sorted(
        (f"case-{running.kind}", filed.case.id)
        for filed in opened
        if (running := clock(filed.case, scene.now, scene.office)) is not None
    )
    for filed in found:
        look_at_case(connection, scene, filed.case)
        for line in lines.lines(connection, filed, Part(limit=10_000), cipher):
            assert line.kind != "unreadable"
            assert (line.staff is None) == (line.who is not Who.STAFF)
    rows = connection.execute(select(message.c.event_id, message.c.part).where(message.c.conversation == talk)).all()
    assert len(set(rows)) == len(rows)


def look_at_case(connection: Connection, scene: Scene, case: Case) -> None:
    """Follow the audit from state to state: it tells the whole way, without a gap."""
    del scene
    details = connection.execute(
        select(audit.c.what, audit.c.detail).where(audit.c.case_id == case.id).order_by(audit.c.id)
    ).all()
    assert details[0].what == "opened"
    state = details[0].detail.split()[0]
    for row in details[1:]:
        for code in row.detail.split():
            if ">" in code:
                before, after = code.split(">")
                assert before == state, details
                state = after
    assert state == case.state
    told: defaultdict[str, int] = defaultdict(int)
    for kind in connection.scalars(select(feed.c.kind).where(feed.c.case_id == case.id)):
        told[kind] += 1
    assert told["opened"] == 1


async def test_a_message_that_two_processes_take_in_is_a_line_once(house: House) -> None:
    here = Scene(house.open())
    there = Scene(house.open()) if house.engine == "postgres" else here
    case = await here.opened()
    one = said("he is here again")
    await asyncio.gather(*(scene.reception.receive(one) for scene in (here, there) * 3))
    for scene in (here, there):
        await scene.reception.rest()
    for scene in (here, there):
        # What one process keeps for the other, that one finds on its next round.
        await scene.reception.resume()
        await scene.reception.rest()
    assert (await here.told(case)).count("resident: he is here again") == 1
    found = await here.book.case(case.id)
    assert found is not None
    assert found.version == case.version + 1

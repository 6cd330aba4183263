"""Several processes share the talks: each talk is answered by one, and by another when that one is gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from adapters.store.holding import Holding
from adapters.store.lanes import LANES, lane_of
from adapters.store.tables import lane, worker
from bot.errors import LaneLost, OutOfTurn
from bot.parcel import Receipt, Sent

from .conftest import ON_POSTGRES, ON_SQLITE
from .people import NOW, answer, message, parcels, save

if TYPE_CHECKING:
    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio

TALKS = [str(n) for n in range(300)]


def of(store: SqlStore) -> set[str]:
    return {talk for talk in TALKS if store.ours("line", talk)}


async def shared(house: House) -> tuple[SqlStore, SqlStore]:
    """Open two that have half of the lanes each."""
    here, there = house.open(), house.open()
    await here.tend_lanes()
    await there.tend_lanes()
    return here, there


async def test_a_talk_has_the_same_lane_everywhere_and_for_ever() -> None:
    assert [lane_of("line", "U1"), lane_of("telegram", "42"), lane_of("web", "\ud83d")] == [11, 51, 52]
    assert {lane_of("line", talk) for talk in TALKS} == set(range(LANES))


async def test_who_is_alone_has_all_lanes_from_the_start_and_is_told_once(store: SqlStore) -> None:
    assert of(store) == set(TALKS)
    assert await store.tend_lanes() == frozenset(range(LANES))
    assert await store.tend_lanes() == frozenset()
    assert store.lane("line", "7") == lane_of("line", "7")


@ON_SQLITE
async def test_whoever_has_the_lock_file_has_every_lane_whatever_the_rows_say(house: House) -> None:
    await answer(house.open(), message(), parcels=parcels("1"))
    held = update(lane).values(holder="somebody", until=NOW.replace(year=9000))
    await house.opened[0].submit(lambda connection: connection.execute(held).rowcount)
    await house.close()
    store = house.open(lease=0.0)
    assert of(store) == set(TALKS)
    assert len(await store.outbox.due()) == 1
    await answer(store, message())
    assert await store.hold("poller")


@ON_POSTGRES
async def test_two_share_all_lanes_evenly_and_none_twice(house: House) -> None:
    here, there = house.open(), house.open()
    assert of(there) == set()
    assert len(await here.tend_lanes()) == LANES // 2
    assert len(await there.tend_lanes()) == LANES // 2
    assert of(here) | of(there) == set(TALKS)
    assert not of(here) & of(there)
    third = house.open()
    for store in (here, there, third):
        await store.tend_lanes()
    assert sorted(len({lane_of("line", talk) for talk in of(store)}) for store in (here, there, third)) == [20, 22, 22]


@ON_POSTGRES
async def test_each_sees_only_what_waits_in_its_lanes(house: House) -> None:
    here, there = await shared(house)
    told = [message(talk=talk, channel="line") for talk in TALKS[:100]]
    assert await here.keep(told) == told
    seen = [{one.conversation for one in await store.waiting()} for store in (here, there)]
    assert seen == [of(store) & set(TALKS[:100]) for store in (here, there)]
    for one in told:
        await save(here if here.ours("line", one.conversation) else there, one, parcels=parcels("x"))
    due = [{one.conversation for one in await store.outbox.due()} for store in (here, there)]
    assert due == seen


@ON_POSTGRES
async def test_nobody_writes_for_a_talk_of_another(house: House) -> None:
    here, there = await shared(house)
    theirs = min(of(there))
    (one,) = await answer(there, message(talk=theirs, channel="line"), parcels=parcels("x"))
    await here.keep([told := message(talk=theirs, channel="line")])
    with pytest.raises(LaneLost):
        await save(here, told)
    assert not await here.outbox.begin(one)
    assert await there.outbox.begin(one)
    with pytest.raises(LaneLost):
        await here.outbox.finish(one, Sent(Receipt()))
    await there.outbox.finish(one, Sent(Receipt()))
    assert await there.waiting() == [told]
    await save(there, told)


@ON_POSTGRES
async def test_one_poisoned_by_a_lost_lane_harms_nobody_in_its_group(house: House) -> None:
    here, _there = await shared(house)
    told = [message(talk=talk, channel="line") for talk in TALKS[:60]]
    await here.keep(told)
    results = await asyncio.gather(*(save(here, one) for one in told), return_exceptions=True)
    mine = [here.ours("line", one.conversation) for one in told]
    assert [result == () for result in results] == mine
    assert all(isinstance(result, LaneLost) for result, ours in zip(results, mine, strict=True) if not ours)


@ON_POSTGRES
async def test_a_frozen_process_is_replaced_and_writes_nothing_when_it_wakes(house: House) -> None:
    frozen = house.open(lease=0.5)
    await frozen.keep([told := message(channel="line")])
    (one,) = await answer(frozen, message(talk="b", channel="line"), parcels=parcels("x"))
    (two,) = await answer(frozen, message(talk="c", channel="line"), parcels=parcels("y"))
    assert await frozen.outbox.begin(one)
    next_ = house.open(lease=0.5)
    assert await next_.waiting() == []
    await asyncio.sleep(0.6)
    assert not frozen.ours("line", "talk")
    assert await frozen.waiting() == []
    assert await frozen.outbox.due() == []
    assert await next_.tend_lanes() == frozenset(range(LANES))
    assert await next_.waiting() == [told]
    assert [(each.number, each.unsure) for each in await next_.outbox.due()] == [
        (one.number, True),
        (two.number, False),
    ]
    with pytest.raises(LaneLost):
        await save(frozen, told, "late")
    with pytest.raises(LaneLost):
        await frozen.outbox.finish(one, Sent(Receipt()))
    assert not await frozen.outbox.begin(two)
    await save(next_, told, "in time")
    assert len(await next_.outbox.due()) == 2
    assert await frozen.tend_lanes() == frozenset()


@ON_POSTGRES
async def test_a_lane_that_was_lost_and_came_back_does_not_revive_what_was_in_hand(house: House) -> None:
    here = house.open()
    (one,) = await answer(here, message(channel="line"), parcels=parcels("x"))
    assert await here.outbox.begin(one)
    house.run_out()
    there = house.open()
    await there.tend_lanes()
    await there.close()
    assert len(await here.tend_lanes()) >= LANES // 2
    assert here.ours("line", "talk")
    with pytest.raises(LaneLost):
        await here.outbox.finish(one, Sent(Receipt()))
    assert [each.unsure for each in await here.outbox.due()] == [True]


@ON_POSTGRES
async def test_renewing_keeps_the_lanes_beyond_their_lease(house: House) -> None:
    here = house.open(lease=1.0)
    for _ in range(6):
        await asyncio.sleep(0.25)
        await here.tend_lanes()
    assert here.ours("line", "talk")
    other = house.open(lease=1.0)
    assert await other.tend_lanes() == frozenset()


@ON_POSTGRES
async def test_who_closes_leaves_everything_to_the_next_at_once(house: House) -> None:
    here = house.open()
    await here.keep([told := message()])
    assert await here.hold("poller")
    await house.close()
    there = house.open()
    assert of(there) == set(TALKS)
    assert await there.waiting() == [told]
    assert await there.hold("poller")
    workers = await there.submit(lambda connection: len(connection.execute(select(worker)).all()))
    assert workers == 1


@ON_POSTGRES
async def test_a_busy_lane_is_given_away_only_when_it_is_idle(house: House) -> None:
    here, there = house.open(), house.open()
    await here.keep([told := message(talk="b", channel="line")])
    (one,) = await answer(here, message(channel="line"), parcels=parcels("x"))
    await here.outbox.begin(one)
    everything = frozenset(range(LANES)) - {lane_of("line", "talk")}
    await here.tend_lanes(busy=everything)
    assert await there.tend_lanes() == frozenset()
    assert len({lane_of("line", talk) for talk in of(here)}) == LANES // 2
    await save(here, told)
    await here.outbox.finish(one, Sent(Receipt()))
    await here.tend_lanes()
    assert len(await there.tend_lanes()) == LANES // 2


@ON_POSTGRES
async def test_what_is_being_sent_keeps_its_lane_without_being_named(house: House) -> None:
    here, there = house.open(), house.open()
    last = lane_of("line", "talk")
    (one,) = await answer(here, message(channel="line"), parcels=parcels("x"))
    await here.outbox.begin(one)
    idle = frozenset(range(LANES)) - {last, *range(LANES - LANES // 2)}
    await here.tend_lanes(busy=frozenset(range(LANES)) - idle)
    await there.tend_lanes()
    assert not there.ours("line", "talk")
    await here.outbox.finish(one, Sent(Receipt()))


@ON_POSTGRES
async def test_an_older_message_that_another_process_kept_goes_first(house: House) -> None:
    here, there = await shared(house)
    mine = min(of(here))
    first, second = (message(talk=mine, channel="line") for _ in range(2))
    await there.keep([first])
    await here.keep([second])
    with pytest.raises(OutOfTurn):
        await save(here, second)
    assert await here.waiting() == [first, second]
    await save(here, first)
    await save(here, second)


@ON_POSTGRES
async def test_a_named_lease_has_one_holder_until_it_runs_out(house: House) -> None:
    here, there = house.open(lease=0.5), house.open(lease=0.5)
    assert [await here.hold("poller"), await there.hold("poller"), await here.hold("poller")] == [True, False, True]
    assert await there.hold("another")
    await asyncio.sleep(0.6)
    assert [await there.hold("poller"), await here.hold("poller")] == [True, False]


def test_a_lease_is_believed_in_for_four_fifths_of_its_time() -> None:
    now = 100.0
    holding = Holding("me", 10.0, sole=False, clock=lambda: now)
    assert not holding.ours(1)
    holding.told({1: 5, 2: 7}, frozenset({2}), now)
    assert [holding.ours(1), holding.ours(2), holding.ours(3), holding.lanes] == [True, False, False, {1}]
    now += 7.9
    assert holding.ours(1)
    now += 0.1
    assert [holding.ours(1), holding.lanes] == [False, frozenset()]
    assert holding.fresh() == {1}


def test_a_lane_that_came_back_with_another_token_is_a_new_one() -> None:
    holding = Holding("me", 10.0, sole=True)
    holding.told({1: 5, 2: 7}, frozenset(), 0.0)
    assert holding.fresh() == {1, 2}
    holding.told({1: 7, 2: 7}, frozenset(), 1.0)
    assert holding.fresh() == {1}

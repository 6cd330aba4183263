"""What was given up is shown without saying whose it is, and tried again or dropped beside the running counter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from adapters.store.depths import Depths, Parcels
from adapters.store.inbox import ATTEMPTS
from adapters.store.undelivered import open_drawer
from bot.errors import StoreError
from bot.parcel import Dead, Receipt, Sent, Uncertain
from bot.step import Step

from .conftest import ON_SQLITE
from .people import CANARY, answer, message, parcels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.store.store import SqlStore
    from adapters.store.undelivered import Drawer
    from bot.message import Message
    from bot.parcel import Dispatch

    from .conftest import House

pytestmark = pytest.mark.anyio


@pytest.fixture
def drawer(house: House, store: SqlStore) -> Iterator[Drawer]:
    """Open the drawer while the counter runs."""
    del store
    drawer = open_drawer(house.url, house.folder)
    yield drawer
    drawer.close()


async def given_up(store: SqlStore) -> tuple[Message, Dispatch, Dispatch]:
    """Have a dead message, an uncertain and a dead parcel, all of one talk."""
    uncertain, dead = await answer(store, message(channel="line"), parcels=parcels("1", "2"))
    for one, outcome in ((uncertain, Uncertain("timeout")), (dead, Dead("400"))):
        await store.outbox.begin(one)
        await store.outbox.finish(one, outcome)
    await store.keep([poison := message(CANARY, channel="line")])
    for _ in range(ATTEMPTS):
        await store.fail(poison, CANARY)
    return poison, uncertain, dead


async def test_the_list_says_what_and_why_but_not_whose(drawer: Drawer, store: SqlStore) -> None:
    poison, uncertain, dead = await given_up(store)
    listed = drawer.undelivered()
    assert [(one.state, one.attempts, one.code) for one in listed] == [
        ("dead", ATTEMPTS, ""),
        ("uncertain", 1, "timeout"),
        ("dead", 1, "400"),
    ]
    assert [one.number for one in listed] == ["in-2", f"out-{uncertain.number}", f"out-{dead.number}"]
    assert len({one.person for one in listed}) == 1
    assert not {poison.conversation, poison.event, uncertain.event} & {
        word for one in listed for word in str(one).split("'")
    }
    assert all(0 <= one.age < 60 for one in listed)
    assert len(drawer.undelivered(limit=2)) == 2


async def test_what_is_replayed_is_found_by_the_running_counter(drawer: Drawer, store: SqlStore) -> None:
    poison, uncertain, dead = await given_up(store)
    for one in drawer.undelivered():
        assert drawer.replay(one.number)
    assert drawer.undelivered() == []
    assert await store.waiting() == [poison]
    assert await store.outbox.due() == [uncertain, dead]
    assert [one.key for one in await store.outbox.due()] == [uncertain.key, dead.key]


async def test_what_is_dropped_is_gone_with_its_words(drawer: Drawer, store: SqlStore) -> None:
    await given_up(store)
    for one in drawer.undelivered():
        assert drawer.drop(one.number)
        assert not drawer.drop(one.number)
        assert not drawer.replay(one.number)
    assert drawer.undelivered() == []
    assert await store.waiting() == []
    assert await store.outbox.due() == []


async def test_what_was_delivered_is_not_touched(drawer: Drawer, store: SqlStore) -> None:
    (one,) = await answer(store, message(channel="line"), parcels=parcels("1"))
    await store.outbox.begin(one)
    await store.outbox.finish(one, Sent(Receipt()))
    await store.keep([waits := message(talk="b")])
    for number in (f"out-{one.number}", "out-999", "in-1", "in-2", "in-999"):
        assert not drawer.replay(number)
        assert not drawer.drop(number)
    assert await store.waiting() == [waits]


async def test_nothing_of_before_a_person_took_over_is_replayed(drawer: Drawer, store: SqlStore) -> None:
    await given_up(store)
    await store.keep([told := message(channel="line")])
    talk = await store.open("line", "talk")
    await store.save(told, Step(replace(talk, version=talk.version + 1, epoch=1)))
    assert [drawer.replay(one.number) for one in drawer.undelivered()] == [True, False, False]


@pytest.mark.parametrize("odd", ["", "7", "out-", "out-x", "up-7", "out-٣", "in-" + "9" * 30, CANARY])
async def test_a_number_that_is_none_is_said(drawer: Drawer, odd: str) -> None:
    for act in (drawer.replay, drawer.drop):
        with pytest.raises(StoreError, match="out-7"):
            act(odd)


@ON_SQLITE
async def test_a_drawer_makes_neither_a_database_nor_a_key(house: House) -> None:
    with pytest.raises(StoreError, match="start the counter once"):
        open_drawer(house.url, house.folder)
    assert list(house.folder.iterdir()) == []


async def test_depths_are_counted_for_each_channel(store: SqlStore) -> None:
    assert await store.depths() == Depths(0, 0.0, 0)
    await given_up(store)
    await answer(store, message(channel="telegram"), parcels=parcels("3", "4"))
    await store.keep([message()])
    seen = await store.depths()
    assert (seen.waiting, seen.dead, 0 < seen.oldest < 60) == (1, 1, True)
    assert seen.outbox["line"] == Parcels(0, 0.0, 1, 1)
    assert replace(seen.outbox["telegram"], oldest=0.0) == Parcels(2, 0.0)
    assert 0 < seen.outbox["telegram"].oldest < 60

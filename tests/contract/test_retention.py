"""What is old is forgotten, what is not stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from adapters.store import timers
from adapters.store.opening import open_store
from adapters.store.retention import Retention
from adapters.store.tables import conversation, event, inbox, message as messages, outbox, timer
from bot.conversation import Owner
from bot.parcel import Receipt, Sent
from bot.step import Answered, Step

from .people import answer, message, parcels

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio


def in_days(days: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


async def number(store: SqlStore, *tables: Table) -> list[int]:
    def count(connection: Connection) -> list[int]:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

    return await store.submit(count)


async def test_words_stay_ninety_days_and_not_longer(store: SqlStore) -> None:
    await answer(store, replace(message(), sent_at=datetime.now(UTC)), "…", events=(Answered("x", "ja"),))
    await store.keep([message()])
    await store.sweep(in_days(89))
    assert await number(store, messages, conversation) == [2, 1]
    assert len(await store.waiting()) == 1
    assert await store.sweep(in_days(91)) > 0
    assert await number(store, messages, conversation, inbox, event) == [0, 0, 0, 1]
    talks = await store.submit(lambda connection: list(connection.scalars(select(event.c.talk))))
    assert talks == [None]


async def test_what_was_to_be_sent_is_forgotten_with_the_words(store: SqlStore) -> None:
    told = message(channel="line")
    sent, unsent = await answer(store, told, parcels=parcels("1", "2"))
    await store.outbox.begin(sent)
    await store.outbox.finish(sent, Sent(Receipt(("m-1",))))
    await store.sweep(in_days(89))
    assert await store.outbox.due() == [unsent]
    await store.sweep(in_days(91))
    assert await number(store, outbox) == [0]


async def test_a_repetition_is_known_for_thirty_days(store: SqlStore) -> None:
    told = message()
    await answer(store, told, "…")
    await store.sweep(in_days(29))
    assert await store.keep([told]) == []
    await store.sweep(in_days(31))
    assert await number(store, inbox) == [0]


async def test_a_short_memory_for_words_is_none_for_repetitions(house: House) -> None:
    house.open()
    await house.close()
    store = open_store(house.url, house.folder, None, retention=Retention(words=timedelta(days=7)))
    house.opened.append(store)
    told = message()
    await store.keep([told])
    await store.sweep(in_days(8))
    assert await store.waiting() == []
    assert await store.keep([told]) == []
    bodies = await store.submit(lambda connection: list(connection.scalars(select(inbox.c.body))))
    assert bodies == [None]


async def test_more_than_one_batch_goes_in_one_sweep(store: SqlStore) -> None:
    await store.keep([message() for _ in range(1200)])
    await store.sweep(in_days(91))
    assert await number(store, inbox) == [0]


async def test_a_talk_that_a_counselor_owns_keeps_its_state(store: SqlStore) -> None:
    await store.keep([told := message()])
    await store.save(told, Step(replace(await store.open("web", "talk"), version=1, owner=Owner.CASE)))
    await store.sweep(in_days(91))
    assert await number(store, conversation) == [1]


async def test_after_a_sweep_the_talk_goes_on_with_new_positions(store: SqlStore) -> None:
    await answer(store, message(), "…")
    last = (await store.after("talk", 0))[-1].position
    await store.sweep(in_days(91))
    await answer(store, message(), "…")
    assert [line.position > last for line in await store.after("talk", 0)] == [True, True]


async def test_tending_sweeps_when_its_timer_is_due(store: SqlStore) -> None:
    await store.tend(in_days(0))
    await answer(store, message(), "…")
    await store.tend(in_days(0))
    assert await number(store, messages, timer) == [2, 1]
    await store.tend(in_days(91))
    assert await number(store, messages, timer) == [0, 1]


async def test_a_due_timer_is_taken_exactly_once(house: House) -> None:
    store = house.open()
    other = house.open() if house.engine == "postgres" else store
    now = in_days(0)
    for talk in ("b", "a", "b"):
        due = timers.Due("reminder", "web", talk, "{}")
        await store.submit(partial(timers.start, due=due, at=now))

    def take(connection: Connection) -> list[timers.Due]:
        return timers.take(connection, "reminder", now)

    futures = [one.submit(take) for one in (store, other) * 5]
    taken = [due.conversation for future in futures for due in await future]
    assert taken == ["b", "a"]

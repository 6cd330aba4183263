"""A message is kept before the platform hears "ok", once, and in order."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from adapters.store.inbox import ATTEMPTS
from bot.errors import StoreBusy, StoreError
from bot.message import (
    Attachment,
    Edited,
    Joined,
    Left,
    Location,
    Message,
    Other,
    Retracted,
    Tap,
    Text,
)

from .conftest import ON_SQLITE
from .people import NOW, message, save

if TYPE_CHECKING:
    from adapters.store.store import SqlStore

    from .conftest import House

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("ref", "origin", "public"), [("", "", False), ("m-1", '{"token":"鍵"}', True)])
async def test_a_kept_message_waits_as_it_was(store: SqlStore, ref: str, origin: str, *, public: bool) -> None:
    told = replace(message(), ref=ref, origin=origin, public=public, attached=origin)
    assert await store.keep([told]) == [told]
    assert await store.waiting() == [told]


@pytest.mark.parametrize(
    "content",
    [
        Text("改行\nと 🙂 と \0 と \ud83d"),
        Tap("entry:lounge-hours"),
        Location(35.5, 139.6),
        Attachment("sticker"),
        Joined("deep"),
        Left(),
        Retracted("event-0"),
        Edited("event-0", "new"),
        Other("poll"),
    ],
)
async def test_every_kind_of_message_comes_back_equal(store: SqlStore, content: Text) -> None:
    told = message(content)
    await store.keep([told])
    assert await store.waiting() == [told]


async def test_a_repeated_event_is_not_given_back(store: SqlStore) -> None:
    first, second = message(), message()
    await store.keep([first])
    assert await store.keep([first, second, second]) == [second]
    assert await store.waiting() == [first, second]


async def test_the_same_event_of_another_channel_is_another_one(store: SqlStore) -> None:
    here = message(event="1")
    there = replace(here, channel="line")
    assert await store.keep([here, there]) == [here, there]


async def test_nothing_to_keep_is_nothing_kept(store: SqlStore) -> None:
    assert await store.keep([]) == ()


async def test_two_hundred_repetitions_at_once_are_one_message(house: House) -> None:
    told = message()
    stores = [house.open()]
    if house.engine == "postgres":
        stores.append(house.open())
    given = await asyncio.gather(*(stores[n % len(stores)].keep([told]) for n in range(200)))
    assert sum(len(new) for new in given) == 1
    assert await stores[0].waiting() == [told]


async def test_what_waits_is_given_in_the_order_it_came(store: SqlStore) -> None:
    told = [message(str(n)) for n in range(300)]
    for start in range(0, 300, 100):
        await asyncio.gather(*(store.keep([one]) for one in told[start : start + 100]))
    assert await store.waiting() == told


async def test_what_was_kept_survives_a_restart(house: House) -> None:
    told = message()
    await house.open().keep([told])
    await house.close()
    assert await house.open().waiting() == [told]


@ON_SQLITE
async def test_the_data_folder_may_have_any_name(house: House) -> None:
    house.folder /= "窓口 100% #1?"
    store = house.open()
    await store.keep([told := message()])
    assert await store.waiting() == [told]


async def test_the_time_it_was_sent_is_the_same_moment(store: SqlStore) -> None:
    told = replace(message(), sent_at=NOW.astimezone(timezone(timedelta(hours=9))) + timedelta(microseconds=1))
    await store.keep([told])
    assert (await store.waiting())[0].sent_at == told.sent_at


@pytest.mark.parametrize("odd", ["", "a\0b", "\ud800", "x" * 256])
async def test_an_id_no_database_keeps_is_refused_and_harms_nobody(store: SqlStore, odd: str) -> None:
    with pytest.raises(StoreError, match="refuse it at the door"):
        await store.keep([Message("web", "talk", odd, Text("x"), NOW)])
    assert await store.keep([fine := message()]) == [fine]


async def test_when_too_much_waits_new_messages_are_refused_until_some_are_answered(house: House) -> None:
    store = house.open(limit=3)
    told = [message(talk=str(n)) for n in range(3)]
    await store.keep(told)
    with pytest.raises(StoreBusy) as busy:
        await store.keep([message()])
    assert busy.value.retry_after > 0
    await save(store, told[0], "…")
    await store.keep([message()])


async def test_a_full_counter_is_seen_after_a_restart(house: House) -> None:
    await house.open().keep([message(), message()])
    await house.close()
    with pytest.raises(StoreBusy):
        await house.open(limit=2).keep([message()])


async def test_a_message_that_fails_five_times_is_dead_and_the_lane_goes_on(store: SqlStore) -> None:
    poison, fine = message(), message()
    await store.keep([poison, fine])
    tries = [await store.fail(poison, "ValueError") for _ in range(ATTEMPTS)]
    assert tries == [False, False, False, False, True]
    assert await store.waiting() == [fine]
    assert await store.keep([poison]) == []
    await save(store, fine, "…")

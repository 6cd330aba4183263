"""What was decided is sent, in order, and at most once where nobody knows whether it arrived."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text, update

from adapters.store.tables import outbox
from bot.errors import StaleConversation
from bot.parcel import Dead, Later, Parcel, Receipt, Sent, Uncertain
from bot.step import Step

from .people import CANARY, answer, message, parcels, save

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from adapters.store.store import SqlStore
    from bot.parcel import Dispatch, Outcome

    from .conftest import House

pytestmark = pytest.mark.anyio


async def rows(store: SqlStore) -> list[Row[Any]]:
    return await store.submit(lambda connection: list(connection.execute(select(outbox).order_by(outbox.c.number))))


async def turn(store: SqlStore, talk: str, *bodies: str, channel: str = "line") -> list[Dispatch]:
    return list(await answer(store, message(talk=talk, channel=channel), parcels=parcels(*bodies)))


async def end(store: SqlStore, dispatch: Dispatch, outcome: Outcome) -> None:
    assert await store.outbox.begin(dispatch)
    await store.outbox.finish(dispatch, outcome)


async def test_what_is_packed_is_due_as_it_was_saved(store: SqlStore) -> None:
    told = message(talk="a", channel="line")
    await store.keep([told])
    saved = await save(store, told, parcels=[Parcel('{"text":"鍵 \ud83d"}', "reply"), Parcel("2", "push")])
    assert [(one.event, one.part, one.parcel.route) for one in saved] == [
        (told.event, 1, "reply"),
        (told.event, 2, "push"),
    ]
    assert await store.outbox.due() == list(saved)
    assert len({one.key for one in saved}) == 2


async def test_numbers_grow_with_every_turn_also_in_one_group(store: SqlStore) -> None:
    told = [message(talk=str(n), channel="line") for n in range(40)]
    await store.keep(told)
    saved = await asyncio.gather(*(save(store, one, parcels=parcels("1", "2", "3")) for one in told))
    for one, dispatches in zip(told, saved, strict=True):
        assert {each.event for each in dispatches} == {one.event}
        assert [each.number for each in dispatches] == sorted({each.number for each in dispatches})
    assert [each.part for each in saved[0]] == [1, 2, 3]


async def test_a_step_that_is_not_saved_sends_nothing(store: SqlStore) -> None:
    await store.keep([told := message(channel="line")])
    with pytest.raises(StaleConversation):
        await store.save(told, Step(await store.open("line", "talk")), parcels("x"))
    assert await rows(store) == []


async def test_nothing_is_packed_for_a_page_that_pulls(store: SqlStore) -> None:
    assert await answer(store, message(), "…") == ()
    assert await store.outbox.due() == []


async def test_what_was_sent_keeps_the_platforms_ids_and_no_words(store: SqlStore) -> None:
    (one,) = await turn(store, "a", CANARY)
    await end(store, one, Sent(Receipt(("m-1", "m-2"))))
    (row,) = await rows(store)
    assert (row.state, row.body, row.receipt, row.attempts) == ("sent", None, '["m-1","m-2"]', 1)
    assert await store.outbox.due() == []
    assert not await store.outbox.begin(one)


async def test_what_is_to_be_sent_does_not_stand_in_clear(store: SqlStore) -> None:
    await turn(store, "a", "canary-body")
    (row,) = await rows(store)
    assert b"canary" not in row.body


async def test_what_cannot_go_now_comes_again_later_by_its_new_way(store: SqlStore) -> None:
    (one,) = await turn(store, "a", "x")
    await end(store, one, Later(0.0, "401 no token", route="push"))
    (again,) = await store.outbox.due()
    assert (again.parcel, again.attempts, again.unsure, again.key) == (Parcel("x", "push"), 1, False, one.key)
    await end(store, again, Later(3600.0, "429", unsure=True))
    assert await store.outbox.due() == []
    (row,) = await rows(store)
    assert (row.code, row.unsure, row.route) == ("429", True, "push")
    assert (row.due_at - datetime.now(UTC)).total_seconds() == pytest.approx(3600, abs=60)


async def test_once_unsure_stays_unsure(store: SqlStore) -> None:
    (one,) = await turn(store, "a", "x")
    await end(store, one, Later(0.0, "timeout", unsure=True))
    await end(store, (await store.outbox.due())[0], Later(0.0, "429"))
    assert [each.unsure for each in await store.outbox.due()] == [True]


async def test_a_talks_later_parcels_wait_for_its_first(store: SqlStore) -> None:
    first, second = await turn(store, "a", "1", "2")
    (third,) = await turn(store, "a", "3")
    (other,) = await turn(store, "b", "4")
    assert await store.outbox.due() == [first, second, third, other]
    assert not await store.outbox.begin(second)
    await end(store, first, Later(3600.0, "429"))
    assert await store.outbox.due() == [other]
    assert not await store.outbox.begin(third)


@pytest.mark.parametrize("outcome", [Sent(Receipt()), Uncertain("timeout"), Dead("400")])
async def test_however_the_first_ends_the_next_one_goes(store: SqlStore, outcome: Outcome) -> None:
    first, second = await turn(store, "a", "1", "2")
    await end(store, first, outcome)
    assert await store.outbox.due() == [second]
    await end(store, second, Sent(Receipt()))
    assert [row.state for row in await rows(store)][1] == "sent"


async def test_what_is_given_up_keeps_its_words_for_a_person_to_send_again(store: SqlStore) -> None:
    first, second = await turn(store, "a", "1", "2")
    await end(store, first, Uncertain("time-out \0 \ud800"))
    await end(store, second, Dead("x" * 500))
    kept = await rows(store)
    assert [(row.state, row.body is None, len(row.code)) for row in kept] == [
        ("uncertain", False, 11),
        ("dead", False, 100),
    ]


async def test_when_nobody_is_there_any_more_nothing_else_goes(store: SqlStore) -> None:
    first, *_ = await turn(store, "a", "1", "2")
    await turn(store, "a", "3")
    (other,) = await turn(store, "b", "4")
    await end(store, first, Dead("403", gone=True))
    assert [row.state for row in await rows(store)] == ["dead", "withdrawn", "withdrawn", "new"]
    assert await store.outbox.due() == [other]


async def test_what_is_in_hand_is_not_due_and_not_begun_twice(store: SqlStore) -> None:
    first, _second = await turn(store, "a", "1", "2")
    assert list(await asyncio.gather(store.outbox.begin(first), store.outbox.begin(first))) == [True, False]
    assert await store.outbox.due() == []
    store.outbox.let_go(first)
    assert [(one.part, one.unsure) for one in await store.outbox.due()] == [(1, True), (2, False)]


async def test_a_try_that_a_death_cut_off_is_unsure_after_the_restart(house: House) -> None:
    store = house.open()
    first, _ = await turn(store, "a", "1", "2")
    await turn(store, "b", "3")
    await store.outbox.begin(first)
    await house.close()
    house.run_out()
    store = house.open()
    due = await store.outbox.due()
    assert [(one.parcel.body, one.unsure, one.attempts) for one in due] == [
        ("1", True, 1),
        ("2", False, 0),
        ("3", False, 0),
    ]
    await end(store, due[0], Later(0.0, "429"))
    assert (await store.outbox.due())[0].unsure


async def test_an_uncertain_one_may_be_put_down_without_another_try(house: House) -> None:
    store = house.open()
    (one,) = await turn(store, "a", "1")
    await store.outbox.begin(one)
    store.outbox.let_go(one)
    await store.outbox.finish((await store.outbox.due())[0], Uncertain("crash"))
    assert [row.state for row in await rows(store)] == ["uncertain"]


async def test_a_limit_is_for_each_channel_so_that_none_hides_another(store: SqlStore) -> None:
    for n in range(5):
        await turn(store, str(n), "x")
    (other,) = await turn(store, "9", "y", channel="telegram")
    due = await store.outbox.due(limit=3)
    assert [one.channel for one in due] == ["line"] * 3 + ["telegram"]
    assert due[-1] == other


async def test_a_parcel_that_cannot_be_read_is_dead_and_its_talk_goes_on(store: SqlStore) -> None:
    first, second = await turn(store, "a", "1", "2")
    damage = update(outbox).where(outbox.c.number == first.number).values(body=b"damaged")
    await store.submit(lambda connection: connection.execute(damage).rowcount)
    assert await store.outbox.due() == [second]
    assert [(row.state, row.code) for row in await rows(store)] == [("dead", "unreadable"), ("new", None)]
    assert await store.outbox.due() == [second]


async def test_a_hundred_thousand_sent_ones_do_not_slow_the_next(store: SqlStore) -> None:
    (one,) = await turn(store, "a", "1")
    await store.submit(lambda connection: connection.execute(_MANY).rowcount)
    loop, seconds = asyncio.get_running_loop(), []
    for _ in range(3):
        start = loop.time()
        assert await store.outbox.due() == [one]
        seconds.append(loop.time() - start)
    # A look at every row takes some tenths of a second; at those that wait, a few thousandths.
    assert min(seconds) < 0.05


_MANY = text("""
    WITH RECURSIVE old(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM old WHERE n < 100000)
    INSERT INTO outbox
        (channel, conversation, event_id, part, lane, epoch, state, route, unsure, attempts, due_at, made_at)
    SELECT 'line', 'talk-' || (n % 5000), 'old-' || n, 1, 0, 0, 'sent', '', false, 1, 0, 0 FROM old
""")

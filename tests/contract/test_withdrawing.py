"""What must not be said any more is not sent, whoever found that out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.store.tables import outbox
from bot.message import Left, Retracted
from bot.parcel import Dead, Receipt, Sent, Uncertain
from bot.step import Erased, MessageGone, Step

from .people import CANARY, answer, message as said, parcels

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row

    from adapters.store.store import SqlStore

pytestmark = pytest.mark.anyio


async def rows(store: SqlStore) -> list[Row[Any]]:
    return await store.submit(lambda connection: list(connection.execute(select(outbox).order_by(outbox.c.number))))


async def states(store: SqlStore) -> list[str]:
    return [row.state for row in await rows(store)]


async def test_who_left_gets_nothing_more(store: SqlStore) -> None:
    first, _ = await answer(store, said(), parcels=parcels("1", "2"))
    (other,) = await answer(store, said(talk="other"), parcels=parcels("3"))
    await store.outbox.begin(first)
    await answer(store, said(Left()))
    await store.outbox.finish(first, Dead("403"))
    assert await states(store) == ["withdrawn", "withdrawn", "new"]
    assert [row.body is None for row in await rows(store)] == [True, True, False]
    assert await store.outbox.due() == [other]


async def test_an_erased_talk_sends_only_that_it_is_erased(store: SqlStore) -> None:
    sent, doubtful, _ = await answer(store, said(), parcels=parcels("1", "2", "3"))
    for one, outcome in ((sent, Sent(Receipt(("m-1",)))), (doubtful, Uncertain("timeout"))):
        await store.outbox.begin(one)
        await store.outbox.finish(one, outcome)
    (last,) = await answer(store, said(), "erased", events=(Erased(),), parcels=parcels("erased"))
    assert await store.outbox.due() == [last]
    *before, after = await rows(store)
    assert [row.state for row in before] == ["sent", "withdrawn", "withdrawn"]
    assert {(row.conversation, row.body, row.receipt, row.code) for row in before} == {("", None, None, None)}
    assert after.conversation == "talk"


async def test_nothing_answers_a_message_that_was_taken_back(store: SqlStore) -> None:
    gone, stays = said(CANARY, ref="m-1"), said(ref="m-2")
    doubtful, *_ = await answer(store, gone, parcels=parcels("1", "2"))
    await store.outbox.begin(doubtful)
    await store.outbox.finish(doubtful, Uncertain("timeout"))
    (other,) = await answer(store, stays, parcels=parcels("3"))
    await answer(store, said(Retracted("m-1")), events=(MessageGone("m-1"),))
    assert await states(store) == ["withdrawn", "withdrawn", "new"]
    assert await store.outbox.due() == [other]


async def test_nobody_withdraws_what_answers_another_person(store: SqlStore) -> None:
    await answer(store, said(talk="other", ref="m-1", event="e-1"), parcels=parcels("1"))
    for name in ("m-1", "e-1"):
        await answer(store, said(Retracted(name)), events=(MessageGone(name),))
    assert await states(store) == ["new"]


async def test_what_the_bot_decided_before_a_person_took_over_is_not_sent(store: SqlStore) -> None:
    await answer(store, said(), parcels=parcels("bot"))
    await answer(store, said(talk="other"), parcels=parcels("elsewhere"))
    await store.keep([told := said()])
    talk = await store.open("web", "talk")
    (mine,) = await store.save(told, Step(replace(talk, version=talk.version + 1, epoch=1)), parcels("person"))
    assert await states(store) == ["withdrawn", "new", "new"]
    assert mine in await store.outbox.due()


async def test_a_row_withdrawn_while_it_was_in_the_air_stays_withdrawn(store: SqlStore) -> None:
    (one,) = await answer(store, said(), parcels=parcels("1"))
    await store.outbox.begin(one)
    await answer(store, said(), events=(Erased(),))
    await store.outbox.finish(one, Sent(Receipt(("m-1",))))
    assert [(row.state, row.receipt) for row in await rows(store)] == [("withdrawn", None)]

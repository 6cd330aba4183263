"""A platform calls what was said by a name of its own, in later edits and retractions."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from adapters.store.tables import inbox, message
from bot.errors import AlreadyAnswered
from bot.message import Edited, Retracted
from bot.step import MessageGone

from .people import CANARY, NOW, answer, message as said, save

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from adapters.store.store import SqlStore

pytestmark = pytest.mark.anyio


async def blobs(store: SqlStore) -> list[bytes]:
    def all_(connection: Connection) -> list[bytes]:
        found = [*connection.scalars(select(message.c.body)), *connection.scalars(select(inbox.c.body))]
        return [blob for blob in found if blob is not None]

    return await store.submit(all_)


async def heard(store: SqlStore, talk: str = "talk") -> list[str | None]:
    return [line.text for line in await store.after(talk, 0) if line.mine]


async def test_two_events_about_one_message_are_both_kept(store: SqlStore) -> None:
    told = [said(ref="m-1"), said(Edited("m-1", "better"), ref="m-1")]
    assert await store.keep(told) == told
    assert await store.waiting() == told


async def test_a_message_taken_back_by_its_name_is_gone_with_its_later_wordings(store: SqlStore) -> None:
    await answer(store, said(CANARY, ref="m-1"))
    await answer(store, said(Edited("m-1", CANARY), ref="m-1"))
    await answer(store, said(Edited("m-1", CANARY)))
    await answer(store, said("other", ref="m-2"))
    await answer(store, said(Retracted("m-1"), ref="m-1"), events=(MessageGone("m-1"),))
    assert await heard(store) == ["other"]
    assert len(await blobs(store)) == 1


@pytest.mark.parametrize("named", ["ref", "event"])
async def test_what_still_waits_when_it_is_taken_back_is_never_answered(store: SqlStore, named: str) -> None:
    waits, edit = said(CANARY, event="e-1", ref="m-1"), said(Edited("m-1", CANARY))
    back = said(Retracted("m-1" if named == "ref" else "e-1"))
    told = [waits, edit] if named == "ref" else [waits]
    assert await store.keep(told) == told
    assert await store.keep([back]) == [back]
    assert await store.waiting() == [back]
    for one in told:
        with pytest.raises(AlreadyAnswered):
            await save(store, one, "too late")


@pytest.mark.parametrize("named", ["ref", "event"])
async def test_what_comes_together_with_its_retraction_is_not_given_to_anybody(store: SqlStore, named: str) -> None:
    told, back = said(CANARY, event="e-1", ref="m-1"), said(Retracted("m-1" if named == "ref" else "e-1"))
    first, second = await asyncio.gather(store.keep([told]), store.keep([back]))
    assert second == [back]
    assert first in ([], [told])
    assert await store.waiting() == [back]
    assert await store.keep([replace(told, event="e-2", ref="m-2"), said(Retracted("m-2"))]) != []
    assert len(await store.waiting()) == 2


async def test_what_comes_after_its_retraction_is_stored_empty_and_not_new(store: SqlStore) -> None:
    back, late, edit = said(Retracted("m-1")), said(CANARY, ref="m-1"), said(Edited("m-1", CANARY))
    await answer(store, back, events=(MessageGone("m-1"),))
    assert await store.keep([late, edit, fine := said(ref="m-2")]) == [fine]
    assert await store.waiting() == [fine]
    assert await store.keep([late]) == []
    assert len(await blobs(store)) == 1
    with pytest.raises(AlreadyAnswered):
        await save(store, late, "…")


async def test_the_same_name_in_another_talk_is_another_message(store: SqlStore) -> None:
    await answer(store, said("theirs", talk="other", ref="m-1"))
    waits = said(talk="other", ref="m-1")
    await store.keep([waits])
    await answer(store, said(Retracted("m-1")), events=(MessageGone("m-1"),))
    assert await store.waiting() == [waits]
    assert await heard(store, "other") == ["theirs"]
    assert await store.keep([late := said(talk="other", ref="m-1")]) == [late]


async def test_a_name_that_is_also_the_event_is_no_tombstone(store: SqlStore) -> None:
    await answer(store, said(event="e-1", ref="e-1"))
    assert await store.keep([edit := said(Edited("e-1", "better"))]) == [edit]


@pytest.mark.parametrize("odd", ["", "a\0b", "\ud800", "x" * 256])
async def test_a_retraction_of_nonsense_harms_nobody(store: SqlStore, odd: str) -> None:
    await answer(store, said("hello"))
    await store.keep([said(Edited(odd, "x"), talk="b")])
    await store.keep([back := said(Retracted(odd))])
    assert back in await store.waiting()
    if "\0" not in odd and odd != "\ud800":
        await save(store, back, events=(MessageGone(odd),))
    assert await heard(store) == ["hello"]


async def test_of_two_edits_the_newer_one_counts_whichever_comes_first(store: SqlStore) -> None:
    await answer(store, said("original", ref="m-1"))
    newer = replace(said(Edited("m-1", "newer")), sent_at=NOW - timedelta(seconds=1))
    older = replace(said(Edited("m-1", "older")), sent_at=NOW - timedelta(seconds=2))
    for one in (newer, older):
        await answer(store, one, "…")
    assert await heard(store) == ["original", "newer"]
    await answer(store, replace(said(Edited("m-1", "newest")), sent_at=NOW))
    await answer(store, replace(said(Edited("m-2", "another")), sent_at=NOW - timedelta(seconds=3)))
    assert await heard(store) == ["original", "newer", "newest", "another"]

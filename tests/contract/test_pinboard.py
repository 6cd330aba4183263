"""The pinboard of the staff group: what stands where is the same after a crash, and lost as a whole."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.pinboard import Album, Post, Topic
from adapters.store.pinboard import SqlPinboard

if TYPE_CHECKING:
    from adapters.store.store import SqlStore

pytestmark = pytest.mark.anyio

GROUP = -1001234567890
AT = datetime(2026, 11, 30, 3, 4, 5, 678, tzinfo=UTC)
TOPIC = Topic("case-1", GROUP, 7, AT, "⏳ 1", 8, "abc")


@pytest.fixture
def board(store: SqlStore) -> SqlPinboard:
    return SqlPinboard(store.submit, GROUP)


async def test_a_topic_is_as_it_was_written_down_last(board: SqlPinboard) -> None:
    assert await board.topic("case-1") is None
    making = Topic("case-1", GROUP, None, AT)
    for each in (making, TOPIC, replace(TOPIC, open=False, header=None)):
        await board.keep(each)
        assert await board.topic("case-1") == each
    assert await board.case_of(GROUP, 7) == "case-1"
    assert await board.case_of(GROUP, 8) is None
    assert await board.case_of(GROUP - 1, 7) is None


async def test_topics_are_given_in_the_order_in_which_they_were_made(board: SqlPinboard) -> None:
    first = replace(TOPIC, case_id="case-2", made=AT - timedelta(seconds=1))
    await board.keep(TOPIC)
    await board.keep(first)
    assert list(await board.topics()) == [first, TOPIC]


async def test_posts_stay_in_the_order_in_which_they_were_begun(board: SqlPinboard) -> None:
    later, sooner = Post("case-1", "line:9", 12), Post("case-1", "note:3", 0, (5,), shown="x")
    await board.post(later)
    await board.post(sooner)
    done = replace(later, messages=(6, 7), whole=True, shown="y")
    await board.post(replace(later, unsure=True))
    await board.post(done)
    await board.post(replace(sooner, case_id="case-2"))
    assert list(await board.posts("case-1")) == [done, sooner]


async def test_what_is_lost_is_lost_with_its_posts_and_may_be_made_anew(board: SqlPinboard) -> None:
    await board.keep(replace(TOPIC, open=False))
    await board.post(Post("case-1", "line:9", 12))
    await board.lose("case-1")
    assert await board.topic("case-1") == Topic("case-1", GROUP, None, AT)
    assert list(await board.posts("case-1")) == []
    await board.lose("case-2")
    assert await board.topic("case-2") is None
    await board.forget("case-1")
    assert list(await board.topics()) == []


async def test_a_group_that_moved_takes_no_topic_with_it(board: SqlPinboard, store: SqlStore) -> None:
    assert await board.chat() is None
    await board.keep(TOPIC)
    await board.post(Post("case-1", "line:9", 12))
    await board.moved(GROUP - 5)
    assert await board.chat() == GROUP - 5
    assert await board.topic("case-1") == Topic("case-1", GROUP - 5, None, AT)
    await board.keep(replace(TOPIC, chat=GROUP - 5))
    await board.moved(GROUP - 5)
    assert await board.topic("case-1") == replace(TOPIC, chat=GROUP - 5), "told twice, it is no change"
    assert await SqlPinboard(store.submit, GROUP - 1).chat() is None


async def test_an_album_is_gathered_until_it_is_sent(board: SqlPinboard) -> None:
    first, more = Album("case-1", "77", b"one"), Album("case-1", "77", b"one and two")
    other = Album("case-2", "77", b"x")
    for each in (first, other, more):
        await board.gather(each)
    assert list(await board.albums()) == [more, other]
    await board.gathered(first)
    assert list(await board.albums()) == [more, other], "something came to it meanwhile"
    await board.gathered(more)
    await board.forget("case-2")
    assert list(await board.albums()) == []


async def test_what_is_not_sent_yet_changes_only_where_nobody_changed_it_meanwhile(board: SqlPinboard) -> None:
    first, second, third = (Album("case-1", "draft:7", body) for body in (b"one", b"two", b"three"))
    assert not await board.exchange(first, second), "it is not there"
    await board.gather(first)
    done = await asyncio.gather(board.exchange(first, second), board.exchange(first, third))
    assert sorted(done) == [False, True]
    [kept] = await board.albums()
    assert kept in {second, third}
    await board.forget("case-1")
    assert not await board.exchange(kept, first), "what was forgotten does not come back"
    assert list(await board.albums()) == []

"""The sender: in order for each person, as often as it takes, never twice, and nobody waits for another."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from adapters import outbox as sending
from adapters.outbox import MOST_TRIES, TOO_LONG, backoff
from adapters.pace import Bucket, Pace, Paces
from bot.errors import SendError
from bot.parcel import Dead, Sent, Uncertain
from tests.adapters.post import FAST, Memory, Post

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(sending, "LOOK", 0.02)


async def test_each_persons_parcels_arrive_in_order() -> None:
    post = Post()
    await post.run(*"abcabcabcaa")
    for talk in "abc":
        numbers = [row.number for row in post.platform.seen if row.conversation == talk]
        assert numbers == sorted(numbers)
    assert len(post.platform.taken) == 11


async def test_a_failed_try_is_repeated_with_the_same_key_and_holds_back_only_that_talk() -> None:
    post = Post()
    post.platform.faults["body-1"] = [SendError("500", retry=True, unsure=True)] * 3
    await post.run("a", "a", "b")
    assert post.platform.taken.index("body-1") < post.platform.taken.index("body-2")
    assert post.platform.taken[0] == "body-3"
    tries = [row for row in post.platform.seen if row.number == 1]
    assert [(row.attempts, row.unsure) for row in tries] == [(0, False), (1, True), (2, True), (3, True)]
    assert len({row.key for row in tries}) == 1


async def test_once_unsure_stays_unsure_until_something_tells() -> None:
    post = Post()
    post.platform.faults["body-1"] = [
        SendError("timeout", retry=True, unsure=True),
        SendError("refused", retry=True),
        SendError("reply token", retry=True, route="push"),
    ]
    await post.run("a")
    assert [(row.unsure, row.parcel.route) for row in post.platform.seen] == [
        (False, "reply"), (True, "reply"), (True, "reply"), (False, "push"),
    ]  # fmt: skip


async def test_what_may_have_arrived_is_never_repeated_blindly() -> None:
    post = Post()
    post.platform.faults["body-1"] = [SendError("timeout", retry=False, unsure=True)]
    await post.run("a", "a")
    assert post.outbox.done[1] == Uncertain("timeout")
    assert [row.number for row in post.platform.seen] == [1, 2]


async def test_what_the_platform_refuses_is_dead_and_the_next_goes_on() -> None:
    post = Post()
    post.platform.faults["body-1"] = [SendError("400", retry=False)]
    await post.run("a", "a")
    assert post.outbox.done[1] == Dead("400")
    assert isinstance(post.outbox.done[2], Sent)


async def test_who_is_gone_gets_nothing_more() -> None:
    post = Post()
    post.platform.faults["body-1"] = [SendError("403", retry=False, gone=True)]
    await post.run("a", "a", "a", "b")
    assert [row.number for row in post.platform.seen] == [1, 4]


async def test_a_bug_in_a_channel_stops_neither_the_talk_nor_the_sender(caplog: pytest.LogCaptureFixture) -> None:
    post = Post()
    post.platform.faults["body-1"] = [ValueError("a secret word")]
    await post.run("a", "a")
    assert post.outbox.done[1] == Uncertain("error")
    assert "secret" not in caplog.text


async def test_a_slow_person_holds_up_nobody_else() -> None:
    post = Post()
    post.platform.slow["slow"] = 0.5
    sender = post.open()
    sender.post(post.outbox.add("slow", *(f"talk-{n}" for n in range(300))))
    await post.until(lambda: len(post.platform.taken) == 300, 0.4)
    await sender.close()


async def test_the_platforms_own_wait_is_honoured_for_that_talk_only() -> None:
    post = Post()
    post.platform.faults["body-1"] = [SendError("429", retry=True, wait=0.2)]
    begun = time.monotonic()
    await post.run("a", "b")
    assert post.platform.taken == ["body-2", "body-1"]
    assert time.monotonic() - begun >= 0.2


async def test_a_wait_of_the_whole_channel_holds_everybody() -> None:
    post = Post()
    post.platform.faults["body-1"] = [SendError("429", retry=True, wait=0.2, broad=True)]
    sender = post.open()
    sender.post(post.outbox.add("a"))
    await post.until(lambda: bool(post.told))
    sender.post(post.outbox.add("b"))
    await asyncio.sleep(0.1)
    assert len(post.platform.seen) == 1
    await post.until(lambda: len(post.platform.taken) == 2)
    await sender.close()


async def test_a_long_wait_holds_no_memory_and_is_taken_up_when_it_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PARKED", 0.05)
    post = Post()
    post.platform.faults["body-1"] = [SendError("429", retry=True, wait=0.2)]
    sender = post.open()
    sender.start()
    sender.post(post.outbox.add("a", "a"))
    await post.until(lambda: bool(post.told))
    await asyncio.sleep(0.03)
    assert not sender.busy
    await post.until(lambda: post.platform.taken == ["body-1", "body-2"])
    await sender.close()


async def test_nobody_waits_for_days() -> None:
    post = Post()
    post.platform.faults["body-1"] = [SendError("monthly limit", retry=True, wait=TOO_LONG + 1)]
    await post.run("a", "a")
    assert post.outbox.done[1] == Dead("monthly limit")


async def test_after_the_last_try_a_person_has_to_look() -> None:
    post = Post()
    row = replace(post.outbox.add("a")[0], attempts=MOST_TRIES - 1)
    again = replace(post.outbox.add("b")[0], attempts=MOST_TRIES - 1, unsure=True)
    post.platform.faults["body-1"] = post.platform.faults["body-2"] = [SendError("500", retry=True)] * 2
    sender = post.open()
    sender.post([row, again])
    await post.until(lambda: len(post.outbox.done) == 2)
    assert post.outbox.done == {1: Dead("500"), 2: Uncertain("500")}
    await sender.close()


async def test_a_platform_that_turns_everybody_away_says_nothing_against_a_parcel() -> None:
    post = Post()
    row = replace(post.outbox.add("a")[0], attempts=MOST_TRIES + 5)
    post.platform.faults["body-1"] = [SendError("401", retry=True, wait=0.01, broad=True)]
    sender = post.open()
    sender.post([row])
    await post.until(lambda: post.platform.taken == ["body-1"])
    await sender.close()


async def test_what_nobody_handed_on_is_found() -> None:
    post = Post()
    post.outbox.add("a", "b")
    sender = post.open()
    sender.start()
    await post.until(lambda: len(post.platform.taken) == 2)
    assert sender.alive
    await sender.close()
    assert not sender.alive


async def test_a_row_that_is_not_to_be_sent_any_more_is_dropped() -> None:
    post = Post()
    rows = post.outbox.add("a", "a")
    post.outbox.done[1] = Dead("withdrawn")
    sender = post.open()
    sender.post(rows)
    await post.until(lambda: len(post.outbox.done) == 2)
    assert post.platform.taken == ["body-2"]
    await sender.close()


@pytest.mark.parametrize("what", ["due", "begin", "finish"])
async def test_trouble_with_the_store_neither_loses_nor_doubles(what: str) -> None:
    post = Post(Memory(trouble=[what] * 2))
    await post.run("a", "a", "b")
    assert sorted(post.platform.taken) == ["body-1", "body-2", "body-3"]


async def test_closing_finishes_what_is_in_flight_and_begins_nothing_more() -> None:
    post = Post()
    post.platform.slow["a"] = 0.1
    sender = post.open()
    sender.post(post.outbox.add("a", "a"))
    await post.until(lambda: len(post.platform.seen) == 1)
    await sender.close()
    assert list(post.outbox.done) == [1]
    sender.post(post.outbox.add("b"))
    await asyncio.sleep(0.01)
    assert post.platform.taken == ["body-1"]


async def test_closing_waits_no_longer_than_its_patience() -> None:
    post = Post()
    post.platform.slow["a"] = 30
    sender = post.open()
    sender.post(post.outbox.add("a"))
    await post.until(lambda: len(post.platform.seen) == 1)
    await asyncio.wait_for(sender.close(patience=0.05), 1)
    assert post.outbox.done == {}
    assert post.outbox.let == [1]


async def test_one_person_is_not_written_to_faster_than_the_platform_likes() -> None:
    post = Post()
    sender = post.open(talk=Pace(rate=20, burst=2))
    begun = time.monotonic()
    sender.post(post.outbox.add(*"aaaa", "b"))
    await post.until(lambda: len(post.platform.taken) == 5)
    assert time.monotonic() - begun >= 0.1
    assert post.platform.taken.index("body-5") < 3
    await sender.close()


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = Bucket(Pace(rate=2, burst=3))
    assert [bucket.take(0.0) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    assert bucket.take(10.0) == 0
    paces = Paces(Pace(rate=1, burst=2), FAST)
    assert [paces.wait(talk, 0.0) for talk in "abc"] == [0, 0, 1.0]


def test_waits_grow_and_have_an_end() -> None:
    assert 0.005 <= backoff(0) <= 0.01
    assert backoff(9) > 8 * backoff(3)
    assert all(backoff(n) <= sending.LONGEST_WAIT for n in range(200))


async def test_tries_that_a_crash_cut_off_do_not_lengthen_the_wait() -> None:
    post = Post()
    row = replace(post.outbox.add("a")[0], attempts=20, unsure=True)
    post.platform.faults["body-1"] = [SendError("500", retry=True, unsure=True)]
    sender = post.open()
    begun = time.monotonic()
    sender.post([row])
    await post.until(lambda: post.platform.taken == ["body-1"])
    assert time.monotonic() - begun < 0.5
    await sender.close()

"""The one corridor: kept, decided in order, saved; whatever goes wrong, the talk goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot import reception as corridor
from bot.case import Heard
from bot.conversation import Conversation, Owner
from bot.errors import AlreadyAnswered, StaleConversation, StoreBusy, StoreError
from bot.step import CaseMoved
from tests.bot.corridor import Memory, at_the_counter, receiving
from tests.bot.counter import HELPLINE, Shelf, message

if TYPE_CHECKING:
    from bot.message import Message
    from bot.reception import Reception
    from bot.step import Step


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corridor, "_RETRY_S", (0.0,))


def test_a_message_is_kept_answered_and_saved() -> None:
    store = Memory()
    at_the_counter(receiving(message("garbage")), store)
    assert store.said == ["[en] Garbage"]


def test_the_messages_of_one_talk_are_answered_in_order() -> None:
    store = Memory()
    messages = [message(text) for text in ("papers", "2", "tsurumi", "more", "xyzzy", "plugh")]
    at_the_counter(receiving(*messages), store)
    assert [event for event, _ in store.answered] == [each.event for each in messages]
    assert [step.conversation.version for _, step in store.answered] == [1, 2, 3, 4, 5, 6]
    assert store.said[1] == "[en] Garbage"


def test_talks_run_side_by_side_but_each_takes_one_message_at_a_time() -> None:
    store = Memory(expected_at_gate=3)

    async def work(reception: Reception) -> None:
        store.gate = asyncio.Event()
        for talk in ("one", "two", "three"):
            await reception.receive(message("garbage", talk=talk))
            await reception.receive(message("tsurumi", talk=talk))
        await store.full.wait()
        store.gate.set()

    at_the_counter(work, store)
    assert store.most_at_gate == 3
    assert len(store.answered) == 6


def test_a_message_seen_before_is_taken_and_answered_once() -> None:
    store = Memory()
    again = message("garbage")
    at_the_counter(receiving(again, again), store)
    assert len(store.answered) == 1


def test_a_decision_that_fails_ends_in_an_apology_and_the_next_message_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store, shelf = Memory(), Shelf(broken=True)

    async def work(reception: Reception) -> None:
        await reception.receive(message("my secret garbage"))
        await reception.rest()
        shelf.broken = False
        await reception.receive(message("garbage"))

    at_the_counter(work, store, shelf)
    assert store.said == [f"(trouble {HELPLINE})", "[en] Garbage"]
    assert [step.conversation.version for _, step in store.answered] == [1, 2]
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_a_failure_says_nothing_while_a_case_owns_the_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Step:
        raise RuntimeError

    monkeypatch.setattr(corridor, "answer", fail)
    store = Memory(talks={"talk": Conversation("test", "talk", owner=Owner.CASE, case="case-1")})
    at_the_counter(receiving(message("garbage")), store)
    assert store.said == [""]
    assert store.answered[0][1].events == (CaseMoved("case-1", Heard()),)


@pytest.mark.parametrize("trouble", [StoreError("disk"), StaleConversation("moved on")])
def test_store_trouble_is_tried_again(trouble: Exception) -> None:
    store = Memory(trouble=[trouble, trouble])
    at_the_counter(receiving(message("garbage"), message("tsurumi")), store)
    assert store.said == ["[en] Garbage", "[en] Tsurumi lounge"]


def test_an_answer_that_cannot_be_saved_becomes_an_apology() -> None:
    store = Memory(trouble=[StoreError("disk")] * 5)
    at_the_counter(receiving(message("garbage"), message("tsurumi")), store)
    assert store.said == [f"(trouble {HELPLINE})", "[en] Tsurumi lounge"]


def test_lasting_store_trouble_leaves_the_message_in_the_inbox_and_goes_on() -> None:
    store = Memory(trouble=[StoreError("disk")] * 6)
    lost = message("garbage")
    at_the_counter(receiving(lost, message("tsurumi")), store)
    assert store.said == ["[en] Tsurumi lounge"]
    assert asyncio.run(store.waiting()) == [lost]


def test_a_broken_store_stops_neither_the_talk_nor_the_counter() -> None:
    store = Memory(trouble=[ZeroDivisionError()] * 2)
    at_the_counter(receiving(message("garbage"), message("tsurumi")), store)
    assert store.said == ["[en] Tsurumi lounge"]


def test_what_another_process_answered_is_dropped() -> None:
    store = Memory(trouble=[AlreadyAnswered("done")])
    at_the_counter(receiving(message("garbage"), message("tsurumi")), store)
    assert store.said == ["[en] Tsurumi lounge"]


def test_a_store_that_is_too_busy_says_so_to_the_channel() -> None:
    store = Memory(refuse=StoreBusy(3))
    with pytest.raises(StoreBusy):
        at_the_counter(receiving(message("garbage")), store)
    assert store.inbox == {}


def test_what_was_kept_before_a_restart_is_answered_after_it() -> None:
    store = Memory()
    asyncio.run(_keep(store, message("garbage"), message("tsurumi")))

    async def work(reception: Reception) -> None:
        assert await reception.resume() == 2

    at_the_counter(work, store)
    assert store.said == ["[en] Garbage", "[en] Tsurumi lounge"]


def test_closing_finishes_what_is_in_hand() -> None:
    store = Memory()

    async def work(reception: Reception) -> None:
        await reception.receive(message("garbage"))
        await asyncio.sleep(0)
        await reception.close()
        assert store.said == ["[en] Garbage"]
        await reception.receive(message("tsurumi"))

    at_the_counter(work, store)
    assert store.said == ["[en] Garbage"]
    assert len(asyncio.run(store.waiting())) == 1


def test_closing_loses_patience_with_a_store_that_hangs() -> None:
    store = Memory()
    stuck = message("garbage")

    async def work(reception: Reception) -> None:
        store.gate = asyncio.Event()
        await reception.receive(stuck)
        await store.full.wait()
        await reception.close(patience=0.01)

    at_the_counter(work, store)
    assert asyncio.run(store.waiting()) == [stuck]


async def _keep(store: Memory, *messages: Message) -> None:
    await store.keep(messages)

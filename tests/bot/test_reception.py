"""The one corridor: kept, decided in order, saved; whatever goes wrong, the talk goes on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from bot import reception as corridor
from bot.conversation import Conversation, Owner
from bot.errors import AlreadyAnswered, OutOfTurn, StaleConversation, StoreBusy, StoreError
from bot.message import Joined
from bot.parcel import Dispatch, Parcel, Receipt
from bot.plain import plain
from bot.reception import Reception
from tests.bot.counter import HELPLINE, NOON, Shelf, desk, message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.message import Message
    from bot.step import Step


@dataclass
class Memory:
    """A store in memory. ``trouble`` is raised by saving, one after the other, before it works."""

    trouble: list[Exception] = field(default_factory=list)
    refuse: Exception | None = None
    owner: Owner = Owner.BOT
    inbox: dict[str, Message] = field(default_factory=dict)
    talks: dict[str, Conversation] = field(default_factory=dict)
    answered: list[tuple[str, Step]] = field(default_factory=list)
    gate: asyncio.Event | None = None
    waiting_at_gate: int = 0
    most_at_gate: int = 0
    expected_at_gate: int = 1
    full: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self, messages: Sequence[Message]) -> Sequence[Message]:
        if self.refuse is not None:
            raise self.refuse
        new = [each for each in messages if each.event not in self.inbox]
        self.inbox |= {each.event: each for each in new}
        return new

    async def open(self, channel: str, conversation: str) -> Conversation:
        return self.talks.get(conversation, Conversation(channel, conversation, owner=self.owner))

    async def save(self, message: Message, step: Step, parcels: Sequence[Parcel] = ()) -> Sequence[Dispatch]:
        if self.gate is not None:
            self.waiting_at_gate += 1
            self.most_at_gate = max(self.most_at_gate, self.waiting_at_gate)
            if self.waiting_at_gate == self.expected_at_gate:
                self.full.set()
            await self.gate.wait()
            self.waiting_at_gate -= 1
        if self.trouble:
            raise self.trouble.pop(0)
        self.talks[message.conversation] = step.conversation
        self.answered.append((message.event, step))
        return [
            Dispatch(len(self.answered), message.channel, message.conversation, message.event, part, parcel)
            for part, parcel in enumerate(parcels, 1)
        ]

    async def waiting(self) -> Sequence[Message]:
        done = {event for event, _ in self.answered}
        return [each for each in self.inbox.values() if each.event not in done]

    @property
    def said(self) -> list[str]:
        """What was answered, in order."""
        return ["\n".join(plain(reply, desk().phrases) for reply in step.replies) for _, step in self.answered]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corridor, "_RETRY_S", (0.0,))


def at_the_counter(work: Callable[[Reception], Awaitable[None]], store: Memory, shelf: Shelf | None = None) -> None:
    """Open a reception, work, and let it finish."""

    async def day() -> None:
        reception = Reception(desk(shelf), store, lambda: NOON)
        await work(reception)
        await reception.rest()

    asyncio.run(day())


def receiving(*messages: Message) -> Callable[[Reception], Awaitable[None]]:
    async def work(reception: Reception) -> None:
        for each in messages:
            await reception.receive(each)

    return work


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
    store = Memory(owner=Owner.CASE)
    at_the_counter(receiving(message("garbage")), store)
    assert store.said == [""]


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


@dataclass
class Platform:
    """A channel that packs every reply as its words, and knows what language somebody reads."""

    name: str = "test"
    tag: str | None = "uk"
    unshowable: bool = False
    asked: int = 0

    async def profile(self, message: Message) -> str | None:
        del message
        self.asked += 1
        return self.tag

    def pack(self, message: Message, before: Conversation, step: Step) -> Sequence[Parcel]:
        del message, before
        words = [plain(reply, desk().phrases) for reply in step.replies]
        if self.unshowable and "trouble" not in words[0]:
            raise ValueError(words)
        return [Parcel(each) for each in words]

    async def send(self, dispatch: Dispatch) -> Receipt:
        del dispatch
        return Receipt()


def pushed(work: Callable[[Reception], Awaitable[None]], store: Memory, platform: Platform) -> list[str]:
    """Work with a channel that is pushed to; give what was handed on to be sent."""
    posted: list[str] = []

    async def day() -> None:
        reception = Reception(
            desk(),
            store,
            lambda: NOON,
            channels={"test": platform},
            post=lambda rows: posted.extend(row.parcel.body for row in rows),
        )
        await work(reception)
        await reception.rest()

    asyncio.run(day())
    return posted


def test_what_is_to_be_sent_is_handed_on_once_it_is_saved() -> None:
    store = Memory(trouble=[StoreError("disk")])
    assert pushed(receiving(message("garbage"), message("tsurumi")), store, Platform()) == [
        "[en] Garbage",
        "[en] Tsurumi lounge",
    ]


def test_who_has_just_come_is_greeted_in_the_language_of_their_profile() -> None:
    platform = Platform()
    pushed(receiving(message(Joined())), store := Memory(), platform)
    assert store.talks["talk"].language == "uk"
    pushed(receiving(message("garbage", talk="other"), message(Joined(), language="ja", talk="third")), store, platform)
    assert platform.asked == 1


def test_an_answer_that_cannot_be_shown_becomes_an_apology(caplog: pytest.LogCaptureFixture) -> None:
    posted = pushed(receiving(message("garbage")), Memory(), Platform(unshowable=True))
    assert posted == [f"(trouble {HELPLINE})"]
    assert "Garbage" not in caplog.text


def test_a_talk_that_another_process_answers_is_left_to_it() -> None:
    store = Memory()

    async def day() -> None:
        reception = Reception(desk(), store, lambda: NOON, ours=lambda _, talk: talk != "theirs")
        assert len(await reception.receive_all([message("garbage", talk="theirs"), message("tsurumi")])) == 2
        await reception.rest()

    asyncio.run(day())
    assert store.said == ["[en] Tsurumi lounge"]
    assert len(store.inbox) == 2


def test_an_older_message_that_another_process_kept_comes_first() -> None:
    older, newer = message("garbage"), message("tsurumi")
    store = Memory(trouble=[OutOfTurn("older first")])
    store.inbox[older.event] = older
    at_the_counter(receiving(newer), store)
    assert store.said == ["[en] Garbage", "[en] Tsurumi lounge"]


def test_a_flood_gets_one_notice_and_harms_nobody_else() -> None:
    store = Memory()
    flood = [message("garbage") for _ in range(60)]
    at_the_counter(receiving(*flood, message("tsurumi", talk="another")), store)
    assert store.said.count("[en] Garbage") == 20
    assert store.said.count("(too_many)") == 1
    assert store.said.count("") == 39
    assert "[en] Tsurumi lounge" in store.said


def test_a_message_that_cannot_be_answered_at_all_is_counted() -> None:
    store, counted = Memory(trouble=[StoreError("disk")] * 6), []

    async def given_up(message: Message, reason: str) -> None:
        counted.append((message.event, reason))

    async def day() -> None:
        reception = Reception(desk(), store, lambda: NOON, given_up=given_up)
        await reception.receive(lost)
        await reception.rest()

    lost = message("garbage")
    asyncio.run(day())
    assert counted == [(lost.event, "StoreError")]

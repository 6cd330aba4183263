"""The corridor and the channels that are pushed to: handed on once saved, shared, never flooded."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from bot import reception as corridor
from bot.errors import OutOfTurn, StoreError
from bot.message import Joined
from bot.parcel import Dispatch, Parcel, Receipt
from bot.plain import plain
from bot.reception import Reception
from tests.bot.corridor import Memory, at_the_counter, receiving
from tests.bot.counter import HELPLINE, NOON, desk, message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.conversation import Conversation
    from bot.message import Message
    from bot.reply import Reply
    from bot.step import Step


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corridor, "_RETRY_S", (0.0,))


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

    def pack_spoken(self, talk: Conversation, replies: Sequence[Reply], sender: str) -> Sequence[Parcel]:
        del talk, replies, sender
        return ()

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

"""Checks 19 and 24: topics that are deleted or closed, a group that moves, a bot without rights or outside."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from adapters.emulators.telegram.faults import Fault
from bot.case import CaseState

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


def calls(house: House, method: str) -> int:
    return len([call for call in house.emulator.journal.after(0) if call["method"] == method])


async def test_a_deleted_topic_is_made_anew_once_with_everything_in_it(house: House) -> None:
    case = await house.opened("garbage")
    first = await house.thread(case)
    house.emulator.groups.delete_topic(house.group, first)
    await house.say("are you there?")
    await house.settled()
    [topic] = house.topics()
    second = await house.thread(case)
    assert topic["message_thread_id"] == second != first
    words = "\n".join(house.texts(second))
    assert all(part in words for part in (case.called, "garbage", "are you there?"))
    assert calls(house, "createForumTopic") == 2
    assert house.texts(None) == [], "nothing falls into General"
    await house.write("/claim", second)
    assert (await house.case()).state is CaseState.ASSIGNED


async def test_a_topic_that_is_lost_again_and_again_does_not_become_many(house: House) -> None:
    case = await house.opened()
    for _ in range(2):
        house.emulator.groups.delete_topic(house.group, await house.thread(case))
        house.emulator.faults.add(Fault("429", "nothing"))
        await house.say("again")
        await house.settled()
    assert len(house.topics()) == 1
    assert calls(house, "createForumTopic") == 3


async def test_a_closed_topic_is_opened_and_the_words_arrive_once(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    await house.bring(house.emulator.groups.close_topic(house.group, house.sato, topic))
    await house.say("the door was shut")
    await house.settled()
    assert [shown["closed"] for shown in house.topics()] == [False]
    assert "\n".join(house.texts(topic)).count("the door was shut") == 1
    assert calls(house, "reopenForumTopic") == 1


async def test_a_closed_case_that_is_taken_up_again_opens_its_topic(house: House) -> None:
    case, topic = await house.claimed()
    await house.write("/resolve", topic)
    await house.settled()
    assert house.topics()[0]["closed"]
    await house.say("😄", "one more question")
    await house.say("same matter")
    await house.settled()
    assert (await house.case()).id == case.id
    assert not house.topics()[0]["closed"]
    assert "one more question" in "\n".join(house.texts(topic))


@pytest.mark.parametrize("house", [{"kind": "group", "forum": False}], indirect=True)
async def test_a_group_that_becomes_a_supergroup_is_followed(house: House) -> None:
    case = await house.opened()
    old = house.group
    assert house.topics() == [], "a basic group has no topics"
    house.group = house.emulator.groups.migrate(old, forum=True)
    moved = next(update for update in house.emulator.state.updates.seen.values()
                 if "migrate_to_chat_id" in update.body.get("message", {}))  # fmt: skip
    await house.bring(moved.id)
    await house.bring(moved.id)
    await house.settled()
    assert await house.board.chat() == house.group
    assert len(house.topics()) == 1
    assert case.called in house.topics()[0]["name"]
    await house.write("/claim", await house.thread(case))
    assert (await house.case()).state is CaseState.ASSIGNED
    await house.stop()
    await house.start_again(old)
    await house.say("after a restart")
    await house.settled()
    assert "after a restart" in "\n".join(house.texts(await house.thread(case)))


@pytest.mark.parametrize("house", [{"kind": "group", "forum": False}], indirect=True)
async def test_a_group_that_moved_unheard_is_followed_by_the_refusal_of_a_call(house: House) -> None:
    case = await house.opened()
    house.group = house.emulator.groups.migrate(house.group, forum=True)
    house.follower.again()
    await house.say("hello?")
    await house.until(house.topics)
    await house.settled()
    assert "hello?" in "\n".join(house.texts(await house.thread(case)))
    assert calls(house, "createForumTopic") >= 2


@pytest.mark.parametrize("house", [{"kind": "group", "forum": False}], indirect=True)
async def test_the_new_group_is_not_left_for_a_stranger(house: House) -> None:
    house.group = house.emulator.groups.migrate(house.group, forum=True)
    update = house.emulator.groups.say(house.group, house.sato, "hello all")
    await house.bring(update)
    await house.settled()
    assert calls(house, "leaveChat") == 0
    assert house.emulator.state.world.chats[house.group].bot == "administrator"
    stranger = house.emulator.groups.add("Others", [house.kato])
    await house.bring(house.emulator.groups.say(stranger, house.kato, "/start"))
    await house.settled()
    assert house.emulator.state.world.chats[stranger].bot == "left"


async def test_without_rights_cases_are_kept_and_somebody_is_told(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.bring(house.emulator.groups.demote_bot(house.group))
    case = await house.opened("my secret words")
    assert case.state is CaseState.QUEUED
    assert house.topics() == []
    assert house.staffroom.out
    told = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert any("administrator" in line for line in told)
    assert "my secret words" not in caplog.text
    await house.bring(house.emulator.groups.promote_bot(house.group))
    await house.until(house.topics)
    await house.settled()
    assert case.called in house.topics()[0]["name"]
    assert not house.staffroom.out


async def test_outside_the_group_residents_are_served_all_the_same(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    case, _ = await house.claimed()
    await house.bring(house.emulator.groups.kick_bot(house.group))
    await house.say("are you there?")
    await house.until(lambda: house.staffroom.out)
    assert any(record.levelno == logging.ERROR for record in caplog.records)
    assert [line.text for line in (await house.view(case)).lines][-1] == "are you there?"
    assert calls(house, "leaveChat") == 0


async def test_a_429_of_the_group_waits_and_nothing_is_lost_or_doubled(house: House) -> None:
    house.emulator.faults.add(Fault("429", "createForumTopic", retry_after=1))
    case = await house.opened("garbage")
    await house.until(house.topics)
    await house.settled()
    words = "\n".join(house.texts(await house.thread(case)))
    assert words.count("👤 Resident\ngarbage") <= 1
    assert len(house.topics()) == 1

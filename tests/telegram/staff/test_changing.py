"""Check 21 and the person's rights: what is changed changes on the other side too, what is taken back goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.case import CaseState, Restrict
from bot.message import Message, Retracted, Text

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


def said_by_anna(house: House) -> int:
    """Give the message that the resident wrote last."""
    number: int = [item["id"] for item in house.emulator.screen(house.anna)["items"] if item["mine"]][-1]
    return number


async def test_what_the_resident_changes_is_changed_where_it_stands_and_a_word_is_said(house: House) -> None:
    _, topic = await house.claimed()
    await house.say("I live in Naka")
    await house.settled()
    await house.bring(house.emulator.people.edit(house.anna, said_by_anna(house), "I live in Nishi"))
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert "I live in Naka" not in words
    assert words.count("I live in Nishi") == 1
    assert "changed by the resident" in words
    assert house.texts(topic)[-1] == "✏️ The resident has changed what is above"
    await house.bring(house.emulator.people.edit(house.anna, said_by_anna(house), "I live in Minami"))
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert ("Nishi" in words, words.count("Minami")) == (False, 1)


async def test_a_longer_wording_needs_more_room_and_a_shorter_one_less(house: House) -> None:
    _, topic = await house.claimed()
    await house.say("short")
    await house.settled()
    for text in ("x" * 4000, "y" * 100):
        await house.bring(house.emulator.people.edit(house.anna, said_by_anna(house), text))
        await house.settled()
        assert text in "".join(house.texts(topic))
    assert "x" * 50 not in "".join(house.texts(topic))


async def test_nobody_answers_a_changed_line_unread(house: House) -> None:
    _, topic = await house.claimed()
    await house.say("I can wait")
    await house.settled()
    message = await house.emulator_says(topic, "Then wait.")
    await house.bring(house.emulator.people.edit(house.anna, said_by_anna(house), "I cannot wait"))
    await house.bring(message)
    await house.settled()
    assert "Counselor\nThen wait." not in house.heard()


async def test_what_staff_change_changes_for_the_resident(house: House) -> None:
    case, topic = await house.claimed()
    message = await house.write("Go to window 3.", topic)
    await house.settled()
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "Go to window 4."))
    await house.settled()
    assert house.heard()[-1] == "Counselor\nGo to window 4."
    assert "Counselor\nGo to window 3." not in house.heard()
    [line] = [line for line in (await house.view(case)).lines if line.key.endswith(str(message))]
    assert line.reply is not None
    assert "window 4" in str(line.reply.parts)
    assert "Changed." in house.texts(topic)


async def test_the_same_words_again_are_no_change(house: House) -> None:
    _, topic = await house.claimed()
    message = await house.write("Go to window 3.", topic)
    await house.settled()
    before = house.emulator.journal.after(0)[-1]["n"]
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "Go to window 3."))
    await house.settled()
    assert [call for call in house.emulator.journal.after(before) if call["method"].startswith("edit")] == []


async def test_words_that_were_refused_are_sent_once_they_are_changed(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    message = await house.write("Helo!", topic)
    await house.write("/claim", topic)
    await house.settled()
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "Hello!"))
    await house.settled()
    assert house.heard()[-1] == "Counselor\nHello!"
    assert house.mark(message) == "👍"


async def test_what_cannot_be_changed_any_more_is_said_so(house: House) -> None:
    _, topic = await house.claimed()
    note = await house.write("// a note", topic)
    await house.bring(house.emulator.groups.edit(house.group, house.sato, note, "// another note"))
    message = await house.write("Good-bye.", topic)
    await house.settled()
    await house.write("/resolve", topic)
    await house.settled()
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "See you."))
    await house.settled()
    words = house.texts(topic)
    assert any("Notes cannot be changed" in text for text in words)
    assert house.mark(message) == "👎", "the topic is closed: a sign says it"
    assert "Counselor\nGood-bye." in house.heard()


async def test_a_change_of_something_that_nobody_knows_is_safe(house: House) -> None:
    _, topic = await house.claimed()
    general = house.emulator.groups.say(house.group, house.sato, "In General.")
    number = house.number(general)
    before = house.heard()
    await house.bring(house.emulator.groups.edit(house.group, house.sato, number, "Still in General."))
    command = await house.write("/help", topic)
    await house.bring(house.emulator.groups.edit(house.group, house.sato, command, "/claim"))
    await house.settled()
    assert house.heard() == before


async def test_what_is_taken_back_goes_here_too(house: House) -> None:
    await house.elsewhere("my number is 090-1111-2222")
    await house.settled()
    [topic] = [shown["message_thread_id"] for shown in house.topics()]
    assert "090-1111-2222" in "\n".join(house.texts(topic))
    await house.reception.receive(Message("web", "talk", "web-9", Retracted("web-2"), house.clock(), "en"))
    await house.reception.rest()
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert "090-1111-2222" not in words
    assert "Taken back by the resident" in words
    everything = str(house.emulator.screen(house.sato, house.group)["items"])
    assert "090-1111-2222" not in everything


async def test_who_asks_for_deletion_leaves_nothing_in_the_group(house: House) -> None:
    await house.claimed("garbage")
    await house.say("my secret words")
    await house.settled()
    await house.say("delete my data")
    await house.say("yes")
    await house.settled()
    assert house.topics() == []
    assert all(item["deleted"] for item in house.emulator.screen(house.sato, house.group)["items"]
               if "my secret words" in str(item["object"]))  # fmt: skip
    assert list(await house.board.topics()) == []


async def test_a_case_that_is_marked_as_sensitive_leaves_the_group_and_may_come_back(house: House) -> None:
    case, topic = await house.claimed()
    await house.act(case, Restrict(f"telegram:{house.sato}", restricted=True), "console-0001")
    assert house.topics() == []
    await house.say("only for you")
    await house.settled()
    assert house.topics() == []
    await house.act(case, Restrict(f"telegram:{house.sato}", restricted=False), "console-0002")
    again = await house.thread(case)
    assert again != topic
    assert "only for you" in "\n".join(house.texts(again))


async def test_a_resident_who_wants_the_bot_back_closes_the_topic(house: House) -> None:
    case, _ = await house.claimed()
    await house.say("bot")
    await house.settled()
    found = await house.book.case(case.id)
    assert found is not None
    assert found.state is CaseState.ABANDONED
    assert [shown["closed"] for shown in house.topics()] == [True]
    await house.say("garbage")
    await house.settled()
    [topic] = [shown["message_thread_id"] for shown in house.topics()]
    assert "👤 Resident\ngarbage" not in "\n".join(house.texts(topic))


async def test_on_the_web_page_what_was_said_stays_as_it_was_said(house: House) -> None:
    case = await house.elsewhere()
    topic = await house.thread(case)
    await house.write("/claim", topic)
    await house.settled()
    message = await house.write("Go to window 3.", topic)
    await house.settled()
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "Go to window 4."))
    await house.settled()
    assert "cannot be changed" in house.texts(topic)[-1]
    lines = (await house.view(case)).lines
    assert not any("window 4" in str(line.reply) for line in lines)
    assert house.mark(message) == "👍"
    await house.reception.receive(Message("web", "talk", "web-7", Text("thank you"), house.clock(), "en"))
    await house.reception.rest()
    await house.settled()
    assert "thank you" in house.texts(topic)[-1]

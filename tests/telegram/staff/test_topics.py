"""Check 18: a case gets one topic, with a header and the talk so far; and nobody's name is on it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.telegram.staff.sheets import COLOURS, URGENT

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


async def test_a_case_gets_a_topic_with_a_header_and_the_talk_so_far(house: House) -> None:
    case = await house.opened("garbage")
    [topic] = house.topics()
    assert topic["name"] == f"⏳ {case.called} · en/en · Garbage [en]"
    assert topic["icon_color"] in COLOURS
    header, *talk = house.texts(topic["message_thread_id"])
    assert header.splitlines()[:5] == [
        f"Case {case.called}",
        "Language: en/en",
        "Topic: Garbage [en]",
        "Channel: Telegram",
        "Waits for a counselor",
    ]
    assert "Waiting since 20:00 (0 min)" in header
    assert "(queued" in "\n".join(talk)


async def test_what_the_resident_writes_is_shown_as_it_is(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    nasty = "<b>bold</b> & _a_ *b* [c](d) `e` </i>"
    await house.say(nasty, "and more")
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert f"👤 Resident\n{nasty}" in words
    assert words.index(nasty) < words.index("and more")
    assert house.texts(None) == [], "nothing is ever in General"


@pytest.mark.parametrize("text", ["a" * 4096, "か" * 4000, "😀" * 2048, "&" * 4096])
async def test_long_words_are_whole(house: House, text: str) -> None:
    case = await house.opened()
    await house.say(text)
    await house.settled()
    assert text in "".join(house.texts(await house.thread(case)))


async def test_two_rapid_messages_make_one_topic(house: House) -> None:
    case = await house.opened()
    updates = [
        house.emulator.people.say(house.anna, text) for text in ("first-of-all", "second-of-all", "third-of-all")
    ]
    await asyncio.gather(*(house.bring(update) for update in updates))
    await house.settled()
    assert len(house.topics()) == 1
    words = "\n".join(house.texts(await house.thread(case)))
    assert [words.count(f"{which}-of-all") for which in ("first", "second", "third")] == [1, 1, 1]


async def test_an_urgent_case_is_marked_in_its_name_and_its_header(house: House) -> None:
    case = await house.opened()
    await house.say("fire")
    await house.settled()
    [topic] = house.topics()
    assert topic["name"].startswith(f"🚨 {case.called}")
    assert topic["icon_color"] != URGENT, "a colour stays as it was made"
    assert "🚨 URGENT" in house.texts(topic["message_thread_id"])[0]


async def test_no_name_and_no_number_of_the_resident_is_in_a_name_of_a_topic(house: House) -> None:
    house.emulator.state.world.person(house.anna).username = "anna_k"
    house.emulator.state.world.person(house.anna).last_name = "Kovalenko"
    await house.opened("my number is +81 90 1234 5678")
    [topic] = house.topics()
    for private in ("Anna", "anna_k", "Kovalenko", str(house.anna), "1234"):
        assert private not in topic["name"]


async def test_what_stands_in_the_group_is_protected_and_leads_to_nobody(house: House) -> None:
    await house.opened("garbage")
    calls = [call for call in house.emulator.journal.after(0) if call["method"] == "sendMessage"]
    grouped = [call["body"] for call in calls if call["body"]["chat_id"] == house.group]
    assert grouped
    assert all(body["protect_content"] and body["message_thread_id"] for body in grouped)
    assert all("link_preview_options" in body for body in grouped)


async def test_states_are_shown_in_name_and_header(house: House) -> None:
    case, topic = await house.claimed()
    [shown] = house.topics()
    assert shown["name"].startswith("💬")
    header = house.texts(topic)[0]
    assert "In the hands of somebody of the group" in header
    assert "reply_markup" not in house.shown(topic)[0]["object"]
    await house.write("/resolve referred", topic)
    await house.settled()
    [shown] = house.topics()
    assert (shown["name"].split()[0], shown["closed"]) == ("✅", True)
    assert "Closed (referred)" in house.texts(topic)[0]
    assert (await house.view(case)).row.case.reason == "referred"

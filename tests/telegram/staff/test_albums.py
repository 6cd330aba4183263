"""Check 20 and what else residents attach: copied as it is, an album as one, and never by waiting in the webhook."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram.faults import Fault
from bot.message import Attachment, Location, Message

if TYPE_CHECKING:
    from bot.message import Content
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


def pictures(house: House, topic: int) -> list[dict[str, Any]]:
    return [item["object"] for item in house.shown(topic) if "photo" in item["object"]]


async def send(house: House, kind: str, caption: str = "", album: str = "") -> None:
    await house.bring(house.emulator.people.send(house.anna, kind, caption, album))


async def test_an_album_arrives_as_one_in_its_order(house: House) -> None:
    _, topic = await house.claimed()
    began = time.monotonic()
    for caption in ("Page 1", "", ""):
        await send(house, "photo", caption, "77")
    assert time.monotonic() - began < 1.0, "nobody waits for the rest of an album while Telegram waits"
    await house.settled()
    assert pictures(house, topic) == [], "perhaps there is more of it"
    house.clock.turn(2)
    await house.until(lambda: pictures(house, topic))
    await house.settled()
    shown = pictures(house, topic)
    assert len({each["media_group_id"] for each in shown}) == 1
    assert [each.get("caption", "") for each in shown] == ["Page 1", "", ""]
    calls = [call for call in house.emulator.journal.after(0) if call["method"] == "copyMessages"]
    assert [len(call["body"]["message_ids"]) for call in calls] == [3]
    assert calls[0]["body"]["protect_content"]
    assert all("forward_origin" not in each for each in shown)
    assert "(no_attachments)" not in house.heard()


async def test_pictures_and_words_keep_their_order(house: House) -> None:
    _, topic = await house.claimed()
    await house.say("before")
    await send(house, "photo")
    await send(house, "voice")
    await house.say("after")
    await house.settled()
    shown = [item["object"] for item in house.shown(topic)][-4:]
    assert ["before" in shown[0].get("text", ""), "photo" in shown[1], "voice" in shown[2]] == [True] * 3
    assert "after" in shown[3]["text"]


async def test_nothing_is_fetched_to_be_copied(house: House) -> None:
    await house.claimed()
    await send(house, "document")
    await house.settled()
    assert [call for call in house.emulator.journal.after(0) if call["method"] in ("getFile", "file")] == []


async def test_a_changed_caption_changes_the_copy(house: House) -> None:
    _, topic = await house.claimed()
    await send(house, "photo", "The letter")
    await house.settled()
    number = [item["id"] for item in house.emulator.screen(house.anna)["items"] if item["mine"]][-1]
    await house.bring(house.emulator.people.edit(house.anna, number, "The contract"))
    await house.settled()
    assert [each["caption"] for each in pictures(house, topic)] == ["The contract"]


async def test_what_is_not_there_any_more_is_said_at_least(house: House) -> None:
    _, topic = await house.claimed()
    update = house.emulator.people.send(house.anna, "photo", "A picture of the door")
    number = house.number(update)
    house.emulator.people.delete(house.anna, number)
    await house.bring(update)
    await house.settled()
    assert pictures(house, topic) == []
    assert "A picture of the door" in house.texts(topic)[-1]
    before = house.emulator.journal.after(0)[-1]["n"]
    await house.say("hello")
    await house.settled()
    again = [call["method"] for call in house.emulator.journal.after(before)]
    assert "copyMessages" not in again, "it is not tried for ever"


async def test_a_copy_whose_end_nobody_knows_is_said_to_be_perhaps_the_second(house: House) -> None:
    _, topic = await house.claimed()
    house.emulator.faults.add(Fault("timeout-after", "copyMessages"))
    house.telegram._wire._total = 0.3
    await send(house, "photo")
    await house.until(lambda: house.follower._tries)
    assert len(pictures(house, topic)) == 1
    house.follower._due = dict.fromkeys(house.follower._due, 0.0)
    await house.until(lambda: len(pictures(house, topic)) == 2)
    await house.settled()
    assert "↻ perhaps a second time" in house.texts(topic)


async def test_what_comes_from_elsewhere_is_named(house: House) -> None:
    case = await house.elsewhere()
    topic = await house.thread(case)
    given: tuple[Content, ...] = (Attachment("image"), Location(35.44, 139.64))
    for number, content in enumerate(given, 20):
        await house.reception.receive(Message("web", "talk", f"web-{number}", content, house.clock(), "en"))
        await house.reception.rest()
    await house.settled()
    words = "\n".join(house.texts(topic))
    assert "📎 Attachment: image" in words
    assert "📍 Location" in words
    assert "35.4" not in words


async def staff_send(house: House, topic: int, caption: str = "", album: str = "", kind: str = "photo") -> int:
    update = house.emulator.groups.send(house.group, house.sato, kind, topic=topic, caption=caption, album=album)
    await house.bring(update)
    return house.number(update)


def seen(house: House) -> list[dict[str, Any]]:
    """Give what the resident sees of the counter's, as objects."""
    return [item["object"] for item in house.emulator.screen(house.anna)["items"] if not item["mine"]]


async def test_an_album_of_staff_arrives_as_one_under_the_alias(house: House) -> None:
    case, topic = await house.claimed()
    began = time.monotonic()
    first = await staff_send(house, topic, "Fill in <this>", "88")
    for _ in range(2):
        await staff_send(house, topic, album="88")
    assert time.monotonic() - began < 1.0
    await house.settled()
    assert not any("photo" in each for each in seen(house)), "perhaps there is more of it"
    house.clock.turn(2)
    await house.until(lambda: any("photo" in each for each in seen(house)))
    await house.settled()
    name, *copies = seen(house)[-4:]
    assert name["text"] == "Counselor"
    assert len({each["media_group_id"] for each in copies}) == 1
    assert [each.get("caption", "") for each in copies] == ["Fill in <this>", "", ""]
    assert all("forward_origin" not in each and each["from"]["is_bot"] for each in copies)
    assert house.mark(first) == "👍"
    line = (await house.view(case)).lines[-1]
    assert line.reply is not None
    assert [getattr(part, "text", "") or getattr(part, "kind", "") for part in line.reply.parts] == [
        "Fill in <this>", "photo", "photo", "photo",
    ]  # fmt: skip
    assert list(await house.board.albums()) == []


async def test_a_single_file_goes_at_once(house: House) -> None:
    _, topic = await house.claimed()
    number = await staff_send(house, topic, "The form", kind="document")
    await house.settled()
    assert [each.get("caption") for each in seen(house) if "document" in each] == ["The form"]
    assert house.mark(number) == "👍"
    await house.bring(house.emulator.groups.edit(house.group, house.sato, number, "The right form"))
    await house.settled()
    assert [each.get("caption") for each in seen(house) if "document" in each] == ["The right form"]


async def test_pictures_with_a_note_stay_among_staff(house: House) -> None:
    case, topic = await house.claimed()
    await staff_send(house, topic, "// look at his papers")
    await staff_send(house, topic, "// and these", "99")
    await staff_send(house, topic, album="99")
    house.clock.turn(2)
    await house.settled()
    await house.until(lambda: not house.follower._due)
    for _ in range(20):
        await house.settled()
    assert not any("photo" in each for each in seen(house))
    assert sorted(note.text for note in (await house.view(case)).remarks) == ["and these", "look at his papers"]


async def test_an_album_that_was_being_gathered_survives_a_crash(house: House) -> None:
    _, topic = await house.claimed()
    await staff_send(house, topic, "before the crash", "88")
    await staff_send(house, topic, album="88")
    [kept] = await house.board.albums()
    assert b"before" not in kept.sealed, "whoever has the database alone reads no words"
    await house.stop()
    house.clock.turn(5)
    await house.start()
    await house.until(lambda: len([each for each in seen(house) if "photo" in each]) == 2)
    await house.settled()
    assert len([each for each in seen(house) if "photo" in each]) == 2


async def test_a_refused_picture_is_sent_on_demand(house: House) -> None:
    case = await house.opened()
    topic = await house.thread(case)
    number = await staff_send(house, topic)
    assert not any("photo" in each for each in seen(house))
    await house.write("/claim", topic)
    await house.write("/send", topic, reply_to=number)
    await house.settled()
    assert len([each for each in seen(house) if "photo" in each]) == 1


async def test_where_files_cannot_go_it_is_said_once(house: House) -> None:
    case = await house.elsewhere()
    topic = await house.thread(case)
    await house.write("/claim", topic)
    await house.settled()
    count = len((await house.view(case)).lines)
    for _ in range(3):
        await staff_send(house, topic, album="88")
    house.clock.turn(2)
    await house.until(lambda: any("cannot go to web page" in text for text in house.texts(topic)))
    await house.settled()
    assert len([text for text in house.texts(topic) if "cannot go to" in text]) == 1
    assert len((await house.view(case)).lines) == count

"""A picture that staff put in the place of another reaches the resident, with its words, alone and in an album."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.telegram.staff.test_albums import seen, staff_send

if TYPE_CHECKING:
    from tests.telegram.staff.office import House

pytestmark = pytest.mark.anyio


def file_of(shown: dict[str, Any]) -> str:
    """Say which file somebody sees."""
    kind = next(name for name in ("photo", "document", "video", "voice") if name in shown)
    held = shown[kind][-1] if isinstance(shown[kind], list) else shown[kind]
    return str(held["file_unique_id"])


def there(house: House, message: int) -> dict[str, Any]:
    """Give a message of the group as it stands."""
    items = house.emulator.screen(house.sato, house.group)["items"]
    found: dict[str, Any] = next(item["object"] for item in items if item["id"] == message)
    return found


async def swapped(house: House, message: int, kind: str = "photo", caption: str = "") -> None:
    await house.bring(house.emulator.groups.swap(house.group, house.sato, message, kind, caption))
    await house.settled()


async def test_another_picture_in_the_place_of_the_first(house: House) -> None:
    _, topic = await house.claimed()
    message = await staff_send(house, topic, "The form")
    await house.settled()
    wrong = file_of(seen(house)[-1])
    await swapped(house, message, caption="The form")
    right = file_of(there(house, message))
    assert right != wrong
    assert (file_of(seen(house)[-1]), seen(house)[-1]["caption"]) == (right, "The form")
    assert wrong not in str(seen(house))
    assert "Changed." in house.texts(topic)


async def test_another_picture_and_other_words(house: House) -> None:
    case, topic = await house.claimed()
    message = await staff_send(house, topic, "The form")
    await house.settled()
    await swapped(house, message, "document", "Page 1 of the form")
    shown = seen(house)[-1]
    assert (file_of(shown), shown["caption"]) == (file_of(there(house, message)), "Page 1 of the form")
    assert "document" in shown
    [line] = [line for line in (await house.view(case)).lines if line.key.endswith(str(message))]
    assert "Page 1 of the form" in str(line.reply)


async def test_the_words_alone_and_no_words_at_all(house: House) -> None:
    _, topic = await house.claimed()
    message = await staff_send(house, topic, "Before")
    await house.settled()
    file = file_of(seen(house)[-1])
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "After"))
    await house.settled()
    assert (file_of(seen(house)[-1]), seen(house)[-1]["caption"]) == (file, "After")
    await swapped(house, message)
    assert "caption" not in seen(house)[-1]
    assert file_of(seen(house)[-1]) == file_of(there(house, message)) != file


async def test_the_same_once_more_is_no_change(house: House) -> None:
    _, topic = await house.claimed()
    message = await staff_send(house, topic, "The form")
    await house.settled()
    before = house.emulator.journal.after(0)[-1]["n"]
    await house.bring(house.emulator.groups.edit(house.group, house.sato, message, "The form"))
    await house.settled()
    assert [call for call in house.emulator.journal.after(before) if call["method"].startswith("edit")] == []


async def test_one_picture_of_an_album(house: House) -> None:
    case, topic = await house.claimed()
    first = await staff_send(house, topic, "Two pages", "88")
    second = await staff_send(house, topic, album="88")
    house.clock.turn(2)
    await house.until(lambda: len([each for each in seen(house) if "photo" in each]) == 2)
    await house.settled()
    await swapped(house, second)
    one, two = [each for each in seen(house) if "photo" in each]
    assert (file_of(one), one["caption"]) == (file_of(there(house, first)), "Two pages")
    assert file_of(two) == file_of(there(house, second))
    assert "caption" not in two
    await swapped(house, first, caption="Both pages")
    one, two = [each for each in seen(house) if "photo" in each]
    assert (file_of(one), one["caption"]) == (file_of(there(house, first)), "Both pages")
    assert file_of(two) == file_of(there(house, second))
    [line] = [line for line in (await house.view(case)).lines if line.key.endswith(str(first))]
    assert "Both pages" in str(line.reply)
    assert [text for text in house.texts(topic) if text == "Changed."] == ["Changed."] * 2


async def test_what_cannot_be_put_there_is_said(house: House) -> None:
    _, topic = await house.claimed()
    message = await staff_send(house, topic, "The form")
    await house.settled()
    before = file_of(seen(house)[-1])
    await swapped(house, message, caption="x" * 1025)
    assert any("cannot be changed" in text for text in house.texts(topic))
    assert file_of(seen(house)[-1]) == before
    assert house.emulator.problems() == []

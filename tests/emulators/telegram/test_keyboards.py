"""Keyboards, taps and edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram import Impossible

if TYPE_CHECKING:
    from adapters.emulators.telegram import Emulator

    from .conftest import Clock

pytestmark = pytest.mark.anyio


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **fields}]]}


async def send(emulator: Emulator, chat: int, markup: Any) -> Any:
    answer = await emulator.call("sendMessage", chat_id=chat, text="Choose", reply_markup=markup)
    return answer["result"] if answer["ok"] else answer["description"].removeprefix("Bad Request: ")


@pytest.mark.parametrize(
    "markup",
    [
        button(callback_data="д" * 32),
        button(url="https://a.example"),
        button(copy_text={"text": "1"}),
        {"keyboard": [[{"text": "Here", "request_location": True}]], "resize_keyboard": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "Say"},
    ],
)
async def test_good_keyboards_are_taken(emulator: Emulator, anna: int, markup: Any) -> None:
    assert (await send(emulator, anna, markup))["message_id"]
    assert emulator.problems() == []


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        (button(callback_data="д" * 33), "BUTTON_DATA_INVALID"),
        (button(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (button(callback_data=""), "can't parse inline keyboard button: Text buttons are unallowed"),
        (button(url="nowhere"), "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        (button(url="https://a.example", callback_data="a"), "can't parse inline keyboard button: exactly one"),
        ({"inline_keyboard": [[{"callback_data": "a"}]]}, "can't parse inline keyboard button: can't find field"),
        ({"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 10] * 11}, "reply markup is too long"),
        ("{", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
    ],
)  # fmt: skip
async def test_bad_keyboards_are_refused(emulator: Emulator, anna: int, markup: Any, error: str) -> None:
    assert (await send(emulator, anna, markup)).startswith(error)
    assert emulator.problems()


async def test_a_location_can_be_asked_for_in_private_only(emulator: Emulator, anna: int) -> None:
    group = emulator.groups.add("House", [anna])
    markup = {"keyboard": [[{"text": "Here", "request_location": True}]]}
    assert await send(emulator, group, markup) == "location can be requested in private chats only"
    await send(emulator, anna, markup)
    update = emulator.people.press(anna, "Here", 35.5, 139.5)
    assert emulator.state.updates.waiting[update or 0].body["message"]["location"]["latitude"] == 35.5


async def test_a_button_that_does_not_show_cannot_be_pressed(emulator: Emulator, anna: int) -> None:
    await send(emulator, anna, {"keyboard": [[{"text": "Here"}]]})
    with pytest.raises(Impossible):
        emulator.people.press(anna, "There")
    await send(emulator, anna, {"remove_keyboard": True})
    assert emulator.screen(anna)["keyboard"] is None
    with pytest.raises(Impossible):
        emulator.people.press(anna, "Here")


async def test_a_tap_is_answered_once(emulator: Emulator, anna: int) -> None:
    message = await send(emulator, anna, button(callback_data="a"))
    tap = emulator.people.tap(anna, message["message_id"], "a")
    assert emulator.screen(anna)["callbacks"][0]["answer"] is None
    long = await emulator.call("answerCallbackQuery", callback_query_id=tap, text="x" * 201)
    assert long["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await emulator.call("answerCallbackQuery", callback_query_id=tap, text="x" * 200))["ok"]
    assert emulator.screen(anna)["callbacks"][0]["answer"]["text"] == "x" * 200
    twice = await emulator.call("answerCallbackQuery", callback_query_id=tap)
    assert "query is too old" in twice["description"]
    assert "answered before" in emulator.problems()[-1]["problem"]


async def test_a_tap_is_answered_in_time(emulator: Emulator, anna: int, clock: Clock) -> None:
    message = await send(emulator, anna, button(callback_data="a"))
    tap = emulator.people.tap(anna, message["message_id"], "a")
    await emulator.call("getUpdates")
    assert emulator.problems() == []
    clock.now += 61
    late = await emulator.call("answerCallbackQuery", callback_query_id=tap)
    assert late["description"].startswith("Bad Request: query is too old")
    assert "never answered" in emulator.problems()[-1]["problem"]


async def test_taps_come_from_what_shows_unless_forged(emulator: Emulator, anna: int) -> None:
    message = await send(emulator, anna, button(callback_data="a"))
    with pytest.raises(Impossible):
        emulator.people.tap(anna, message["message_id"], "b")
    emulator.people.tap(anna, 999, "b", forged=True)
    query = (await emulator.call("getUpdates"))["result"][-1]["callback_query"]
    assert (query["data"], query["message"]["date"]) == ("b", 0)


async def test_edits_change_what_shows(emulator: Emulator, anna: int) -> None:
    message = await send(emulator, anna, button(callback_data="a"))
    at = {"chat_id": anna, "message_id": message["message_id"]}
    same = await emulator.call("editMessageText", **at, text="Choose", reply_markup=button(callback_data="a"))
    assert same["description"].startswith("Bad Request: message is not modified")
    assert (await emulator.call("editMessageReplyMarkup", **at))["ok"]
    assert "reply_markup" not in emulator.screen(anna)["items"][-1]["object"]
    assert (await emulator.call("editMessageText", **at, text="Done"))["result"]["text"] == "Done"
    gone = await emulator.call("editMessageText", chat_id=anna, message_id=999, text="x")
    assert gone["description"] == "Bad Request: message to edit not found"
    assert emulator.problems() == []


async def test_only_own_messages_without_reply_keyboard_can_be_edited(emulator: Emulator, anna: int) -> None:
    await send(emulator, anna, {"keyboard": [[{"text": "Here"}]]})
    for item in emulator.screen(anna)["items"]:
        answer = await emulator.call("editMessageText", chat_id=anna, message_id=item["id"], text="x")
        assert answer["description"] == "Bad Request: message can't be edited"


async def test_messages_are_deleted_within_48_hours(emulator: Emulator, anna: int, clock: Clock) -> None:
    one, two = [await send(emulator, anna, button(callback_data="a")) for _ in range(2)]
    assert (await emulator.call("deleteMessage", chat_id=anna, message_id=one["message_id"]))["ok"]
    again = await emulator.call("deleteMessage", chat_id=anna, message_id=one["message_id"])
    assert again["description"] == "Bad Request: message to delete not found"
    clock.now += 172_801
    late = await emulator.call("deleteMessage", chat_id=anna, message_id=two["message_id"])
    assert late["description"] == "Bad Request: message can't be deleted for everyone"

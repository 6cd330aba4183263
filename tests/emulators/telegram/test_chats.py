"""Who may be written to, how fast, and the bot's own texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram import Emulator, Rules

if TYPE_CHECKING:
    from .conftest import Clock

pytestmark = pytest.mark.anyio


def command(name: str) -> dict[str, str]:
    return {"command": name, "description": "x"}


async def say(emulator: Emulator, chat: int, **more: Any) -> Any:
    return await emulator.call("sendMessage", chat_id=chat, text="x", **more)


async def test_people_must_have_started_and_not_blocked(emulator: Emulator, anna: int) -> None:
    stranger = emulator.people.add("Bo")
    refused = await say(emulator, stranger)
    assert refused["error_code"] == 403
    assert refused["description"] == "Forbidden: bot can't initiate conversation with a user"
    assert (await say(emulator, 5))["description"] == "Bad Request: chat not found"
    emulator.people.block(anna)
    assert (await say(emulator, anna))["description"] == "Forbidden: bot was blocked by the user"
    emulator.people.unblock(anna)
    assert (await say(emulator, anna))["ok"]
    emulator.people.deactivate(anna)
    assert (await say(emulator, anna))["description"] == "Forbidden: user is deactivated"
    kinds = [update.kind for update in emulator.state.updates.waiting.values()]
    assert kinds == ["message", "my_chat_member", "my_chat_member"]


async def test_one_chat_is_held_to_its_rate_and_others_flow(emulator: Emulator, anna: int, clock: Clock) -> None:
    other = emulator.people.add("Bo")
    emulator.people.start(other)
    assert all([(await say(emulator, anna))["ok"] for _ in range(5)])
    refused = await say(emulator, anna)
    assert refused["parameters"] == {"retry_after": 1}
    assert refused["description"] == "Too Many Requests: retry after 1"
    assert (await say(emulator, other))["ok"]
    assert emulator.problems() == []
    clock.now += 0.5
    assert (await say(emulator, anna))["error_code"] == 429
    assert emulator.problems(), "it did not wait as long as it was told to"
    clock.now += 1
    assert (await say(emulator, anna))["ok"]


async def test_groups_take_20_a_minute_and_all_chats_30_a_second(anna: int, clock: Clock) -> None:
    emulator = Emulator(rules=Rules(chat_burst=100), clock=clock)
    people = [emulator.people.add("P") for _ in range(31)]
    group = emulator.groups.add("House", people)
    done = [(await say(emulator, group))["ok"] for _ in range(21)]
    assert done == [True] * 20 + [False]
    clock.now += 10
    for person in people:
        emulator.people.start(person)
    assert [(await say(emulator, person))["ok"] for person in people] == [True] * 30 + [False]
    assert anna


async def test_two_sends_are_two_messages(emulator: Emulator, anna: int) -> None:
    first, second = [(await say(emulator, anna))["result"]["message_id"] for _ in range(2)]
    assert first < second


async def test_profile_texts_are_kept_by_language(emulator: Emulator, anna: int) -> None:
    commands = [{"command": "start", "description": "Початок"}]
    assert (await emulator.call("setMyCommands", commands=commands, language_code="uk"))["ok"]
    assert (await emulator.call("getMyCommands", language_code="uk"))["result"] == commands
    assert (await emulator.call("getMyCommands"))["result"] == []
    assert (await emulator.call("setMyDescription", description="d" * 512, language_code="uk"))["ok"]
    screen = emulator.screen(anna)
    assert screen["menu"] == commands
    assert screen["profile"]["description"] == "d" * 512
    assert (await emulator.call("deleteMyCommands", language_code="uk"))["ok"]
    assert emulator.screen(anna)["menu"] == []
    assert emulator.problems() == []


@pytest.mark.parametrize(
    ("method", "parameters", "error"),
    [
        ("setMyCommands", {"commands": [command("Start")]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [command("a" * 33)]}, "command length must not exceed 32"),
        ("setMyCommands", {"commands": [{"command": "a"}]}, "can't parse BotCommand: can't find field \"description\""),
        ("setMyCommands", {"commands": [command("a")] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyName", {"name": "n" * 65}, "name is too long: at most 64 characters"),
        ("setMyDescription", {"description": "n" * 513}, "description is too long: at most 512 characters"),
        (
            "setMyShortDescription",
            {"short_description": "n" * 121},
            "short_description is too long: at most 120 characters",
        ),
        ("setMyName", {"name": "n", "language_code": "zh-hans"}, "invalid language code specified"),
        ("sendChatAction", {"chat_id": 1, "action": "sing"}, "wrong parameter action in request"),
        ("sendVenue", {"chat_id": 1, "latitude": 1, "longitude": 1, "title": "x"}, 'parameter "address" is required'),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    ],
)  # fmt: skip
async def test_limits_are_kept(emulator: Emulator, method: str, parameters: dict[str, Any], error: str) -> None:
    assert (await emulator.call(method, **parameters))["description"] == f"Bad Request: {error}"
    assert emulator.problems()


async def test_typing_shows_until_the_next_message(emulator: Emulator, anna: int, clock: Clock) -> None:
    await emulator.call("sendChatAction", chat_id=anna, action="typing")
    assert emulator.screen(anna)["typing"]
    clock.now += 5
    assert not emulator.screen(anna)["typing"]


async def test_topics_are_made_closed_and_lost(emulator: Emulator, anna: int) -> None:
    group = emulator.groups.add("Staff", [anna], forum=True, admin=True)
    topic = (await emulator.call("createForumTopic", chat_id=group, name="Anna"))["result"]["message_thread_id"]
    assert (await say(emulator, group, message_thread_id=topic))["ok"]
    where = {"chat_id": group, "message_thread_id": topic}
    await emulator.call("closeForumTopic", **where)
    assert (await say(emulator, group, message_thread_id=topic))["description"] == "Bad Request: TOPIC_CLOSED"
    await emulator.call("deleteForumTopic", **where)
    lost = await say(emulator, group, message_thread_id=topic)
    assert lost["description"] == "Bad Request: message thread not found"
    plain = emulator.groups.add("Plain", [anna])
    refused = await emulator.call("createForumTopic", chat_id=plain, name="x")
    assert refused["description"] == "Bad Request: the chat is not a forum"


async def test_copies_have_no_origin_and_skip_what_is_missing(emulator: Emulator, anna: int) -> None:
    group = emulator.groups.add("Staff", [anna])
    emulator.people.say(anna, "hello")
    number = emulator.screen(anna)["items"][-1]["id"]
    copied = await emulator.call("copyMessage", chat_id=group, from_chat_id=anna, message_id=number)
    assert "forward_origin" not in emulator.screen(anna, group)["items"][-1]["object"]
    assert copied["ok"]
    await emulator.call("forwardMessage", chat_id=group, from_chat_id=anna, message_id=number)
    assert emulator.screen(anna, group)["items"][-1]["object"]["forward_origin"]["sender_user"]["id"] == anna
    many = await emulator.call("copyMessages", chat_id=group, from_chat_id=anna, message_ids=[number, 999])
    assert len(many["result"]) == 1
    wrong = await emulator.call("copyMessages", chat_id=group, from_chat_id=anna, message_ids=[2, 1])
    assert "strictly increasing" in wrong["description"]


async def test_privacy_hides_talk_and_migration_moves_the_group(emulator: Emulator, anna: int) -> None:
    group = emulator.groups.add("House", [anna], kind="group")
    assert emulator.groups.say(group, anna, "among us") is None
    assert emulator.groups.say(group, anna, "@counter_bot hello")
    new = emulator.groups.migrate(group)
    refused = await say(emulator, group)
    assert refused["parameters"] == {"migrate_to_chat_id": new}

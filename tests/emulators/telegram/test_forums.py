"""Groups with topics: what staff do there, what the bot hears of it, and what it may do itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.emulators.telegram.people import Impossible

if TYPE_CHECKING:
    from adapters.emulators.telegram import Emulator

pytestmark = pytest.mark.anyio


@pytest.fixture
def group(emulator: Emulator, anna: int) -> int:
    return emulator.groups.add("Staff", [anna], forum=True, admin=True)


async def topic(emulator: Emulator, group: int) -> int:
    made = await emulator.call("createForumTopic", chat_id=group, name="Case", icon_color=7322096)
    number: int = made["result"]["message_thread_id"]
    return number


def heard(emulator: Emulator, update: int | None) -> dict[str, Any]:
    assert update is not None
    body = emulator.state.updates.seen[update].body
    inner: dict[str, Any] = next(value for name, value in body.items() if name != "update_id")
    return inner


async def test_a_message_in_a_topic_says_so_and_answers_its_beginning(
    emulator: Emulator, anna: int, group: int
) -> None:
    number = await topic(emulator, group)
    said = heard(emulator, emulator.groups.say(group, anna, "hello", topic=number))
    assert (said["message_thread_id"], said["is_topic_message"]) == (number, True)
    assert "forum_topic_created" in said["reply_to_message"]
    general = heard(emulator, emulator.groups.say(group, anna, "among us"))
    assert "message_thread_id" not in general


async def test_an_anonymous_administrator_looks_like_a_bot(emulator: Emulator, anna: int, group: int) -> None:
    number = await topic(emulator, group)
    said = heard(emulator, emulator.groups.say(group, anna, "hello", topic=number, anonymous=True))
    assert (said["from"]["id"], said["from"]["is_bot"]) == (1087968824, True)
    assert said["sender_chat"]["id"] == group
    other = heard(emulator, emulator.groups.bot_says(group, "hello", topic=number))
    assert other["from"]["is_bot"]
    assert "sender_chat" not in other


async def test_what_the_bot_does_to_a_topic_is_shown_and_what_staff_do_is_heard(
    emulator: Emulator, anna: int, group: int
) -> None:
    number = await topic(emulator, group)
    before = emulator.state.updates.count()
    where = {"chat_id": group, "message_thread_id": number}
    assert (await emulator.call("editForumTopic", name="Case 2", **where))["ok"]
    assert (await emulator.call("closeForumTopic", **where))["ok"]
    assert (await emulator.call("closeForumTopic", **where))["description"] == "Bad Request: TOPIC_NOT_MODIFIED"
    assert (await emulator.call("reopenForumTopic", **where))["ok"]
    assert emulator.state.updates.count() == before
    shown = [item["object"] for item in emulator.screen(anna, group)["items"]]
    assert [name for each in shown for name in each if name.startswith("forum_")] == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
    ]
    assert "forum_topic_closed" in heard(emulator, emulator.groups.close_topic(group, anna, number))
    with pytest.raises(Impossible):
        emulator.groups.say(group, anna, "hello", topic=number)
    emulator.groups.close_topic(group, anna, number, closed=False)
    assert emulator.groups.say(group, anna, "hello", topic=number)


async def test_service_messages_are_not_copied_and_deleted_topics_are_gone(
    emulator: Emulator, anna: int, group: int
) -> None:
    number = await topic(emulator, group)
    refused = await emulator.call("copyMessage", chat_id=anna, from_chat_id=group, message_id=number)
    assert refused["description"] == "Bad Request: message can't be copied"
    emulator.groups.delete_topic(group, number)
    for method in ("closeForumTopic", "reopenForumTopic", "deleteForumTopic"):
        lost = await emulator.call(method, chat_id=group, message_thread_id=number)
        assert lost["description"] == "Bad Request: TOPIC_ID_INVALID"


async def test_pictures_come_as_an_album_and_their_words_can_be_changed(
    emulator: Emulator, anna: int, group: int
) -> None:
    number = await topic(emulator, group)
    first = heard(emulator, emulator.groups.send(group, anna, "photo", topic=number, caption="Here", album="7"))
    second = heard(emulator, emulator.groups.send(group, anna, "photo", topic=number, album="7"))
    assert first["media_group_id"] == second["media_group_id"]
    changed = heard(emulator, emulator.groups.edit(group, anna, first["message_id"], "There"))
    assert (changed["caption"], "edit_date" in changed) == ("There", True)
    with pytest.raises(Impossible):
        emulator.groups.edit(group, anna, number, "not mine")


async def test_without_rights_there_are_no_topics(emulator: Emulator, group: int) -> None:
    change = heard(emulator, emulator.groups.demote_bot(group))
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("administrator", "member")
    refused = await emulator.call("createForumTopic", chat_id=group, name="x")
    assert refused["description"] == "Bad Request: not enough rights to create a topic"
    emulator.groups.promote_bot(group)
    assert await topic(emulator, group)
    emulator.groups.kick_bot(group)
    gone = await emulator.call("sendMessage", chat_id=group, text="x")
    assert gone["description"] == "Forbidden: bot was kicked from the supergroup chat"


async def test_a_group_that_moved_says_where_to(emulator: Emulator, anna: int) -> None:
    old = emulator.groups.add("Staff", [anna], kind="group", admin=True)
    new = emulator.groups.migrate(old, forum=True)
    for method in ("getChat", "createForumTopic"):
        refused = await emulator.call(method, chat_id=old, **({"name": "x"} if method == "createForumTopic" else {}))
        assert refused["parameters"] == {"migrate_to_chat_id": new}
    kinds = [next(iter(set(update.body["message"]) & {"migrate_to_chat_id", "migrate_from_chat_id"}), "")
             for update in emulator.state.updates.waiting.values() if update.kind == "message"]  # fmt: skip
    assert kinds[-2:] == ["migrate_to_chat_id", "migrate_from_chat_id"]
    assert (await emulator.call("createForumTopic", chat_id=new, name="x"))["ok"]

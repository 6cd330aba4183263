"""The methods about chats, their members and their topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .refusal import Json, bad
from .world import Post, Topic

if TYPE_CHECKING:
    from .state import Call, State
    from .world import Chat

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
_TOPIC_NAME = 128
_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def get_chat(state: State, call: Call) -> Json:
    """Carry out getChat."""
    chat = state.chat(call.args["chat_id"])
    if chat.moved_to is not None:
        state.writable(chat.id)
    if chat.private:
        person = state.world.owner(chat)
        if person is None or not person.started:
            bad("chat not found")
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **state.world.chat_object(chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, True),
    }


def get_chat_member(state: State, call: Call) -> Json:
    """Carry out getChatMember."""
    chat = state.chat(call.args["chat_id"])
    number = call.args["user_id"]
    if number == state.bot.id:
        return member(state, chat.bot, chat.rights)
    if number not in state.world.people:
        bad("user not found", blame=False)
    status = "member" if number in chat.members else "left"
    return {"user": state.world.person(number).user(), "status": status}


def member(state: State, status: str, rights: frozenset[str] = frozenset()) -> Json:
    """Give the bot's ChatMember for a status."""
    found: Json = {"user": state.bot.user(), "status": status}
    if status == "kicked":
        found["until_date"] = 0
    elif status == "administrator":
        found.update({name: name in rights or name == "can_manage_chat" for name in _RIGHTS})
        found.update(can_be_edited=False, is_anonymous=False)
    return found


def leave_chat(state: State, call: Call) -> bool:
    """Carry out leaveChat."""
    chat = state.writable(call.args["chat_id"])
    if chat.private:
        bad("chat member status can't be changed in private chats")
    chat.bot = "left"
    state.world.touch(chat)
    return True


def get_file(state: State, call: Call) -> Json:
    """Carry out getFile."""
    file = state.files.get(call.args["file_id"])
    if file is None:
        bad("wrong file_id or the file is temporarily unavailable")
    if file["file_size"] > 20_971_520:  # noqa: PLR2004 -- the documented most
        bad("file is too big")
    return file


def notice(state: State, chat: Chat, topic: Topic, kind: str, what: Json, number: int = 0) -> None:  # noqa: PLR0913, PLR0917
    """Show what the bot did to a topic, as everybody sees it; the bot itself hears nothing of that."""
    number = number or state.world.number(chat)
    where: Json = {"message_id": number, "chat": state.world.chat_object(chat), "date": int(state.clock())}
    shown = {**where, "from": state.bot.user(), "message_thread_id": topic.id, "is_topic_message": True, kind: what}
    state.world.post(chat, Post(number, True, state.bot.id, state.clock(), shown))  # noqa: FBT003


def _forum(state: State, call: Call, verb: str) -> Chat:
    chat = state.writable(call.args["chat_id"])
    if chat.kind != "supergroup" or not chat.forum:
        bad("The chat is not a forum")
    if "can_manage_topics" not in chat.rights:
        bad(f"Not enough rights to {verb}", blame=False)
    return chat


def _topic(state: State, call: Call, verb: str) -> tuple[Chat, Topic]:
    chat = _forum(state, call, verb)
    topic = chat.topics.get(call.args["message_thread_id"])
    if topic is None:
        bad("TOPIC_ID_INVALID", blame=False)
    return chat, topic


def _name(call: Call) -> str:
    name = " ".join(call.args["name"].split())
    if not name:
        bad("Name must be non-empty")
    if len(name) > _TOPIC_NAME:
        call.blame(f"a topic's name is at most {_TOPIC_NAME} characters; it was cut")
    return name[:_TOPIC_NAME]


def create_forum_topic(state: State, call: Call) -> Json:
    """Carry out createForumTopic."""
    chat = _forum(state, call, "create a topic")
    name = _name(call)
    color = call.args.get("icon_color", COLORS[0])
    if color not in COLORS:
        bad("Invalid icon color specified")
    state.rates.spend(chat, 1, state.clock())
    topic = Topic(state.world.number(chat), name, color, call.args.get("icon_custom_emoji_id"))
    chat.topics[topic.id] = topic
    notice(state, chat, topic, "forum_topic_created", {"name": name, "icon_color": color}, topic.id)
    return topic.object()


def edit_forum_topic(state: State, call: Call) -> bool:
    """Carry out editForumTopic."""
    chat, topic = _topic(state, call, "edit the topic")
    name = _name(call) if call.args.get("name") else topic.name
    icon = call.args.get("icon_custom_emoji_id", topic.icon) or None
    if (name, icon) == (topic.name, topic.icon):
        bad("TOPIC_NOT_MODIFIED", blame=False)
    topic.name, topic.icon = name, icon
    notice(state, chat, topic, "forum_topic_edited", {"name": name})
    return True


def _set_closed(state: State, call: Call, *, closed: bool) -> bool:
    chat, topic = _topic(state, call, "close or open the topic")
    if topic.closed == closed:
        bad("TOPIC_NOT_MODIFIED", blame=False)
    topic.closed = closed
    notice(state, chat, topic, "forum_topic_closed" if closed else "forum_topic_reopened", {})
    return True


def close_forum_topic(state: State, call: Call) -> bool:
    """Carry out closeForumTopic."""
    return _set_closed(state, call, closed=True)


def reopen_forum_topic(state: State, call: Call) -> bool:
    """Carry out reopenForumTopic."""
    return _set_closed(state, call, closed=False)


def delete_forum_topic(state: State, call: Call) -> bool:
    """Carry out deleteForumTopic: its messages go with it."""
    chat, topic = _topic(state, call, "delete the topic")
    del chat.topics[topic.id]
    for post in chat.posts.values():
        if post.object.get("message_thread_id") == topic.id:
            post.deleted = True
    state.world.touch(chat)
    return True

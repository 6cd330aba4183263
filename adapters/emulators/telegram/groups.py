"""Groups and forums, as far as a bot at a counter meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .entities import found
from .people import Impossible, attached, change, put, swap
from .rooms import member
from .world import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .refusal import Json
    from .state import State
    from .world import Chat

_ANONYMOUS, _ANOTHER = 1087968824, 7_000_000
ALL_RIGHTS = frozenset({"can_delete_messages", "can_manage_topics", "can_pin_messages"})


class Groups:
    """The hands of people in groups."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(
        self, title: str, people: Iterable[int], *, kind: str = "supergroup", forum: bool = False, admin: bool = False
    ) -> int:
        """Open a group with people and the bot in it, and give its id. The bot hears that it is in."""
        rights = ALL_RIGHTS if admin else frozenset[str]()
        chat = self._state.world.add_group(kind, title, forum=forum, rights=rights)
        chat.members = set(people)
        self._standing(chat, "left", chat.bot)
        return chat.id

    def say(  # noqa: PLR0913 -- where, who, what, and three circumstances
        self,
        group: int,
        person: int,
        text: str,
        *,
        topic: int | None = None,
        reply_to: int | None = None,
        anonymous: bool = False,
    ) -> int | None:
        """Write in a group; None when the bot does not hear it (privacy mode) or does not ask for messages."""
        content: Json = {"text": text}
        if entities := found(text):
            content["entities"] = entities
        return self._say(group, person, content, topic=topic, reply_to=reply_to, anonymous=anonymous)

    def send(  # noqa: PLR0913 -- where, who, what, and three circumstances
        self, group: int, person: int, kind: str, *, topic: int | None = None, caption: str = "", album: str = ""
    ) -> int | None:
        """Send a file into a group; the same `album` makes several one."""
        return self._say(group, person, attached(self._state, kind, caption, album), topic=topic)

    def edit(self, group: int, person: int, message: int, text: str) -> int | None:
        """Change what one wrote in a group."""
        return change(self._state, self._state.world.chats[group], person, message, text)

    def swap(self, group: int, person: int, message: int, kind: str, caption: str = "") -> int | None:
        """Put another file where one's own stood."""
        return swap(self._state, self._state.world.chats[group], person, message, kind, caption)

    def bot_says(self, group: int, text: str, *, topic: int | None = None) -> int | None:
        """Let another bot write; only administrators among bots hear each other."""
        stranger = Person(_ANOTHER, "Helper", username="helper_bot")
        return self._say(group, stranger, {"text": text}, topic=topic)

    def close_topic(self, group: int, person: int, topic: int, *, closed: bool = True) -> int | None:
        """Let somebody close a topic, or open it again."""
        chat = self._state.world.chats[group]
        chat.topics[topic].closed = closed
        kind = "forum_topic_closed" if closed else "forum_topic_reopened"
        return self._say(group, person, {kind: {}}, topic=topic)

    def delete_topic(self, group: int, topic: int) -> None:
        """Let somebody delete a topic with all that is in it; bots hear nothing of that."""
        chat = self._state.world.chats[group]
        del chat.topics[topic]
        for post in chat.posts.values():
            post.deleted |= post.object.get("message_thread_id") == topic
        self._state.world.touch(chat)

    def migrate(self, group: int, *, forum: bool | None = None) -> int:
        """Make a supergroup of a basic group: its id changes, and the old one refuses with migrate_to_chat_id."""
        state, old = self._state, self._state.world.chats[group]
        forum = old.forum if forum is None else forum
        new = state.world.add_group("supergroup", old.title, forum=forum, rights=old.rights)
        new.members = set(old.members)
        somebody = state.world.person(min(old.members))
        put(state, old, somebody, {"migrate_to_chat_id": new.id})
        old.moved_to = new.id
        put(state, new, somebody, {"migrate_from_chat_id": old.id})
        return new.id

    def kick_bot(self, group: int) -> int | None:
        """Throw the bot out."""
        return self._become(group, "kicked", frozenset())

    def demote_bot(self, group: int) -> int | None:
        """Take all rights from the bot."""
        return self._become(group, "member", frozenset())

    def promote_bot(self, group: int) -> int | None:
        """Make the bot an administrator (again)."""
        return self._become(group, "administrator", ALL_RIGHTS)

    def _become(self, group: int, status: str, rights: frozenset[str]) -> int | None:
        chat = self._state.world.chats[group]
        before, chat.bot, chat.rights = chat.bot, status, rights
        return self._standing(chat, before, status)

    def _say(  # noqa: PLR0913 -- where, who, what, and three circumstances
        self,
        group: int,
        person: int | Person,
        content: Json,
        *,
        topic: int | None = None,
        reply_to: int | None = None,
        anonymous: bool = False,
    ) -> int | None:
        state, chat = self._state, self._state.world.chats[group]
        if isinstance(person, int):
            if person not in chat.members:
                raise Impossible(str(person))
            person = state.world.person(person)
        if topic is not None:
            found = chat.topics.get(topic)
            if found is None or (found.closed and "forum_topic_closed" not in content):
                raise Impossible(str(topic))
            content = {**content, "message_thread_id": topic, "is_topic_message": True}
            # In a topic whatever answers nothing else answers its beginning.
            reply_to = reply_to or topic
        if anonymous:
            itself = {"id": _ANONYMOUS, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
            content = {**content, "from": itself, "sender_chat": state.world.chat_object(chat)}
        elif person.id == _ANOTHER:
            content = {**content, "from": {**person.user(), "is_bot": True}}
        heard = self._heard(chat, content.get("text", ""), content.get("entities", []), reply_to)
        return put(state, chat, person, content, reply_to=reply_to, heard=heard)

    def _heard(self, chat: Chat, text: str, entities: list[Json], reply_to: int | None) -> bool:
        """Tell whether privacy mode lets the bot hear it: commands, mentions, replies; administrators hear all."""
        if chat.bot not in {"member", "administrator"}:
            return False
        if chat.bot == "administrator" or not self._state.bot.privacy:
            return True
        before = chat.shown(reply_to) if reply_to else None
        called = f"@{self._state.bot.username}".lower() in text.lower()
        command = any(entity["type"] == "bot_command" and entity["offset"] == 0 for entity in entities)
        elsewhere = command and "@" in text.split(maxsplit=1)[0] and not called
        return called or (command and not elsewhere) or (before is not None and before.by_bot)

    def _standing(self, chat: Chat, old: str, new: str) -> int | None:
        state = self._state
        somebody = state.world.person(min(chat.members)) if chat.members else None
        change: Json = {
            "chat": state.world.chat_object(chat),
            "from": somebody.user() if somebody else state.bot.user(),
            "date": int(state.clock()),
            "old_chat_member": member(state, old, chat.rights),
            "new_chat_member": member(state, new, chat.rights),
        }
        life = state.rules.message_retention
        return state.updates.add("my_chat_member", change, ("member", chat.id), life, somebody.id if somebody else None)

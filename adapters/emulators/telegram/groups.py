"""Groups and forums, as far as a bot at a counter meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .entities import found
from .people import Impossible, put
from .rooms import member

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .refusal import Json
    from .state import State
    from .world import Chat

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

    def say(
        self, group: int, person: int, text: str, *, topic: int | None = None, reply_to: int | None = None
    ) -> int | None:
        """Write in a group; None when the bot does not hear it (privacy mode) or does not ask for messages."""
        state, chat = self._state, self._state.world.chats[group]
        if person not in chat.members:
            raise Impossible(str(person))
        content: Json = {"text": text}
        if entities := found(text):
            content["entities"] = entities
        if topic is not None:
            content.update(message_thread_id=topic, is_topic_message=True)
        heard = self._heard(chat, text, content.get("entities", []), reply_to)
        return put(state, chat, state.world.person(person), content, reply_to=reply_to, heard=heard)

    def migrate(self, group: int) -> int:
        """Make a supergroup of a basic group: its id changes, and the old one refuses with migrate_to_chat_id."""
        state, old = self._state, self._state.world.chats[group]
        new = state.world.add_group("supergroup", old.title, forum=old.forum, rights=old.rights)
        new.members = set(old.members)
        somebody = state.world.person(min(old.members))
        put(state, old, somebody, {"migrate_to_chat_id": new.id})
        old.moved_to = new.id
        return new.id

    def kick_bot(self, group: int) -> int | None:
        """Throw the bot out."""
        chat = self._state.world.chats[group]
        before, chat.bot = chat.bot, "kicked"
        return self._standing(chat, before, "kicked")

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

"""Who is there: people, chats, topics, and every message that was shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .refusal import Json, bad

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_PERSON, FIRST_GROUP, FIRST_SUPERGROUP = 7_000_000_001, -4_000_001, -1_002_000_000_001


@dataclass(slots=True)
class Person:
    """Somebody with an account; `language` is what the app says it is (en, pt-br), or nothing."""

    id: int
    first_name: str
    language: str | None = None
    last_name: str | None = None
    username: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def user(self) -> Json:
        """Give the platform's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if self.language:
            user["language_code"] = self.language
        return user


@dataclass(slots=True)
class Topic:
    """A thread of a forum."""

    id: int
    name: str
    color: int
    icon: str | None = None
    closed: bool = False

    def object(self) -> Json:
        """Give the platform's ForumTopic."""
        topic: Json = {"message_thread_id": self.id, "name": self.name, "icon_color": self.color}
        if self.icon:
            topic["icon_custom_emoji_id"] = self.icon
        return topic


@dataclass(slots=True)
class Post:
    """One message: the platform's object, and what only a screen or the server knows."""

    id: int
    by_bot: bool
    sender: int
    at: float
    object: Json
    markup: Json | None = None
    protected: bool = False
    deleted: bool = False
    edited: bool = False
    reaction: list[Json] = field(default_factory=list)


@dataclass(slots=True)
class Chat:
    """A private chat or a group, as far as the bot knows it."""

    id: int
    kind: str
    title: str = ""
    forum: bool = False
    bot: str = "member"
    rights: frozenset[str] = frozenset()
    members: set[int] = field(default_factory=set)
    topics: dict[int, Topic] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    last: int = 0
    keyboard: Json | None = None
    keyboard_post: int = 0
    typing_until: float = 0.0
    moved_to: int | None = None

    @property
    def private(self) -> bool:
        """Tell whether it is between one person and the bot."""
        return self.kind == "private"

    def object(self, person: Person | None) -> Json:
        """Give the platform's Chat."""
        chat: Json = {"id": self.id, "type": self.kind}
        if person is not None:
            user = person.user()
            chat.update({name: user[name] for name in ("first_name", "last_name", "username") if name in user})
        else:
            chat["title"] = self.title
            if self.forum:
                chat["is_forum"] = True
        return chat

    def shown(self, number: int) -> Post | None:
        """Find a message that is still there."""
        post = self.posts.get(number)
        return None if post is None or post.deleted else post


class World:
    """All people and chats. `touch` is called with a chat's id whenever what people see there changes."""

    def __init__(self, touch: Callable[[Chat], None]) -> None:
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.touch = touch
        self._last = 0

    def person(self, number: int) -> Person:
        """Find a person. Raises KeyError."""
        return self.people[number]

    def add_person(self, person: Person) -> Person:
        """Let somebody in; an id of 0 is replaced by a free one."""
        person.id = person.id or FIRST_PERSON + len(self.people)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person.id, "private", members={person.id})
        return person

    def add_group(self, kind: str, title: str, *, forum: bool, rights: frozenset[str]) -> Chat:
        """Open a group with the bot in it; with rights the bot is an administrator."""
        first, step = (FIRST_GROUP, -1) if kind == "group" else (FIRST_SUPERGROUP, -1)
        number = first
        while number in self.chats:
            number += step
        status = "administrator" if rights else "member"
        # The first message of a supergroup says that it was made; so no topic ever has the number of General.
        chat = Chat(number, kind, title, forum=forum, bot=status, rights=rights, last=int(kind == "supergroup"))
        self.chats[number] = chat
        return chat

    def owner(self, chat: Chat) -> Person | None:
        """Give the person of a private chat."""
        return self.people.get(chat.id) if chat.private else None

    def chat_object(self, chat: Chat) -> Json:
        """Give the platform's Chat."""
        return chat.object(self.owner(chat))

    def number(self, chat: Chat) -> int:
        """Give the id of the next message: one sequence for all private chats and basic groups, one a supergroup."""
        if chat.kind == "supergroup":
            chat.last += 1
            return chat.last
        self._last += 1
        return self._last

    def post(self, chat: Chat, message: Post) -> Post:
        """Show a message."""
        chat.posts[message.id] = message
        self.touch(chat)
        return message

    def topic(self, chat: Chat, thread: int) -> Topic:
        """Find a topic, or refuse in the server's words. General (1) has no thread id to send to."""
        topic = chat.topics.get(thread)
        if topic is None:
            bad("Message thread not found", blame=False)
        return topic

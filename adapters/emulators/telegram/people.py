"""What people do in a private chat with the bot: each act changes their screen and makes an update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .entities import found
from .markup import button_of, callback_data
from .rooms import member
from .sending import keep_file
from .state import Callback
from .world import Person, Post

if TYPE_CHECKING:
    from .refusal import Json
    from .state import State
    from .world import Chat

_KINDS: dict[str, Json] = {
    "sticker": {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular", "emoji": "🙂"},
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "audio": {"duration": 30, "mime_type": "audio/mpeg"},
    "video": {"width": 640, "height": 360, "duration": 5, "mime_type": "video/mp4"},
    "document": {"mime_type": "application/pdf"},
    "photo": {"width": 800, "height": 600},
}
_OTHER = {"image": "photo", "file": "document"}


class Impossible(Exception):  # noqa: N818 -- a test asks for what no person can do
    """A person cannot do that: the button is not there, the bot is blocked."""


class People:
    """The hands of everybody who writes to the bot."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, name: str, language: str | None = None, *, number: int = 0, username: str | None = None) -> int:
        """Let somebody in and give their id; the chat is not started yet."""
        person = Person(number, name, language, username=username)
        return self._state.world.add_person(person).id

    def list(self) -> list[Json]:
        """Give everybody."""
        return [
            {"id": one.id, "name": one.first_name, "language": one.language, "blocked": one.blocked}
            for one in self._state.world.people.values()
        ]

    def start(self, person: int, payload: str = "") -> int | None:
        """Press Start, or follow a link with a payload. Somebody who had blocked the bot unblocks it by that."""
        if self._state.world.person(person).blocked:
            self.unblock(person)
        return self.say(person, f"/start {payload}".rstrip())

    def say(self, person: int, text: str, *, at: float | None = None, reply_to: int | None = None) -> int | None:
        """Write a text; `at` makes it an old one. Gives the id of the update (None when the bot does not ask)."""
        content: Json = {"text": text}
        entities = found(text)
        if entities:
            content["entities"] = entities
        return self._message(person, content, at=at, reply_to=reply_to)

    def location(self, person: int, latitude: float, longitude: float, **venue: str) -> int | None:
        """Send a place on the map; with title and address it is a venue."""
        place = {"latitude": latitude, "longitude": longitude}
        content: Json = {"location": place}
        if venue.get("title"):
            content["venue"] = {"location": place, "title": venue["title"], "address": venue.get("address", "")}
        return self._message(person, content)

    def contact(self, person: int, phone: str, name: str, user_id: int | None = None) -> int | None:
        """Send a contact; it is the sender's own only when `user_id` is theirs."""
        contact: Json = {"phone_number": phone, "first_name": name}
        if user_id:
            contact["user_id"] = user_id
        return self._message(person, {"contact": contact})

    def send(  # noqa: PLR0913 -- a file and what comes with it
        self,
        person: int,
        kind: str,
        caption: str = "",
        album: str = "",
        *,
        data: bytes | None = None,
        name: str = "file.pdf",
    ) -> int | None:
        """Send a sticker, photo, voice, audio, video or document; the same `album` makes several one."""
        return self._message(person, attached(self._state, kind, caption, album, data=data, name=name))

    def press(self, person: int, text: str, latitude: float = 35.4437, longitude: float = 139.6380) -> int | None:
        """Press a button of the reply keyboard. Raises Impossible when it does not show."""
        chat = self._chat(person)
        button = button_of(chat.keyboard, text)
        if button is None or chat.keyboard is None:
            raise Impossible(text)
        behind = chat.keyboard_post
        if chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        if button.get("request_location"):
            place = {"location": {"latitude": latitude, "longitude": longitude}}
            return self._message(person, place, reply_to=behind)
        if button.get("request_contact"):
            contact = {"phone_number": "+819012345678", "first_name": self._person(person).first_name}
            return self._message(person, {"contact": {**contact, "user_id": person}}, reply_to=behind)
        return self.say(person, text)

    def tap(self, person: int, message: int, data: str, *, chat: int = 0, forged: bool = False) -> str:
        """Tap an inline button and give the id of the callback query.

        Raises Impossible when no such button shows, unless it is `forged`: clients can be made to send anything.
        A tap on a message that is gone comes with an inaccessible message.
        """
        state = self._state
        room = state.world.chats[chat or person]
        post = room.shown(message)
        if not forged and (post is None or data not in callback_data(post.markup)):
            raise Impossible(data)
        now = state.clock()
        callback = Callback(str(4_000_000_000_000 + len(state.callbacks) + 1), person, room.id, message, data, now)
        state.callbacks[callback.id] = callback
        shown: Json = {"message_id": message, "chat": state.world.chat_object(room), "date": 0}
        query: Json = {
            "id": callback.id,
            "from": self._person(person).user(),
            "message": post.object if post else shown,
            "chat_instance": str(room.id * 31),
            "data": data,
        }
        life = state.rules.callback_retention
        callback.update = state.updates.add("callback_query", query, ("callback", person), life, person)
        state.screens.touch([person])
        return callback.id

    def edit(self, person: int, message: int, text: str) -> int | None:
        """Change an own text, or the words of a picture."""
        return change(self._state, self._chat(person), person, message, text)

    def delete(self, person: int, message: int) -> None:
        """Delete a message for both; bots hear nothing of it."""
        chat = self._chat(person)
        post = chat.shown(message)
        if post is None:
            raise Impossible(str(message))
        post.deleted = True
        self._state.world.touch(chat)

    def block(self, person: int) -> int | None:
        """Block the bot."""
        return self._standing(person, blocked=True)

    def unblock(self, person: int) -> int | None:
        """Let the bot write again."""
        return self._standing(person, blocked=False)

    def deactivate(self, person: int) -> None:
        """Delete the account."""
        self._person(person).deactivated = True

    def _person(self, number: int) -> Person:
        return self._state.world.person(number)

    def _chat(self, number: int) -> Chat:
        return self._state.world.chats[number]

    def _standing(self, number: int, *, blocked: bool) -> int | None:
        person, chat = self._person(number), self._chat(number)
        if person.blocked == blocked:
            return None
        person.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        state = self._state
        change: Json = {
            "chat": state.world.chat_object(chat),
            "from": person.user(),
            "date": int(state.clock()),
            "old_chat_member": member(state, old),
            "new_chat_member": member(state, new),
        }
        state.world.touch(chat)
        life = state.rules.message_retention
        return state.updates.add("my_chat_member", change, ("member", number), life, number)

    def _message(
        self, number: int, content: Json, *, at: float | None = None, reply_to: int | None = None
    ) -> int | None:
        person, chat = self._person(number), self._chat(number)
        if person.blocked or person.deactivated:
            raise Impossible
        person.started = True
        return put(self._state, chat, person, content, at=at, reply_to=reply_to)


def attached(  # noqa: PLR0913 -- a file and what comes with it
    state: State, kind: str, caption: str = "", album: str = "", *, data: bytes | None = None, name: str = "file.pdf"
) -> Json:
    """Give what a message with a file holds. Raises Impossible for a kind there is none of."""
    kind = _OTHER.get(kind, kind)
    if kind not in _KINDS:
        raise Impossible(kind)
    file = keep_file(state, kind, name, 1024 if data is None else len(data), data)
    file.update(_KINDS[kind])
    content: Json = {kind: [file] if kind == "photo" else file}
    if caption:
        content["caption"] = caption
    if album:
        content["media_group_id"] = album
    return content


def change(state: State, chat: Chat, person: int, number: int, text: str) -> int | None:
    """Let somebody change what they wrote. Raises Impossible for what is not theirs, or gone."""
    post = chat.shown(number)
    if post is None or post.by_bot or post.sender != person:
        raise Impossible(str(number))
    words, marks = ("text", "entities") if "text" in post.object else ("caption", "caption_entities")
    changed = {name: value for name, value in post.object.items() if name != marks}
    changed.update({words: text, "edit_date": int(state.clock())})
    if entities := found(text):
        changed[marks] = entities
    post.object, post.edited = changed, True
    state.world.touch(chat)
    return state.updates.add("edited_message", changed, ("chat", chat.id), state.rules.message_retention, person)


def swap(  # noqa: PLR0913, PLR0917 -- whose message where, and what stands there then
    state: State, chat: Chat, person: int, number: int, kind: str, caption: str = ""
) -> int | None:
    """Let somebody put another file where theirs stood. Raises Impossible for what is not theirs, or gone."""
    post = chat.shown(number)
    if post is None or post.by_bot or post.sender != person:
        raise Impossible(str(number))
    kept = {name: value for name, value in post.object.items() if name not in (*_KINDS, "caption", "caption_entities")}
    changed = {**kept, **attached(state, kind, caption), "edit_date": int(state.clock())}
    post.object, post.edited = changed, True
    state.world.touch(chat)
    return state.updates.add("edited_message", changed, ("chat", chat.id), state.rules.message_retention, person)


def put(  # noqa: PLR0913 -- where, who, what, and three circumstances
    state: State,
    chat: Chat,
    person: Person,
    content: Json,
    *,
    at: float | None = None,
    reply_to: int | None = None,
    heard: bool = True,
) -> int | None:
    """Show a person's message in a chat; the bot gets it when it is `heard`."""
    now = state.clock() if at is None else at
    number = state.world.number(chat)
    message: Json = {
        "message_id": number,
        "from": person.user(),
        "chat": state.world.chat_object(chat),
        "date": int(now),
    }
    before = chat.shown(reply_to) if reply_to else None
    if before is not None:
        message["reply_to_message"] = {
            name: value for name, value in before.object.items() if name != "reply_to_message"
        }
    message.update(content)
    state.world.post(chat, Post(number, False, person.id, now, message))  # noqa: FBT003
    if not heard:
        return None
    life = state.rules.message_retention - (state.clock() - now)
    return state.updates.add("message", message, ("chat", chat.id), life, person.id)

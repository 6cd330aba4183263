"""From an update of the staff group to what somebody did there. Total: what it does not know is nothing.

Heard is only what stands in a topic: General, other bots, channels and service messages are nobody's
business (Message, https://core.telegram.org/bots/api, read 2026-11-28).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from adapters.roster.linking import typed
from adapters.telegram.split import sendable

ANONYMOUS = 1087968824
"""The account behind which an administrator of a group may stay unnamed (GroupAnonymousBot)."""
_MEDIA = (
    "animation", "photo", "voice", "audio", "video", "video_note", "document", "sticker", "contact", "poll", "dice",
    "location", "venue", "story", "game", "paid_media", "checklist",
)  # fmt: skip
_ABLE = ("creator", "administrator")
_LONGEST = 64
_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A message in a topic, and who wrote it; ``who`` is None for an administrator who stays unnamed."""

    chat: int
    thread: int
    message: int
    who: int | None


@dataclass(frozen=True, slots=True)
class Wrote:
    """Somebody wrote. ``answers``: the message it replies to, with its text and the kind of thing that came with it.

    media  what kind of thing came with it, "" for words alone; album: the one it belongs to; unique: which file it is
    """

    at: Place
    text: str
    answers: tuple[int, str, str] | None = None
    media: str = ""
    album: str = ""
    unique: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody changed what they had written, or put another picture there.

    file    by which the thing that came with it can be sent on; unique: the same for the same thing, whoever sends it
    """

    at: Place
    text: str
    media: str = ""
    file: str = ""
    unique: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button below a message of ours."""

    at: Place
    callback: str
    data: str


@dataclass(frozen=True, slots=True)
class Relocated:
    """The group has become another one, with another id."""

    chat: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bot may do here has changed: whether it is inside, and whether it may work with topics."""

    inside: bool
    able: bool


Deed = Wrote | Changed | Pressed | Relocated | Standing


def group_of(raw: object) -> int | None:
    """Give the group that an update is about; None for private chats and whatever cannot be read."""
    update = _object(raw)
    for kind in ("message", "edited_message", "my_chat_member"):
        chat = _object(_object(update.get(kind)).get("chat"))
        if chat:
            return _number(chat.get("id")) if chat.get("type") in ("group", "supergroup") else None
    held = _object(_object(_object(update.get("callback_query")).get("message")).get("chat"))
    return _number(held.get("id")) if held.get("type") in ("group", "supergroup") else None


def origin_of(raw: object) -> int | None:
    """Give the id that a group had before it became this one, where an update says so."""
    return _number(_object(_object(raw).get("message")).get("migrate_from_chat_id"))


def callback_of(raw: object) -> str:
    """Give the tap that an update is; "" when it is none."""
    callback = _object(_object(raw).get("callback_query")).get("id")
    return callback[:_LONGEST] if isinstance(callback, str) else ""


def code_of(raw: object) -> tuple[int, int, int, str] | None:
    """Give who typed a code of the console where: the chat, the message, the person, the code."""
    said = _object(_object(raw).get("message"))
    author = _object(said.get("from"))
    chat, message, who = (
        _number(each) for each in (_object(said.get("chat")).get("id"), said.get("message_id"), author.get("id"))
    )
    text = said.get("text")
    code = typed(text) if isinstance(text, str) else None
    if code is None or chat is None or message is None or who is None:
        return None
    return None if author.get("is_bot") is not False or "sender_chat" in said else (chat, message, who, code)


def deed(raw: object) -> Deed | None:
    """Say what somebody did; None for what is not our business."""
    update = _object(raw)
    if "my_chat_member" in update:
        return _standing(_object(update["my_chat_member"]))
    if "callback_query" in update:
        return _pressed(_object(update["callback_query"]))
    said = _object(update.get("message", update.get("edited_message")))
    new = _number(said.get("migrate_to_chat_id"))
    if new is None and "migrate_from_chat_id" in said:
        new = _number(_object(said.get("chat")).get("id"))
    if new is not None:
        return Relocated(new)
    at = _place(said)
    media = next((name for name in _MEDIA if name in said), "")
    text = said.get("text", said.get("caption"))
    if at is None or (not isinstance(text, str) and not media):
        return None
    words = sendable(text).strip() if isinstance(text, str) else ""
    if "edited_message" in update:
        return Changed(at, words, media, *_file(said, media))
    album = said.get("media_group_id")
    return Wrote(at, words, _answered(said, at), media, album if isinstance(album, str) else "", _file(said, media)[1])


def _file(said: dict[str, Any], media: str) -> tuple[str, str]:
    """Give the two names of what came with a message. A photo comes in several sizes, and the last is the largest."""
    given = said.get(media)
    held = _object(given[-1] if isinstance(given, list) and given else given)
    names = (held.get("file_id"), held.get("file_unique_id"))
    file, unique = (name if isinstance(name, str) and _NAME.fullmatch(name) else "" for name in names)
    return file, unique


def _place(said: dict[str, Any], who: object = None) -> Place | None:
    chat, thread = _number(_object(said.get("chat")).get("id")), _number(said.get("message_thread_id"))
    message = _number(said.get("message_id"))
    if chat is None or thread is None or message is None or said.get("is_topic_message") is not True:
        return None
    author = _object(who if who is not None else said.get("from"))
    number = _number(author.get("id"))
    if number == ANONYMOUS and _number(_object(said.get("sender_chat")).get("id")) == chat:
        return Place(chat, thread, message, None)
    if number is None or author.get("is_bot") is not False or "sender_chat" in said:
        return None
    return Place(chat, thread, message, number)


def _answered(said: dict[str, Any], at: Place) -> tuple[int, str, str] | None:
    """Give what a message replies to. Whatever replies to nothing else replies to the topic's beginning."""
    before = _object(said.get("reply_to_message"))
    number, text = _number(before.get("message_id")), before.get("text", before.get("caption"))
    if number is None or number == at.thread:
        return None
    media = next((name for name in _MEDIA if name in before), "")
    return number, sendable(text).strip() if isinstance(text, str) else "", media


def _pressed(query: dict[str, Any]) -> Pressed | None:
    held = _object(query.get("message"))
    who = _object(query.get("from"))
    at = _place({**held, "is_topic_message": held.get("is_topic_message")}, who)
    callback, data = query.get("id"), query.get("data")
    if at is None or not isinstance(callback, str) or not isinstance(data, str):
        return None
    return Pressed(at, callback[:_LONGEST], data[:_LONGEST])


def _standing(change: dict[str, Any]) -> Standing:
    now = _object(change.get("new_chat_member"))
    status = now.get("status")
    able = status == "creator" or (status == "administrator" and now.get("can_manage_topics") is True)
    return Standing(status in (*_ABLE, "member", "restricted"), able)


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 62 else None

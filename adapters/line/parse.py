"""From one webhook body to typed messages, each event by itself: one odd event never harms the others.

What an event must hold is little, what it may hold besides is anything (webhook event objects,
Messaging API reference, read 2026-11-23).
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from adapters import jsons
from adapters.line.files import described
from adapters.line.mention import addressed
from bot.message import Attachment, Edited, Joined, Left, Location, Message, Other, Retracted, Tap, Text

if TYPE_CHECKING:
    from bot.message import Content

CHANNEL = "line"
VERSION = "v1:"
"""Stands before the data of every button we send, so that a later version knows old ones."""
ATTACHMENTS = frozenset({"sticker", "image", "audio", "video", "file"})
NOBODY = "Udeadbeef"
"""The console's "Verify" button once sent events of this user (line-bot-sdk-python issue 186)."""
DUMMIES = frozenset({"0" * 32, "f" * 32})

_SOURCES = {"user": "userId", "group": "groupId", "room": "roomId"}
_ID = re.compile(r"[\x21-\x7e]{1,200}", re.ASCII)
_TOKEN = re.compile(r"[\x21-\x7e]{1,1000}", re.ASCII)
_KIND = re.compile(r"\w{1,40}", re.ASCII)
# A database takes neither, and no telephone can type them.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_LONGEST_DATA = 300
_FUTURE = 60.0


def messages(body: object, received: float, bot: str | None = None) -> list[Message]:
    """Give the messages of a webhook body; ``received`` in unix seconds, ``bot`` our own user id if known."""
    whole = _object(body)
    if bot is not None and whole.get("destination", bot) != bot:
        return []
    events = whole.get("events")
    found = (_message(_object(event), received) for event in events) if isinstance(events, list) else ()
    return [message for message in found if message is not None]


def _message(event: dict[str, Any], received: float) -> Message | None:
    source = _object(event.get("source"))
    kind = source.get("type")
    key = _SOURCES.get(kind) if isinstance(kind, str) else None
    conversation = _text(source, key or "", _ID)
    # In standby another module answers; what a mode of tomorrow means, nobody knows.
    if not conversation or event.get("mode", "active") != "active" or _dummy(event, conversation):
        return None
    public = key != "userId"
    content = _in_group(event) if public else _content(event)
    if content is None:
        return None
    said = _object(event.get("message"))
    return Message(
        CHANNEL,
        conversation,
        _text(event, "webhookEventId", _ID) or _derived(event, conversation),
        content,
        _time(event.get("timestamp"), received),
        ref=_text(said, "id", _ID),
        origin=_origin(event, said, received),
        public=public,
        attached="" if public else described(said),
    )


def _content(event: dict[str, Any]) -> Content:  # noqa: PLR0911 - a line a kind
    """Say what somebody who talks to us alone did."""
    said = _object(event.get("message"))
    match event.get("type"):
        case "message":
            return _said(said)
        case "messageEdited" if _text(said, "id", _ID) and isinstance(said.get("text"), str):
            return Edited(_text(said, "id", _ID), _writable(said["text"]))
        case "postback":
            return _tap(event)
        case "follow":
            return Joined()
        case "unfollow":
            return Left()
        case "unsend" if _unsent(event):
            return Retracted(_unsent(event))
        case kind:
            return Other(_kind(kind))


def _in_group(event: dict[str, Any]) -> Content | None:
    """Say what happened in a group, if it is our business: only what was said to us, nothing else is kept."""
    said = _object(event.get("message"))
    match event.get("type"):
        case "message" if isinstance(said.get("text"), str):
            text = addressed(said["text"], said.get("mention"))
            return None if text is None else Text(_writable(text))
        case "messageEdited" if _text(said, "id", _ID) and isinstance(said.get("text"), str):
            text = addressed(said["text"], said.get("mention"))
            # It is not said to us (any more): what we may have kept of it goes.
            ref = _text(said, "id", _ID)
            return Retracted(ref) if text is None else Edited(ref, _writable(text))
        case "postback":
            return _tap(event)
        case "unsend" if _unsent(event):
            return Retracted(_unsent(event))
        case "leave":
            return Left()
        case _:
            return None


def _said(said: dict[str, Any]) -> Content:
    match said.get("type"):
        case "text" if isinstance(said.get("text"), str):
            return Text(_writable(said["text"]))
        case "location":
            return _location(said)
        case "image" if _number(_object(said.get("imageSet")).get("index"), 1) > 1:
            return Attachment("image", more=True)  # an album is answered once
        case str(kind) if kind in ATTACHMENTS:
            return Attachment(kind)
        case "text" | None:
            return Other("message")
        case kind:
            # Whatever it is, a person sent it and waits for an answer.
            return Attachment(_kind(kind))


def _location(said: dict[str, Any]) -> Content:
    latitude, longitude = _number(said.get("latitude")), _number(said.get("longitude"))
    if abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004 - degrees; "not a number" is not
        return Location(latitude, longitude)
    return Other("location")


def _tap(event: dict[str, Any]) -> Content:
    """Take a button. A switched rich menu gives one too; whether the switch worked changes nothing."""
    data = _object(event.get("postback")).get("data")
    if not isinstance(data, str):
        return Other("postback")
    return Tap(_writable(data.removeprefix(VERSION))[:_LONGEST_DATA])


def _unsent(event: dict[str, Any]) -> str:
    return _text(_object(event.get("unsend")), "messageId", _ID)


def _origin(event: dict[str, Any], said: dict[str, Any], received: float) -> str:
    """Note how this very event can be answered and marked as read."""
    found = {
        "token": _text(event, "replyToken", _TOKEN),
        "at": round(received, 3),
        "read": _text(said, "markAsReadToken", _TOKEN),
    }
    return jsons.text({key: value for key, value in found.items() if value})


def _dummy(event: dict[str, Any], conversation: str) -> bool:
    token = event.get("replyToken")
    return conversation.startswith(NOBODY) or (isinstance(token, str) and token in DUMMIES)


def _derived(event: dict[str, Any], conversation: str) -> str:
    """Name an event that LINE did not name, so that its repetition has the same name."""
    named = (
        event.get("type"), conversation, event.get("timestamp"), event.get("replyToken"),
        _object(event.get("message")).get("id"), _object(event.get("postback")).get("data"), _unsent(event),
    )  # fmt: skip
    return "derived-" + sha256(repr(named).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _time(milliseconds: object, received: float) -> datetime:
    """Give the platform's time; one that cannot be is moved to one that can."""
    seconds = _number(milliseconds, received * 1000) / 1000
    return datetime.fromtimestamp(min(max(seconds, 0.0), received + _FUTURE), UTC)


def _number(value: object, default: float = math.nan) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(given: dict[str, Any], key: str, shape: re.Pattern[str]) -> str:
    value = given.get(key)
    return value if isinstance(value, str) and shape.fullmatch(value) else ""


def _kind(value: object) -> str:
    return value if isinstance(value, str) and _KIND.fullmatch(value) else "unknown"


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)

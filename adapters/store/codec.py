"""JSON for what is stored: contents of messages, states of talks, replies. Total and versioned.

Tags and field names below are on disk for ninety days: they may be added to, never changed. A
missing field takes its default, and what is at its default is not written (so no default may change
either); an unknown field is ignored. So two neighbouring versions of the program read each other's rows.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from adapters import jsons
from bot import original
from bot.conversation import Asked, Conversation, Owner
from bot.errors import StoreError
from bot.message import Attachment, Edited, Joined, Left, Location, Other, Retracted, Tap, Text
from bot.reply import (
    Choice,
    Enclosure,
    File,
    Kind,
    Link,
    Paragraph,
    Phone,
    PlaceCard,
    Reply,
    ShowJapanese,
    Source,
    Translated,
)
from bot.translation import Loss, Translation, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.message import Content

VERSION = 1

UNREADABLE = Other("unreadable")
"""Stands for a stored content that cannot be read any more."""

T = TypeVar("T")

_CONTENTS: dict[str, type[Any]] = {
    "text": Text,
    "tap": Tap,
    "location": Location,
    "attachment": Attachment,
    "joined": Joined,
    "left": Left,
    "retracted": Retracted,
    "edited": Edited,
    "other": Other,
}
_PARTS: dict[str, type[Any]] = {
    "paragraph": Paragraph,
    "phone": Phone,
    "link": Link,
    "show-japanese": ShowJapanese,
    "place": PlaceCard,
    "source": Source,
    "enclosure": Enclosure,
    "file": File,
    "translated": Translated,
}
_EXTRA = ("ref", "origin", "public", "attached")
_TAGS = {kind: tag for tags in (_CONTENTS, _PARTS) for tag, kind in tags.items()}
_ATOMS = frozenset({type(None), bool, int, float, str})
_WRITTEN = (*_TAGS, Conversation, Reply, Choice, Translation, Loss)
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in _WRITTEN}
_FIELDS = {kind: tuple((field.name, field.default) for field in fields(kind)) for kind in _WRITTEN}


def _several(read: Callable[[Any], T]) -> Callable[[list[Any]], tuple[T, ...]]:
    return lambda values: tuple(read(value) for value in values)


def _record(kind: type[T]) -> Callable[[Mapping[str, Any]], T]:
    return lambda value: _made(kind, value)


def _tagged(tags: Mapping[str, type[Any]]) -> Callable[[Mapping[str, Any]], Any]:
    return lambda value: _made(tags[value["is"]], value)


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


# Fields that are more than a string, a number or a truth value.
_READERS: dict[type[Any], dict[str, Callable[[Any], object]]] = {
    Conversation: {
        "offered": _several(_record(Choice)),
        "answered": _moment,
        "asked": Asked,
        "owner": Owner,
        "resolved": _moment,
        "held": lambda value: None if value is None else _tagged(_CONTENTS)(value),
    },
    Reply: {"kind": Kind, "parts": _several(_tagged(_PARTS)), "choices": _several(_record(Choice))},
    PlaceCard: {"notes": tuple},
    Translation: {"way": Way, "losses": _several(_record(Loss))},
}


class Told(NamedTuple):
    """What is encrypted of a message that came in."""

    content: Content
    language: str | None = None
    ref: str = ""
    origin: str = ""
    public: bool = False
    attached: str = ""


def told(value: Told) -> bytes:
    """Write what came in."""
    said = {"content": _plain(value.content), "language": value.language}
    # What most messages do not have is not written.
    said |= {name: value_ for name, value_ in value._asdict().items() if name in _EXTRA and value_}
    return _written(said)


def read_told(data: bytes) -> Told:
    """Read what came in; what an older version did not write takes its default."""

    def made(value: dict[str, Any]) -> Told:
        extra = {name: value[name] for name in _EXTRA if name in value}
        return Told(_tagged(_CONTENTS)(value["content"]), value.get("language"), **extra)

    return _read(data, made)


def said(value: Content, label: str | None, attached: str = "") -> bytes | None:
    """Write the person's own line of the talk, or None when the message is no line of it.

    Of a location only the fact stays: coordinates are never kept longer than the answer. What is
    attached stays with the platform; here is only how to fetch it.
    """
    file = {"attached": attached} if attached else {}
    match value:
        case Text(text) | Edited(_, text):
            return _written({"is": "text", "text": text, **file})
        case Tap() if original.wanted(value) is not None:
            return None  # somebody only looks again at what was said to them
        case Tap(data):
            return _written({"is": "tap", "data": data, "text": label})
        case Location():
            return _written({"is": "location"})
        case Attachment(kind):
            return _written({"is": "attachment", "kind": kind, **file})
        case _:
            return None


def read_kind(data: bytes) -> str:
    """Read what the person's own line is: "text", "tap", "location", or what was attached."""
    return _read(data, lambda value: str(value["kind"] if value["is"] == "attachment" else value["is"]))


def read_attached(data: bytes) -> str:
    """Read how what came with the person's own line can be fetched; "" when nothing did."""
    return _read(data, lambda value: str(value.get("attached", "")))


def read_said(data: bytes) -> str | None:
    """Read the words of the person's own line: what was typed, or the choice that was tapped."""
    return _read(data, lambda value: value["text"] if value.get("text") is not None else value.get("data"))


def reply(value: Reply, by: str | None = None) -> bytes:
    """Write a reply; ``by`` is the id of the counselor whose words it holds."""
    return _written({"reply": _plain(value)} | ({"by": by} if by else {}))


def read_by(data: bytes) -> str | None:
    """Read who of the counselors said a reply; None when the counter did."""
    return _read(data, lambda value: value.get("by"))


def read_reply(data: bytes) -> Reply:
    """Read a reply."""
    return _read(data, lambda value: _made(Reply, value["reply"]))


def read_words(data: bytes) -> str:
    """Read what somebody wrote, be it the person or a counselor, as text alone; "" of what the counter said."""

    def words(value: dict[str, Any]) -> str:
        if "reply" not in value:
            return str(value.get("text") or "")
        parts = value["reply"]["parts"] if value.get("by") else ()
        own = {"paragraph": "text", "translated": "original"}
        return "\n".join(str(part[own[part["is"]]]) for part in parts if part["is"] in own)

    return _read(data, words)


def read_spoken(data: bytes) -> str:
    """Read what a machine made of a counselor's words; "" where none did."""

    def words(value: dict[str, Any]) -> str:
        parts = value["reply"]["parts"] if value.get("by") else ()
        return "\n".join(str(part["text"]) for part in parts if part["is"] == "translated")

    return _read(data, words)


def translation(value: Translation) -> bytes:
    """Write a translation."""
    return _written({"translation": _plain(value)})


def read_translation(data: bytes) -> Translation:
    """Read a translation."""
    return _read(data, lambda value: _made(Translation, value["translation"]))


def file(value: File) -> bytes:
    """Write what a file is called and what it is."""
    return _written({"file": _plain(value)})


def read_file(data: bytes) -> File:
    """Read what a file is called and what it is."""
    return _read(data, lambda value: _made(File, value["file"]))


def state(value: Conversation) -> bytes:
    """Write the state of a talk."""
    return _written({"state": _plain(value)})


def read_state(data: bytes) -> Conversation:
    """Read the state of a talk."""
    return _read(data, lambda value: _made(Conversation, value["state"]))


def _plain(value: object) -> object:
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]  # type: ignore[attr-defined]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    plain: dict[str, object] = {"is": _TAGS[kind]} if kind in _TAGS else {}
    for name, default in _FIELDS[kind]:
        item = getattr(value, name)
        if item != default:
            plain[name] = item if type(item) in _ATOMS else _plain(item)
    return plain


def _made(kind: type[T], value: Mapping[str, Any]) -> T:
    readers = _READERS.get(kind, {})
    known = {name: value[name] for name in _NAMES[kind] if name in value}
    return kind(**{name: readers[name](raw) if name in readers else raw for name, raw in known.items()})


def _written(value: dict[str, object]) -> bytes:
    return jsons.write({"v": VERSION, **value})


def _read(data: bytes, made: Callable[[dict[str, Any]], T]) -> T:
    try:
        value: dict[str, Any] = jsons.read(data)
        if value["v"] > VERSION:
            msg = "this record was written by a newer Madoguchi: start the newer one again"
            raise StoreError(msg)
        return made(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # Without its cause: that one would quote what a person wrote.
        msg = f"a stored record cannot be read ({type(error).__name__})"
        raise StoreError(msg) from None

"""From one update of Telegram to one typed message. Total: whatever an update holds hurts no other.

Fields: Update, Message, CallbackQuery, ChatMemberUpdated of https://core.telegram.org/bots/api
(read 2026-11-23). Only the fields that we read are handed on to the library, so that something
odd beside a person's words cannot make these unreadable.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from telegram import Update

from adapters.telegram.commands import command
from adapters.telegram.files import described
from adapters.telegram.keyboard import meant
from adapters.telegram.split import sendable
from bot.errors import MadoguchiError
from bot.message import Attachment, Edited, Left, Location, Message, Other, Tap, Text
from bot.tongue import hinted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import telegram

    from bot.message import Content
    from bot.phrases import Phrasebook

CHANNEL = "telegram"
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
_LARGEST = 2**63
_OLDEST = datetime(2013, 8, 14, tzinfo=UTC)
"""The day Telegram began: nothing can be older."""
_AHEAD = timedelta(minutes=10)
_MEDIA = (
    "animation", "photo", "voice", "audio", "video", "video_note", "document", "sticker", "contact", "poll", "dice",
    "story", "game", "paid_media", "live_photo", "checklist",
)  # fmt: skip
_SAID = ("message_id", "chat", "from", "text", "caption", "location", "venue")
_READ = {
    "message": _SAID,
    "edited_message": _SAID,
    "callback_query": ("id", "from", "data"),
    "held": ("message_id", "chat"),
    "my_chat_member": ("chat", "from"),
}
_LATEST = 2**33
_INSIDE = ("joined", "member", "administrator", "creator", "restricted")


class Malformed(MadoguchiError):  # noqa: N818 - a state, said in the caller's words
    """An update that cannot be read; the text names its kind and never what it holds."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What one update means.

    message   to be kept, or None
    callback  the tap to be answered; key: the button it was, to know a double tap
    album     the album an attachment belongs to: one answer for all its pictures
    leave     a group that is not ours
    """

    message: Message | None = None
    callback: str = ""
    key: str = ""
    album: str = ""
    leave: int | None = None


NOTHING = Arrived()


class Parser:
    """Reads updates. ``places``: the places a deep link may name; ``clock`` gives the present time."""

    def __init__(self, phrases: Phrasebook, places: Collection[str], clock: Callable[[], datetime]) -> None:
        self._phrases = phrases
        self._places = places
        self._clock = clock

    def read(self, raw: object) -> Arrived:
        """Give the meaning of an update; ``Malformed`` when it has none."""
        number = update_id(raw)
        if number is None or not isinstance(raw, dict):
            msg = "no update"
            raise Malformed(msg)
        kind = next((name for name in WANTED if name in raw), "")
        if not kind:
            msg = "of a kind we did not ask for"
            raise Malformed(msg)
        try:
            update = Update.de_json({"update_id": number, kind: _reduced(kind, raw[kind])})
            return self._meaning(update, raw[kind])
        except Malformed:
            raise
        except Exception as error:  # noqa: BLE001 - the library is not defensive
            msg = f"{kind}: {type(error).__name__}"
            raise Malformed(msg) from None

    def _meaning(self, update: Update, raw: dict[str, Any]) -> Arrived:
        if update.callback_query is not None:
            return self._tap(update.update_id, update.callback_query)
        if update.my_chat_member is not None:
            return self._member(update.update_id, update.my_chat_member, raw)
        said = update.message or update.edited_message
        if said is None or said.chat.type != "private":
            return Arrived(leave=_number(said.chat.id)) if said and "group" in said.chat.type else NOTHING
        if said.from_user is not None and said.from_user.is_bot:
            return NOTHING
        code = said.from_user.language_code if said.from_user else None
        ref = f"{_number(said.chat.id)}:{_number(said.message_id)}"
        content: Content | None
        if update.edited_message is not None:
            words = said.text or said.caption
            content = Edited(ref, _words(words)) if isinstance(words, str) else None
        else:
            content, code = self._said(said, raw, code)
        if content is None:
            return NOTHING
        message = self._message(update.update_id, said.chat.id, content, said.date, code)
        message = replace(message, ref=ref, attached=described(raw))
        album = raw.get("media_group_id")
        held = isinstance(album, str) and isinstance(content, Attachment)
        return Arrived(message, album=f"{message.conversation}:{album}" if held else "")

    def _said(self, said: telegram.Message, raw: dict[str, Any], code: str | None) -> tuple[Content | None, str | None]:
        """Give what was said, and the language (a deep link may name another than the profile)."""
        if isinstance(said.text, str):
            asked = command(said.text, self._places, self._phrases)
            return (asked.content, asked.language or code) if asked else (Text(_words(said.text)), code)
        where = said.location or (said.venue.location if said.venue else None)
        if where is not None:
            return _place(where.latitude, where.longitude), code
        if isinstance(said.caption, str) and said.caption.strip():
            return Text(_words(said.caption)), code
        media = next((name for name in _MEDIA if name in raw), None)
        if media is not None:
            return Attachment(media), code
        strange = (name for name in raw if name not in (*_SAID, "date") and re.fullmatch("[a-z_]{1,40}", name))
        return Other(next(strange, "nothing")), code

    def _tap(self, number: int, query: telegram.CallbackQuery) -> Arrived:
        held, callback = query.message, str(query.id)[:200]
        if held is not None and held.chat.type != "private":
            return Arrived(callback=callback)
        # A message too old to be shown to us still says in which chat it is; one sent elsewhere does not.
        chat = held.chat.id if held is not None else query.from_user.id
        data = query.data if isinstance(query.data, str) else ""
        message = self._message(number, chat, Tap(meant(data)), None, query.from_user.language_code)
        origin = json.dumps({"callback": callback, "message": held.message_id if held else None})
        key = f"{message.conversation}:{held.message_id if held else ''}:{data}"
        return Arrived(replace(message, origin=origin), callback, key)

    def _member(self, number: int, change: telegram.ChatMemberUpdated, raw: dict[str, Any]) -> Arrived:
        status = raw["new_chat_member"]["status"]
        if change.chat.type != "private":
            inside = status in _INSIDE
            return Arrived(leave=_number(change.chat.id)) if inside else NOTHING
        content = Left() if status == "kicked" else Other("member")
        return Arrived(self._message(number, change.chat.id, content, change.date, change.from_user.language_code))

    def _message(self, number: int, chat: object, content: Content, date: datetime | None, code: object) -> Message:
        now = self._clock()
        at = date if date is not None and _OLDEST <= date <= now + _AHEAD else now
        language = hinted(code[:35], self._phrases) if isinstance(code, str) else None
        return Message(CHANNEL, str(_number(chat)), str(number), content, at, language)


def update_id(raw: object) -> int | None:
    """Give an update's number, None when it has none."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < _LARGEST:
        return None
    return number


def _reduced(kind: str, raw: object) -> dict[str, Any]:
    """Give what we read of an update, in a shape that the library takes."""
    if not isinstance(raw, dict):
        msg = f"{kind}: no object"
        raise Malformed(msg)
    given = {name: raw[name] for name in _READ[kind] if name in raw}
    date = raw.get("date")
    known = isinstance(date, int) and not isinstance(date, bool) and 0 <= date < _LATEST
    if kind != "callback_query":
        given["date"] = date if known else 0
    elif isinstance(raw.get("message"), dict):
        given["message"] = _reduced("held", raw["message"])
    if isinstance(given.get("from"), dict):
        given["from"] = {"is_bot": False, **given["from"], "first_name": ""}
    if kind == "my_chat_member":
        given["old_chat_member"] = given["new_chat_member"] = {"status": "member", "user": given.get("from")}
    return {"chat_instance": "", **given} if kind == "callback_query" else given


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= _LARGEST:
        msg = "an id that is no number"
        raise Malformed(msg)
    return value


def _words(text: str) -> str:
    return sendable(text).strip()


def _place(latitude: object, longitude: object) -> Content:
    for degrees, most in ((latitude, 90), (longitude, 180)):
        if isinstance(degrees, bool) or not isinstance(degrees, int | float):
            return Other("location")
        # Compared as they are: a whole number may be too large to be turned into degrees.
        if not -most <= degrees <= most or math.isnan(degrees):
            return Other("location")
    return Location(float(latitude), float(longitude))  # type: ignore[arg-type]

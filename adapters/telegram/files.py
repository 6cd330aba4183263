"""What people attach on Telegram: noted when it comes, fetched only when a counselor asks for it.

Fetched by its file_id from the Bot API's own host (getFile, https://core.telegram.org/bots/api, read 2026-11-28).
The path in the answer is only ever a path below that host.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from telegram.error import BadRequest, TelegramError

from adapters.media import LARGEST, Refused, Why, collect, inspect
from adapters.telegram.split import sendable

if TYPE_CHECKING:
    from telegram import Bot

    from adapters.media import Enclosure
    from adapters.telegram.client import Wire

FETCH_S = 30.0
_KINDS = ("photo", "voice", "audio", "document")
_SHOWN = ("animation", "video", "video_note", "sticker")
"""What cannot be fetched, but copied to where staff look at it."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_PATH = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*(?:\.[A-Za-z0-9_-]+)*", re.ASCII)
_LONGEST_NAME = 200
_OK, _GONE = 200, 404


def described(said: dict[str, Any]) -> str:
    """Note of a message what is needed to fetch or to copy its file later; "" when there is none."""
    kind = next((name for name in (*_SHOWN, *_KINDS) if name in said), "")
    message, album = said.get("message_id"), said.get("media_group_id")
    found: dict[str, Any] = _file(kind, said)
    if kind and isinstance(message, int) and not isinstance(message, bool):
        found["message"] = message
    if found and isinstance(album, str):
        found["album"] = album
    return json.dumps({"kind": kind, **found}, ensure_ascii=False) if found else ""


def _file(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    given = said.get(kind) if kind in _KINDS else None
    # A photo comes in several sizes, and the last is the largest.
    sizes = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else [given]
    file = next((each for each in reversed(sizes) if _size(each) <= LARGEST), sizes[-1] if sizes else None)
    number = file.get("file_id") if isinstance(file, dict) else None
    if not isinstance(file, dict) or not isinstance(number, str) or not _ID.fullmatch(number):
        return {}
    name = file.get("file_name")
    found: dict[str, Any] = {"id": number, "size": _size(file)}
    return {**found, "name": sendable(name)[:_LONGEST_NAME]} if isinstance(name, str) else found


async def fetch(bot: Bot, wire: Wire, attached: str) -> Enclosure:
    """Fetch what ``Message.attached`` notes; ``Refused`` when that is not possible or not wanted."""
    file = json.loads(attached or "{}")
    number = file.get("id") if isinstance(file, dict) else None
    if not isinstance(number, str) or not _ID.fullmatch(number):
        raise Refused(Why.KIND if isinstance(file, dict) and "kind" in file else Why.NOTHING)
    if _size(file, "size") > LARGEST:
        raise Refused(Why.LARGE)
    path = await _path(bot, number)
    async with wire.stream(f"{bot.base_file_url}/{path}", FETCH_S) as answer:
        if answer.status == _GONE:
            raise Refused(Why.GONE)
        if answer.status != _OK:
            raise Refused(Why.LATER)
        data = await collect(answer.content.iter_chunked(1 << 16), answer.content_length)
    return await inspect(data, str(file.get("name", "")))


async def _path(bot: Bot, number: str) -> str:
    try:
        whole = (await bot.get_file(number)).file_path
    except BadRequest as error:
        raise Refused(Why.LARGE if "too big" in error.message.lower() else Why.GONE) from None
    except (TelegramError, AttributeError, KeyError, TypeError, ValueError):
        raise Refused(Why.LATER) from None
    # The library puts the host before whatever it is given, unless that is a file of this machine.
    path = (whole or "").removeprefix(f"{bot.base_file_url}/")
    if not _PATH.fullmatch(path):
        raise Refused(Why.LATER)
    return path


def _size(file: object, name: str = "file_size") -> int:
    size = file.get(name) if isinstance(file, dict) else None
    return size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else 0

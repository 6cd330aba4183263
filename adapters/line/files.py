"""What people attach on LINE: noted when it comes, fetched only when a counselor asks for it.

Fetched by the message's id from LINE's own host (Get content, Messaging API reference, read 2026-11-28). An address
that an event holds (``originalContentUrl``) is never followed: it may lead anywhere.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from adapters.line.client import OFFICIAL
from adapters.media import LARGEST, Refused, Why, collect, inspect

if TYPE_CHECKING:
    from adapters.line.wire import Wire
    from adapters.media import Enclosure

BLOBS = "https://api-data.line.me"
CONTENT = "/v2/bot/message/{}/content"
FETCH_S = 30.0
_KINDS = frozenset({"image", "audio", "video", "file"})
_ID = re.compile(r"\d{1,40}", re.ASCII)
_LONGEST_NAME = 200
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_OK = 200
_GONE = frozenset({400, 404, 410})


def described(said: dict[str, Any]) -> str:
    """Note of a message what is needed to fetch its file later; "" when LINE does not hold one."""
    kind, number = said.get("type"), said.get("id")
    provider = said.get("contentProvider", {"type": "line"})
    ours = isinstance(provider, dict) and provider.get("type") == "line"
    if kind not in _KINDS or not ours or not isinstance(number, str) or not _ID.fullmatch(number):
        return ""
    name, size = said.get("fileName"), said.get("fileSize")
    found: dict[str, Any] = {"id": number, "kind": kind}
    if isinstance(name, str):
        found["name"] = _UNWRITABLE.sub("\ufffd", name)[:_LONGEST_NAME]
    if isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 1 << 40:
        found["size"] = size
    return json.dumps(found, ensure_ascii=False)


async def fetch(wire: Wire, base: str, attached: str) -> Enclosure:
    """Fetch what ``Message.attached`` notes; ``Refused`` when that is not possible or not wanted."""
    file = json.loads(attached or "{}")
    number = file.get("id") if isinstance(file, dict) else None
    if not isinstance(number, str) or not _ID.fullmatch(number):
        raise Refused(Why.NOTHING)
    if file.get("size", 0) > LARGEST:
        raise Refused(Why.LARGE)
    host = BLOBS if base == OFFICIAL else base
    async with wire.stream(host + CONTENT.format(number), FETCH_S) as answer:
        if answer.status in _GONE:
            raise Refused(Why.GONE)
        if answer.status != _OK:
            # In preparation, too much at once, in trouble, or our token: none of it lasts.
            raise Refused(Why.LATER)
        data = await collect(answer.content.iter_chunked(1 << 16), answer.content_length)
    return await inspect(data, str(file.get("name", "")))

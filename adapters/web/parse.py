"""From bytes to a typed message, or a refusal. Behind this door everything is true."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.web.door import Refused
from bot.message import Joined, Location, Tap, Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request

    from adapters.web.limits import Limits
    from bot.message import Content

CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
TAP = re.compile(r"[\x21-\x7e]{1,60}", re.ASCII)
KINDS = ("text", "tap", "location", "joined")


@dataclass(frozen=True, slots=True)
class Post:
    """What the page posted: an event id of its own making and one content."""

    event: str
    content: Content | None
    language: str | None


async def read(request: Request, limits: Limits) -> bytes:
    """Give the body; a larger one is refused before it is read, or as soon as it shows."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, "unreadable")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal():
        raise Refused(400, "unreadable")
    # Counting digits first: turning a line of them into a number is work for nothing.
    if len(length) > 12 or int(length) > limits.body_bytes:  # noqa: PLR2004
        raise Refused(413, "too_long", limit=str(limits.characters))
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limits.body_bytes:
            raise Refused(413, "too_long", limit=str(limits.characters))
    return bytes(body)


def post(body: bytes, languages: Collection[str], longest: int) -> Post:
    """Parse a posted message. An unknown language is no language; all else must be as agreed."""
    given = _object(body)
    language = given.pop("language", None)
    known = language if isinstance(language, str) and language in languages else None
    event = _event(given.pop("event", None))
    if not given:
        return Post(event, None, known)
    if len(given) != 1:
        raise Refused(400, "unreadable", language=known)
    (kind, value), *_ = given.items()
    try:
        return Post(event, _content(kind, value, longest), known)
    except Refused as refusal:
        refusal.language = known
        raise


def _object(body: bytes) -> dict[str, object]:
    try:
        given: object = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(400, "unreadable") from None
    if not isinstance(given, dict):
        raise Refused(400, "unreadable")
    return given


def _event(value: object) -> str:
    try:
        event = str(UUID(value)) if isinstance(value, str) else ""
    except ValueError:
        event = ""
    if not event or event != value:
        raise Refused(400, "unreadable")
    return event


def _content(kind: str, value: object, longest: int) -> Content:
    match kind, value:
        case "text", str():
            return Text(_text(value, longest))
        case "tap", str() if TAP.fullmatch(value):
            return Tap(value)
        case "location", {"latitude": latitude, "longitude": longitude, **rest} if not rest:
            return Location(_degrees(latitude, 90), _degrees(longitude, 180))
        case "joined", True:
            return Joined()
        case _:
            raise Refused(400, "unreadable")


def _text(value: str, longest: int) -> str:
    if len(value) > longest:
        raise Refused(422, "too_long", limit=str(longest))
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Refused(400, "unreadable")
    # Word processors leave such marks behind when a letter is pasted; nobody typed them.
    text = CONTROL.sub(" ", value).replace("\r\n", "\n").strip()
    if not text:
        raise Refused(400, "unreadable")
    return text


def _degrees(value: object, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(400, "unreadable")
    try:
        degrees = float(value)
    except OverflowError:
        degrees = math.inf
    if not abs(degrees) <= most:  # also refuses "not a number"
        raise Refused(400, "unreadable")
    return degrees

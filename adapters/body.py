"""Bodies of webhooks: read no further than agreed, parsed no deeper. What is refused has a status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

import orjson

from bot.errors import MadoguchiError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Message, Receive

LARGEST = 1 << 20
DEEPEST = 32
_DIGITS = 12
_BACKSLASH, _QUOTE = b'\\"'


class BadBody(MadoguchiError):  # noqa: N818 - a state, said in the caller's words
    """A body that is refused; ``status`` is the HTTP status to say so with."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def read(headers: Iterable[tuple[bytes, bytes]], receive: Receive, largest: int = LARGEST) -> bytes:
    """Give the raw body; one that is too large is refused before it is read, or as soon as it shows.

    headers  as ASGI gives them: bytes, names in lower case
    """
    for name, value in headers:
        if name == b"content-length":
            _admit(value, largest)
        elif name == b"content-encoding" and value != b"identity":
            raise BadBody(415, "packed bodies are not taken")
    read = await receive()
    if not read.get("more_body", False):
        return _checked(read, b"", largest)
    whole = bytearray()
    while True:
        whole += _checked(read, whole, largest)
        if not read.get("more_body", False):
            return bytes(whole)
        read = await receive()


def _admit(length: bytes, largest: int) -> None:
    # Counting digits first: turning a line of them into a number is work for nothing.
    if not length.isdigit():
        raise BadBody(400, "content-length is no number")
    if len(length) > _DIGITS or int(length) > largest:
        raise BadBody(413, "the body is too large")


def _checked(read: Message, before: bytes | bytearray, largest: int) -> bytes:
    if read["type"] == "http.disconnect":
        raise BadBody(400, "nobody is there to read the answer")
    chunk: bytes = read.get("body", b"")
    if len(before) + len(chunk) > largest:
        raise BadBody(413, "the body is too large")
    return chunk


def parse(body: bytes, deepest: int = DEEPEST) -> Any:  # noqa: ANN401 - JSON is anything
    """Read JSON that is UTF-8 and not nested deeper than agreed; ``BadBody`` otherwise."""
    # Few brackets cannot nest deeply; only a body with many is looked at closely.
    if body.count(b"[") + body.count(b"{") > deepest and _depth(body) > deepest:
        raise BadBody(400, "the body is nested too deeply")
    try:
        return orjson.loads(body)
    except ValueError:
        pass  # perhaps only stricter than JSON is: half a surrogate pair, written as an escape
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadBody(400, "the body is not JSON in UTF-8") from None


def _no_number(name: str) -> NoReturn:
    msg = f"{name} is no number in JSON"
    raise ValueError(msg)


def _depth(body: bytes) -> int:
    """Give how deep the brackets outside of strings are nested. One pass; good JSON or not."""
    depth = deepest = 0
    quoted = escaped = False
    for byte in body:
        if escaped:
            escaped = False
        elif quoted:
            escaped = byte == _BACKSLASH
            quoted = byte != _QUOTE
        elif byte == _QUOTE:
            quoted = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest

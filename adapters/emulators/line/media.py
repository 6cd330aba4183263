"""What the phones have to send besides words, and how large a picture is."""

from __future__ import annotations

import base64
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.emulators.line.checks import JsonObject

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_HUM = (
    b"\x00\x00\x00\x14ftypM4A \x00\x00\x00\x00M4A "
    b"\x00\x00\x00\x30moov\x00\x00\x00\x28trak\x00\x00\x00\x20mdia"
    b"\x00\x00\x00\x18hdlr\x00\x00\x00\x00\x00\x00\x00\x00soun\x00\x00\x00\x00"
)
_PAPER = b"%PDF-1.7\n%%EOF\n"
_LINE: JsonObject = {"contentProvider": {"type": "line"}}
FILES: Mapping[str, tuple[JsonObject, tuple[str, bytes] | None]] = MappingProxyType(
    {
        "sticker": (
            {
                "type": "sticker",
                "packageId": "446",
                "stickerId": "1988",
                "stickerResourceType": "STATIC",
                "keywords": ["hi", "hello"],
            },
            None,
        ),
        "image": ({"type": "image", **_LINE}, ("image/png", _DOT)),
        "video": ({"type": "video", "duration": 12_000, **_LINE}, ("video/mp4", b"\x00\x00\x00\x18ftypmp42")),
        "audio": ({"type": "audio", "duration": 3_000, **_LINE}, ("audio/x-m4a", _HUM)),
        "file": (
            {"type": "file", "fileName": "form.pdf", "fileSize": len(_PAPER)},
            ("application/octet-stream", _PAPER),
        ),
    }
)
"""By kind: the message object without its ids, and the type and bytes of what the content API gives."""


def dimensions(mime: str, data: bytes) -> tuple[int, int] | None:
    """Read width and height of a PNG or JPEG; None when the bytes are not what the type says."""
    if mime == "image/png" and data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if mime == "image/jpeg" and data[:2] == b"\xff\xd8":
        return _jpeg(data)
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:  # noqa: PLR2004 - the mark of a segment
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind in {0xC0, 0xC1, 0xC2}:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + length
    return None

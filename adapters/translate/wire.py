"""What goes between the counter and its worker: JSON objects, each after its length in four bytes."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LENGTH = struct.Struct(">I")
LARGEST = 1 << 20
"""Bytes of one object: far more than the longest text."""


def packed(message: Mapping[str, Any]) -> bytes:
    """Write one object."""
    body = json.dumps(message).encode()
    return LENGTH.pack(len(body)) + body


def unpacked(body: bytes) -> Mapping[str, Any]:
    """Read one object; ValueError when it is none."""
    message = json.loads(body)
    if not isinstance(message, dict):
        raise TypeError(body[:1])
    return message


def length(head: bytes) -> int:
    """Read how long the next object is; ValueError when nobody of us wrote that."""
    (size,) = LENGTH.unpack(head)
    if size > LARGEST:
        raise ValueError(size)
    return int(size)

"""How long a sound lasts, read from its own head. Only of M4A: that is what a platform wants to be told."""

from __future__ import annotations

from adapters.media.kinds import M4A, boxes

_LONGEST = 24 * 3600 * 1000
_VERSION_ONE = 1


def millis(data: bytes, kind: str) -> int:
    """Give the length in milliseconds; 0 where the file does not say, or says nonsense."""
    if kind != M4A:
        return 0
    for name, at, stop in boxes(data):
        if name == b"mvhd" and stop - at >= 32:  # noqa: PLR2004 - the shortest head with both numbers
            return _read(data, at)
    return 0


def _read(data: bytes, at: int) -> int:
    if data[at] == _VERSION_ONE:
        scale, length = int.from_bytes(data[at + 20 : at + 24], "big"), int.from_bytes(data[at + 24 : at + 32], "big")
    else:
        scale, length = int.from_bytes(data[at + 12 : at + 16], "big"), int.from_bytes(data[at + 16 : at + 20], "big")
    found = length * 1000 // scale if scale else 0
    return found if 0 < found <= _LONGEST else 0

"""Pictures drawn anew: what comes out holds the dots and nothing else, no place, no camera, no hidden file.

Sizes are read from the bytes before any of them is unpacked: 40 million dots that are all alike fit
into a few thousand bytes.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from adapters.media.kinds import GIF, JPEG, PNG, WEBP
from adapters.media.refusal import Refused, Why

if TYPE_CHECKING:
    from PIL import Image

MOST_DOTS = 40_000_000
LONGEST_SIDE = 3_000
HEAVIEST = 5 << 20
"""A picture without loss that is heavier is written with a little loss."""
MOST_SIDES, MOST_RATIO = 10_000, 20
SMALL_SIDE, SMALL_HEAVIEST = 800, 1_000_000
MOST_SCANS = 64
"""A JPEG may be painted over and over; each time costs as much as the first."""
_FORMATS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP"}
_QUALITY = 85
_SCAN = b"\xff\xda"
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def redraw(data: bytes, kind: str) -> tuple[bytes, str]:
    """Give a picture as PNG or JPEG, and which of them. ``Refused`` for one too large or broken."""
    dots = _dots(data, kind)
    if dots is None:
        raise Refused(Why.BROKEN)
    if dots > MOST_DOTS or (kind == JPEG and data.count(_SCAN) > MOST_SCANS):
        raise Refused(Why.PIXELS)
    try:
        return _drawn(data, kind)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - a stranger's bytes in a decoder: whatever it says, it is no picture
        raise Refused(Why.BROKEN) from None


def small(data: bytes, kind: str) -> bytes:
    """Give a picture of ours once more, as a small JPEG: for a list of messages, within what platforms take."""
    from PIL import Image  # noqa: PLC0415 - loaded where the first picture is

    with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as given:
        seen = given.convert("RGBA" if given.has_transparency_data else "RGB")
    written, side = b"", SMALL_SIDE
    while not written or len(written) > SMALL_HEAVIEST:
        seen.thumbnail((side, side))
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen if seen.mode == "RGBA" else None)
        written, side = _written(paper, "JPEG", quality=_QUALITY), side // 2
    return written


def photographic(data: bytes, kind: str) -> bool:
    """Say whether a picture of ours is one that platforms show as a photo: not too long, not too narrow.

    Both sides together 10,000 dots, one at most twenty times the other (sendPhoto,
    https://core.telegram.org/bots/api, read 2026-11-28).
    """
    from PIL import Image  # noqa: PLC0415 - loaded where the first picture is

    with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as given:
        long, short = max(given.size), min(given.size)
    return long + short <= MOST_SIDES and long <= MOST_RATIO * short


def _drawn(data: bytes, kind: str) -> tuple[bytes, str]:
    from PIL import Image, ImageOps  # noqa: PLC0415 - loaded where the first picture is

    with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as given:
        if given.width * given.height > MOST_DOTS:
            raise Refused(Why.PIXELS)
        given.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        turned = ImageOps.exif_transpose(given)
        seen = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(seen.mode, seen.size)
    clean.paste(seen)
    if kind in (PNG, GIF) or clean.mode == "RGBA":
        written = _written(clean, "PNG", optimize=False)
        if len(written) <= HEAVIEST:
            return written, PNG
    paper = Image.new("RGB", clean.size, "white")
    paper.paste(clean, mask=clean if clean.mode == "RGBA" else None)
    return _written(paper, "JPEG", quality=_QUALITY), JPEG


def _written(picture: Image.Image, form: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def _dots(data: bytes, kind: str) -> int | None:
    """Give how many dots a picture says that it has; None when it does not say."""
    match kind:
        case _ if kind == PNG and data[12:16] == b"IHDR":
            return _big(data, 16, 4) * _big(data, 20, 4)
        case _ if kind == GIF:
            return _little(data, 6, 2) * _little(data, 8, 2)
        case _ if kind == WEBP:
            return _webp(data)
        case _ if kind == JPEG:
            return _jpeg(data)
        case _:
            return None


def _jpeg(data: bytes) -> int | None:
    """Walk the segments to every frame, and give the largest: a decoder may take another than the first."""
    at, found = 2, None
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - the mark of a segment
        mark = data[at + 1]
        if mark == 0xFF or mark in _ALONE:  # noqa: PLR2004
            at += 1 if mark == 0xFF else 2  # noqa: PLR2004
            continue
        if mark in _FRAMES:
            found = max(found or 0, _big(data, at + 5, 2) * _big(data, at + 7, 2))
        if mark == _SCAN[1]:
            break
        at += 2 + _big(data, at + 2, 2)
    return found


def _webp(data: bytes) -> int | None:
    match data[12:16]:
        case b"VP8X":
            return (_little(data, 24, 3) + 1) * (_little(data, 27, 3) + 1)
        case b"VP8L":
            both = _little(data, 21, 4)
            return ((both & 0x3FFF) + 1) * ((both >> 14 & 0x3FFF) + 1)
        case b"VP8 ":
            return (_little(data, 26, 2) & 0x3FFF) * (_little(data, 28, 2) & 0x3FFF)
        case _:
            return None


def _big(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(data[at : at + count], "big")


def _little(data: bytes, at: int, count: int) -> int:
    return int.from_bytes(data[at : at + count], "little")

"""What some bytes are, by their beginnings. Only what a counselor may see or hear has a name here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PNG, JPEG, GIF, WEBP = "image/png", "image/jpeg", "image/gif", "image/webp"
PDF = "application/pdf"
OGG, MP3, AAC, M4A, WAV, AMR = "audio/ogg", "audio/mpeg", "audio/aac", "audio/mp4", "audio/wav", "audio/amr"

PICTURES = frozenset({PNG, JPEG, GIF, WEBP})
ENDINGS: Mapping[str, str] = {
    PNG: "png", JPEG: "jpg", PDF: "pdf", OGG: "ogg", MP3: "mp3", AAC: "aac", M4A: "m4a", WAV: "wav", AMR: "amr",
}  # fmt: skip
"""The end of a name, for every kind that is handed out."""

ACCEPTED = "image/png,image/jpeg,image/gif,image/webp,audio/*,application/pdf"
"""What a browser is told to offer; what a file is, its bytes say."""

_STARTS: Mapping[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG, b"GIF87a": GIF, b"GIF89a": GIF, b"#!AMR\n": AMR, b"ID3": MP3,
}  # fmt: skip
_RIFF: Mapping[bytes, str] = {b"WEBP": WEBP, b"WAVE": WAV}
_SPOKEN, _SHOWN = (b"OpusHead", b"\x01vorbis", b"Speex   "), (b"\x80theora", b"fishead\0", b"BBCD\0")
_FIRST_PAGES = 512
_PDF_END = 2048
_CONTAINERS = frozenset({b"moov", b"trak", b"mdia"})
_MOST_BOXES = 10_000
_HEAD, _LONG_HEAD = 8, 16


def sniff(data: bytes) -> str | None:
    """Give the type of what is shown or played; None for everything else."""
    for start, kind in _STARTS.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12])
    if data.startswith(b"OggS"):
        return _ogg(data[:_FIRST_PAGES])
    if data[4:8] == b"ftyp":
        return M4A if _only_sound(data) else None
    if data.startswith(b"%PDF-"):
        return PDF if b"%%EOF" in data[-_PDF_END:] else None
    return _frame(data)


def _ogg(pages: bytes) -> str | None:
    seen = any(mark in pages for mark in _SHOWN)
    return OGG if any(mark in pages for mark in _SPOKEN) and not seen else None


def _frame(data: bytes) -> str | None:
    """Read the head of an MPEG audio frame: eleven bits of sync, then version and layer."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:  # noqa: PLR2004
        return None
    version, layer = data[1] >> 3 & 3, data[1] >> 1 & 3
    if layer == 0:
        return AAC if data[1] & 0xF0 == 0xF0 else None  # noqa: PLR2004 - ADTS has a twelfth bit
    rate, pitch = data[2] >> 4, data[2] >> 2 & 3
    return MP3 if version != 1 and rate not in (0, 15) and pitch != 3 else None  # noqa: PLR2004 - values that are none


def _only_sound(data: bytes) -> bool:
    """Say whether an MP4 holds sound and nothing to look at."""
    tracks = {data[at + 8 : at + 12] for kind, at, _ in boxes(data) if kind == b"hdlr"}
    return b"soun" in tracks and b"vide" not in tracks


def boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Give the boxes of an MP4 with where their contents begin and end, those in containers too."""
    todo = [(0, len(data))]
    for _ in range(_MOST_BOXES):
        if not todo:
            return
        start, end = todo.pop()
        size, kind, head = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 8], _HEAD
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16], "big"), _LONG_HEAD
        stop = end if size == 0 else start + size
        if start + head > end or (size and not head <= size <= end - start):
            continue
        if stop + _HEAD <= end:
            todo.append((stop, end))
        if kind in _CONTAINERS:
            todo.append((start + head, stop))
        yield kind, start + head, stop

"""Files as people send them, good and bad, each made here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
OGG = b"OggS\x00\x02" + b"\x00" * 22 + b"OpusHead\x01\x01" + b"\x00" * 40
THEORA = b"OggS\x00\x02" + b"\x00" * 22 + b"\x80theora" + b"\x00" * 40 + b"OpusHead"
MP3 = b"ID3\x04" + b"\x00" * 40
FRAME = b"\xff\xfb\x90\x00" + b"\x00" * 40
ADTS = b"\xff\xf1\x50\x80" + b"\x00" * 40
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 28
AMR = b"#!AMR\n" + b"\x00" * 40


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I", 8 + len(content)) + kind + content


def mp4(*tracks: bytes) -> bytes:
    handlers = [box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + kind + b"\0" * 12))) for kind in tracks]
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"free", b"\0" * 8) + box(b"moov", *handlers) + box(b"mdat", b"\0" * 9)


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20), colour: str = "#ff0000", **how: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB" if len(colour) == 7 else "RGBA", size, colour).save(out, form, **how)
    return out.getvalue()


def located() -> bytes:
    """Give a photo that says where and with what it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretCamera"
    exif[0x8825] = {1: "N", 2: (35.0, 26.0, 38.0)}
    return picture("JPEG", (40, 20), exif=exif, comment=b"SecretComment")


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """Give a good PNG of a few hundred kilobytes that unpacks to almost a gigabyte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (1 + width // 8)) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped(size: int = 1 << 20) -> bytes:
    """Give a ZIP that unpacks to much more than it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        bag.writestr("../../etc/passwd", b"\0" * size)
    return out.getvalue()

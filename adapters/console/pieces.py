"""The parts of a reply as a counselor sees them: small, flat, and text alone. Addresses are checked once more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never
from urllib.parse import urlsplit

from bot.reply import Enclosure, File, Link, Paragraph, Phone, PlaceCard, ShowJapanese, Source, Translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.reply import Part, Reply

_UNDIALLED = re.compile(r"[^0-9#+*]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """One part. ``kind`` is its looks: words, translated, original, phone, link, japanese, place, source, file."""

    kind: str
    text: str
    label: str = ""
    href: str = ""
    lang: str = ""
    size: int = 0


def pieces(reply: Reply) -> list[Piece]:
    """Give all parts of a reply."""
    return [piece for part in reply.parts for piece in _of(part)]


def lang(tag: str) -> str:
    """Give the tag that browsers know: "ja-easy" is our own."""
    return tag.removesuffix("-easy")


def _of(part: Part) -> Iterator[Piece]:
    match part:
        case Paragraph(text):
            yield Piece("words", text)
        case Translated(text, original, written):
            yield Piece("original", original, lang=lang(written))
            yield Piece("translated", text)
        case Phone(number, label, note):
            yield Piece("phone", number, " · ".join(filter(None, (label, note))), tel(number))
        case Link(url, label):
            yield Piece("link", label or url, href=web(url))
        case ShowJapanese(text, reading, label):
            yield Piece("japanese", "\n".join(filter(None, (text, reading))), label, lang="ja")
        case PlaceCard():
            about = "\n".join(filter(None, (part.address_ja, part.tel, part.hours)))
            yield Piece("place", about, part.name, web(part.url))
        case Source(text):
            yield Piece("source", text, href=web(part.url))
        case Enclosure(kind):
            yield Piece("attached", kind)
        case File():
            yield Piece("file", part.name, part.kind, part.id, size=part.size)
        case _ as never:
            assert_never(never)


def tel(number: str) -> str:
    """Give a link that dials, or nothing when no digit is left."""
    dialled = _UNDIALLED.sub("", number)
    return "tel:" + dialled.replace("#", "%23") if any(map(str.isdigit, dialled)) else ""


def web(url: str) -> str:
    """Give the address when it is http or https, else nothing."""
    try:
        given = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if given.scheme in {"http", "https"} and given.netloc else ""

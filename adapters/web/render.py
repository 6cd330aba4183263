"""A reply as the browser gets it: plain data. The page makes text of it, never markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never
from urllib.parse import quote, urlsplit

from bot.reply import Enclosure, File, Link, Paragraph, Phone, PlaceCard, ShowJapanese, Source, Translated

if TYPE_CHECKING:
    from adapters.web.ports import Line
    from bot.reply import Part, Reply

MAP = "https://www.openstreetmap.org/search?query="
FILES = "/web/files"
UNDIALLED = re.compile(r"[^0-9#+*]", re.ASCII)


def render(reply: Reply) -> dict[str, object]:
    """Give a reply as JSON-ready data."""
    return {
        "kind": str(reply.kind),
        "language": reply.language,
        "entry": reply.entry,
        "sender": reply.sender,
        "asks_location": reply.asks_location,
        "parts": [_part(part) for part in reply.parts],
        "choices": [{"data": choice.data, "label": choice.label} for choice in reply.choices],
    }


def line(given: Line) -> dict[str, object]:
    """Give one line of a talk as JSON-ready data."""
    return {
        "position": given.position,
        "at": given.at.isoformat(),
        "mine": given.mine,
        "text": given.text,
        "reply": render(given.reply) if given.reply else None,
        "event": given.event,
    }


def _part(part: Part) -> dict[str, object]:  # noqa: PLR0911 - a line a kind
    match part:
        case Paragraph():
            return {"type": "paragraph", "text": part.text}
        case Translated():
            return {"type": "translated", "text": part.text, "original": part.original, "written": part.written}
        case Phone():
            return {
                "type": "phone",
                "number": part.number,
                "tel": tel(part.number),
                "label": part.label,
                "note": part.note,
            }
        case Link():
            return {"type": "link", "url": web(part.url), "label": part.label}
        case ShowJapanese():
            return {"type": "show", "text": part.text, "reading": part.reading, "label": part.label}
        case PlaceCard():
            return _place(part)
        case Source():
            return {"type": "source", "text": part.text, "url": web(part.url), "old": part.old}
        case Enclosure(kind):
            # It came by another way than this page; here is only that there is something.
            return {"type": "paragraph", "text": f"📎 {kind}"}
        case File():
            return _file(part)
        case _ as never:
            assert_never(never)


def _file(file: File) -> dict[str, object]:
    """Give a file by its address, which only this person's browser can open; one taken back has none."""
    url = f"{FILES}/{file.id}" if file.id else ""
    return {"type": "file", "kind": file.kind, "name": file.name, "size": file.size, "url": url}


def _place(card: PlaceCard) -> dict[str, object]:
    return {
        "type": "place",
        "place": card.place,
        "name": card.name,
        "name_ja": card.name_ja,
        "address_ja": card.address_ja,
        "number": card.tel,
        "tel": tel(card.tel),
        "fax": card.fax,
        "open_now": card.open_now,
        "hours": card.hours,
        "url": web(card.url),
        "access": card.access,
        "distance_m": card.distance_m,
        "notes": list(card.notes),
        # The map is another host: only the person's own tap ever goes there.
        "map": MAP + quote(card.address_ja) if card.address_ja else "",
    }


def tel(number: str) -> str:
    """Give a link that dials, or nothing when no digit is left; "#" starts a fragment, so it is quoted."""
    dialled = UNDIALLED.sub("", number)
    return "tel:" + dialled.replace("#", "%23") if any(map(str.isdigit, dialled)) else ""


def web(url: str) -> str:
    """Give the address when it is http or https, else nothing."""
    try:
        given = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if given.scheme in ("http", "https") and given.netloc else ""

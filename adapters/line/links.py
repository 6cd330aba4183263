"""Addresses that dial or open, as LINE takes them: http, https or tel, percent-encoded, 1000 letters at most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from adapters.line.limits import URI

if TYPE_CHECKING:
    from bot.reply import PlaceCard

_SEARCH = "https://www.openstreetmap.org/search?query="
_SPOT = "https://www.openstreetmap.org/?mlat={0:.5f}&mlon={1:.5f}#map=18/{0:.5f}/{1:.5f}"
_UNDIALLED = re.compile(r"[^0-9#+*]", re.ASCII)
_KEPT = "%/?#[]@!$&'()*+,;=:~"


def tel(number: str) -> str:
    """Give a link that dials, or nothing when no digit is left; "#" starts a fragment, so it is quoted."""
    dialled = _UNDIALLED.sub("", number)[:40]
    return "tel:" + dialled.replace("#", "%23") if any(map(str.isdigit, dialled)) else ""


def web(url: str) -> str:
    """Give the address as LINE takes it, or nothing when it is none of the web's."""
    try:
        given = urlsplit(url.strip())
        host = (given.hostname or "").encode("idna").decode("ascii")
        port = f":{given.port}" if given.port else ""
    except ValueError:  # UnicodeError is one
        return ""
    if given.scheme not in ("http", "https") or not host or given.username is not None or ":" in host:
        return ""
    whole = urlunsplit(
        (given.scheme, host + port, *(quote(part, _KEPT) for part in (given.path, given.query, given.fragment)))
    )
    return whole if len(whole) <= URI else ""


def map_of(card: PlaceCard) -> str:
    """Give a map of a place: of its spot where that is known, else of its address."""
    if card.latitude is not None and card.longitude is not None:
        return _SPOT.format(card.latitude, card.longitude)
    found = _SEARCH + quote(card.address_ja) if card.address_ja else ""
    return found if len(found) <= URI else ""

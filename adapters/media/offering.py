"""An enclosure as an answer of ours: what it is allowed to be in a browser, and parts of it where one asks for parts.

A picture was drawn anew and may be looked at; everything else is only ever saved. Nothing of it can run anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response

if TYPE_CHECKING:
    from adapters.media.taking import Enclosure

HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
    "accept-ranges": "bytes",
}
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


def offered(enclosure: Enclosure, asked: str = "") -> Response:
    """Give it to a browser; ``asked``: the part that is wanted (Range), as players do to go back and forth."""
    way = "inline" if enclosure.picture else "attachment"
    name = quote(enclosure.name, safe="")
    headers = {**HEADERS, "content-disposition": f"{way}; filename*=UTF-8''{name}"}
    size = len(enclosure.data)
    part = _part(asked, size)
    if part is None:
        return Response(enclosure.data, headers=headers, media_type=enclosure.mime)
    start, stop = part
    if start >= stop:
        return Response(status_code=416, headers={**headers, "content-range": f"bytes */{size}"})
    headers["content-range"] = f"bytes {start}-{stop - 1}/{size}"
    return Response(enclosure.data[start:stop], 206, headers=headers, media_type=enclosure.mime)


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """Read a range; None for the whole, which is also the answer to what is unreadable or several at once."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) else (size, size)
    start, stop = int(first), min(size, int(last) + 1) if last else size
    return None if last and int(last) < start else (start, stop)

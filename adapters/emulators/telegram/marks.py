"""What both parsers of formatted text share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from .refusal import Json


class Unparsable(Exception):  # noqa: N818 -- becomes the server's answer
    """A text breaks the rules of its parse mode. The reason names a place, never the text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def width(text: str) -> int:
    """Give the length in UTF-16 units."""
    return len(text) + sum(1 for char in text if char > "\uffff") if not text.isascii() else len(text)


def place(text: str, index: int) -> int:
    """Give the byte offset the server names in its errors."""
    return len(text[:index].encode("utf-8", "surrogatepass"))


def link(url: str) -> str | None:
    """Give the address as the server keeps it; None when it is none (LinkManager::check_link)."""
    if re.match(r"(?i)(tg|ton|tonsite):", url):
        return url
    full = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(full)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or " " in host:
        return None
    if "." not in host.strip(".") and host != "localhost" and ":" not in host:
        return None
    return full if parts.path or parts.query or parts.fragment else f"{full}/"


def linked(url: str, begin: int, length: int) -> Json | None:
    """Make the entity of a link or of a mention by id; None when the address is no address."""
    mention = re.fullmatch(r"(?i)tg:(?://)?user\?id=(\d+)", url)
    if mention:
        user = {"id": int(mention.group(1)), "is_bot": False, "first_name": ""}
        return {"type": "text_mention", "offset": begin, "length": length, "user": user}
    address = link(url)
    return {"type": "text_link", "offset": begin, "length": length, "url": address} if address else None

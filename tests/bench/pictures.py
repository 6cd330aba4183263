"""Words for those who do not see a drawn picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path


def describe(picture: Path, title: str, said: str) -> None:
    """Put a title and a description into an SVG file."""
    drawn = picture.read_text("utf-8")
    begin = re.search(r"<svg[^>]*>", drawn)
    if begin is None:
        msg = f"{picture} is no SVG"
        raise ValueError(msg)
    words = f"\n <title>{escape(title)}</title>\n <desc>{escape(said)}</desc>"
    picture.write_text(drawn[: begin.end()] + words + drawn[begin.end() :], "utf-8")

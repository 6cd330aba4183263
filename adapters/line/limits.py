"""What LINE takes at most, and how a text is cut to that. Messaging API reference, read 2026-11-23."""

from __future__ import annotations

from adapters.line.split import clusters

OBJECTS = 5
"""Message objects in one reply or push."""
TEXT = 5000
"""UTF-16 units in one text message."""
ALT_TEXT = 1500
QUICK_REPLIES = 13
LABEL = 20
"""Label of a quick reply and of most actions."""
FLEX_LABEL = 40
DATA = 300
DISPLAY_TEXT = 300
URI = 1000
LOCATION = 100
"""Title and address of a location message."""
SENDER = 20
BUBBLES = 12
BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
CHAT_BAR = 14

ELLIPSIS = "…"


def units(text: str) -> int:
    """Give the length of a text as LINE counts it: in UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(letter > "\uffff" for letter in text)


def cut(text: str, most: int) -> str:
    """Shorten a text to ``most`` at the border of what a reader takes for one letter; "…" says so.

    The reference counts graphemes in some fields and units in others, and in the field more is
    refused than it says: whatever has few enough units is short enough in every count.
    """
    text = " ".join(text.split())
    if units(text) <= most:
        return text
    kept, room = "", most - units(ELLIPSIS)
    for cluster in clusters(text):
        room -= units(cluster)
        if room < 0:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS

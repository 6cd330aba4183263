"""Whether a message in a group is meant for us, and what remains of it without our name."""

from __future__ import annotations

import re

_GAP = re.compile(" {2,}")


def addressed(text: str, mention: object) -> str | None:
    """Give the text without the mentions of ourselves; None when there are none.

    index and length count UTF-16 units (text message, Messaging API reference, read 2026-11-23).
    """
    spans = _ours(mention)
    if not spans:
        return None
    raw = text.encode("utf-16-le", "surrogatepass")
    for start, end in sorted(spans, reverse=True):
        raw = raw[: 2 * start] + raw[2 * end :]
    return _GAP.sub(" ", raw.decode("utf-16-le", "replace")).strip()


def _ours(mention: object) -> list[tuple[int, int]]:
    given = mention.get("mentionees") if isinstance(mention, dict) else None
    spans: list[tuple[int, int]] = []
    for each in given if isinstance(given, list) else ():
        if not isinstance(each, dict) or each.get("isSelf") is not True:
            continue
        start, length = each.get("index"), each.get("length")
        # Where exactly the name stands matters less than that we were called.
        if isinstance(start, int) and isinstance(length, int) and start >= 0 and length >= 0:
            spans.append((start, start + length))
        else:
            spans.append((0, 0))
    return spans

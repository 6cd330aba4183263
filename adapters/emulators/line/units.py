"""In what LINE counts: UTF-16 code units for messages, letters for labels, bytes for Flex.

Source: LINE Developers, "Character counting in a text" (read 2026-11-23). That page counts labels, template texts and
the like in graphemes; field reports show code points to bind as well (294 of them in 42 graphemes pass a limit of 300,
301 in 43 do not). A text never has more graphemes than code points, so code points are the strict count of both.
"""

from __future__ import annotations

import json


def utf16(text: str) -> int:
    """Count UTF-16 code units: an emoji beyond the basic plane counts two."""
    return len(text) + sum(char > "\uffff" for char in text)


def letters(text: str) -> int:
    """Count code points."""
    return len(text)


def size(value: object) -> int:
    """Count the bytes of a value written as compact JSON in UTF-8."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))

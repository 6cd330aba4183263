"""Choices as buttons. What a button sends back carries our version, so that old ones are known."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reply import Choice

VERSION = "1:"
STALE = "stale"
"""The verb that stands for a button which is not ours, or not any more: the counter knows no such choice."""
LONGEST = 60
MOST = 100
_ODD = re.compile(r"[^\x21-\x7e]")
_ROWS = {"lang:": 3, "rate-case:": 5}
"""How many of a kind share a row; of all others two."""
_SHORT = 14
"""Width, in Latin letters, of a label that shares its row on a narrow phone."""

Markup = dict[str, Any]


def inline(choices: Sequence[Choice]) -> Markup | None:
    """Give the buttons under a message: short ones two in a row, languages three, faces five.

    callback_data is 1-64 bytes (InlineKeyboardButton, https://core.telegram.org/bots/api, read
    2026-11-23); a choice that does not fit is left out, its words can still be written.
    """
    given = [choice for choice in choices if carried(choice.data)][:MOST]
    columns = next((many for verb, many in _ROWS.items() if given and _all(given, verb)), 2)
    rows: list[list[dict[str, str]]] = []
    open_row = False
    for choice in given:
        short = _width(choice.label) <= (_SHORT if columns == 2 else _SHORT + 4)  # noqa: PLR2004
        button = {"text": choice.label.strip() or "…", "callback_data": VERSION + choice.data}
        if short and open_row and len(rows[-1]) < columns:
            rows[-1].append(button)
        else:
            rows.append([button])
        open_row = short
    return {"inline_keyboard": rows} if rows else None


def _all(choices: Sequence[Choice], verb: str) -> bool:
    return all(choice.data.startswith(verb) for choice in choices)


def location(label: str) -> Markup:
    """Give the button that sends the person's location: offered once, only by their own tap."""
    button = {"text": f"📍 {label}", "request_location": True}
    return {"keyboard": [[button]], "one_time_keyboard": True, "resize_keyboard": True}


def removed() -> Markup:
    """Take the location button away."""
    return {"remove_keyboard": True}


def carried(data: str) -> bool:
    """Say whether a choice's data can be a button's."""
    return 0 < len(data) <= LONGEST and data.isascii() and data.isprintable()


def meant(data: str) -> str:
    """Give the choice that a button stands for; one without our version can never be one of ours."""
    ours = data.removeprefix(VERSION)
    if data.startswith(VERSION) and carried(ours):
        return ours
    return f"{STALE}:{_ODD.sub('?', data)[:40]}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

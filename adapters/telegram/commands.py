"""What begins with a slash: the commands of the menu, and the payload of a deep link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.telegram.split import sendable
from bot.message import Joined, Tap, Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.message import Content
    from bot.phrases import Phrasebook

MENU = {
    "lounge": "entry:lounge-nearest",
    "japanese": "entry:japanese-where",
    "person": "person",
    "language": "entry:talk-language",
    "help": "entry:talk-help",
    "privacy": "entry:talk-privacy",
    "delete": "entry:talk-erase",
}
"""Commands, and the choice each stands for. Their descriptions are the phrases ``command_…``."""
START = "start"
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@[A-Za-z0-9_]{1,32})?(?:\s+(.*))?", re.DOTALL | re.ASCII)
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_LANGUAGE = "lang"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command means; ``language``: the one that a deep link names."""

    content: Content
    language: str | None = None


def command(text: str, places: Collection[str], phrases: Phrasebook) -> Asked | None:
    """Read a command; None for any other text.

    A command of the menu with more behind it is a sentence ("/help there is smoke"), and one that
    we do not know are words: both are read like any text.
    """
    found = _COMMAND.fullmatch(text.strip())
    if found is None:
        return None
    name, rest = found[1].lower(), (found[2] or "").strip()
    if name == START:
        return _joined(rest, places, phrases)
    if name in MENU and not rest:
        return Asked(Tap(MENU[name]))
    return Asked(Text(sendable(f"{found[1].replace('_', ' ')} {rest}".strip())))


def payload(place: str, language: str) -> str:
    """Give the payload of a deep link: 1-64 of A-Z a-z 0-9 _ -, as ``command`` reads it."""
    return f"{place}_{language}"


def _joined(given: str, places: Collection[str], phrases: Phrasebook) -> Asked:
    """Read a payload; anybody can type anything here, so what is not known is a plain welcome."""
    if not _PAYLOAD.fullmatch(given):
        return Asked(Joined())
    place, _, tag = given.partition("_")
    language = tag if phrases.knows(tag) else None
    return Asked(Joined(place if place in places and place != _LANGUAGE else ""), language)

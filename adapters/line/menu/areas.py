"""What a rich menu holds: which tap stands where, what it says aloud, and what it is called at LINE.

Rich menu object, Messaging API reference, read 2026-11-23: 800 to 2500 pixels wide, a width of at
least 1.45 heights, an image of 1 MB at most, an alias of a-z 0-9 _ - and 32 letters at most.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adapters.line.limits import CHAT_BAR, DISPLAY_TEXT, LABEL, cut
from adapters.line.parse import VERSION

if TYPE_CHECKING:
    from bot.phrases import Phrasebook

WIDTH, HEIGHT = 1200, 405
COLUMNS, ROWS = 3, 2
FOLDER = Path(__file__).parent
OURS = "madoguchi-"
"""Begins the names of all menus and aliases that are ours; others are left alone."""
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Numbers:
    """Emergency numbers for the menu's label. They are facts, so they come from outside."""

    fire: str
    police: str


@dataclass(frozen=True, slots=True)
class Area:
    """One sixth of the menu: its phrase, the tap it sends, its picture."""

    phrase: str
    data: str
    icon: str


AREAS = (
    Area("menu_lounge", "entry:lounge-nearest", "pin"),
    Area("menu_japanese", "entry:japanese-where", "letter"),
    Area("menu_life", "entry:talk-help", "house"),
    Area("menu_person", "person", "person"),
    Area("menu_language", "entry:talk-language", "globe"),
    Area("menu_emergency", "entry:safety-ambulance", "bell"),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu as LINE should have it. Its name changes with its content, so that names tell what is outdated."""

    language: str
    request: dict[str, Any]
    image: bytes

    @property
    def alias(self) -> str:
        """Give the name by which a person's language finds it."""
        return alias_of(self.language)

    @property
    def name(self) -> str:
        """Give its name at LINE."""
        return str(self.request["name"])


def alias_of(language: str) -> str:
    """Give the alias of a language's menu."""
    return OURS + language.lower()


def menu(language: str, phrases: Phrasebook, numbers: Numbers, image: bytes) -> Menu:
    """Give the menu of one language."""
    request = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "chatBarText": cut(phrases.say("menu_open", language), CHAT_BAR),
        "areas": [_area(index, area, language, phrases, numbers) for index, area in enumerate(AREAS)],
    }
    content = json.dumps(request, sort_keys=True).encode() + b"\0" + image
    name = f"{alias_of(language)} {sha256(content).hexdigest()[:_DIGEST]}"
    return Menu(language, {**request, "name": name}, image)


def image_of(language: str) -> bytes:
    """Read the picture of one language."""
    return (FOLDER / f"{language}.png").read_bytes()


def label(area: Area, language: str, phrases: Phrasebook, numbers: Numbers) -> str:
    """Give the words on an area."""
    return phrases.say(area.phrase, language, fire=numbers.fire, police=numbers.police)


def bounds(index: int) -> dict[str, int]:
    """Give where an area is, in pixels, row by row; together they cover the picture."""
    column, row = index % COLUMNS, index // COLUMNS
    left, top = column * WIDTH // COLUMNS, row * HEIGHT // ROWS
    right, bottom = (column + 1) * WIDTH // COLUMNS, (row + 1) * HEIGHT // ROWS
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _area(index: int, area: Area, language: str, phrases: Phrasebook, numbers: Numbers) -> dict[str, Any]:
    # The label is what a screen reader says; the picture is silent.
    said = label(area, language, phrases, numbers)
    action = {"type": "postback", "label": cut(said, LABEL), "data": VERSION + area.data}
    return {"bounds": bounds(index), "action": {**action, "displayText": cut(said, DISPLAY_TEXT)}}

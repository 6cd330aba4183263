"""What is known at this counter: every message is answered with its own number, part by part."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from bot.cues import Cues
from bot.desk import Desk
from bot.entry import Answer, Candidate, Found, Guess
from bot.reply import Paragraph
from bot.safety import Watch

if TYPE_CHECKING:
    from datetime import datetime

    from bot.entry import About, Finding, Spot
    from bot.message import Location
    from bot.phrases import Phrasebook

_ASKED = re.compile(r"number (\d+) in (\d+) of (\d+)")
_TAG = re.compile(r"\[(\d+)/(\d+)\]")
MOST_PARTS = 10


def question(number: int, parts: int, letters: int) -> str:
    """Write a message that is answered in so many parts of so many letters."""
    return f"number {number} in {parts} of {letters}"


def mark(number: int, part: int) -> int:
    """Give one number for a part of an answer; later parts and later answers have higher ones."""
    return number * MOST_PARTS + part


def marks(text: str) -> list[int]:
    """Find which parts of which answers a text shows."""
    return [mark(int(number), int(part)) for number, part in _TAG.findall(text)]


class Echo:
    """A ``Knowledge`` that needs no library. ``slow`` seconds are spent on every odd question."""

    def __init__(self, slow: float = 0.0) -> None:
        self._slow = slow

    def language(self, text: str, prior: str | None) -> Guess:
        """Take everything for English."""
        del text, prior
        return Guess("en", sure=True)

    def find(self, text: str, language: str | None) -> Finding:
        """Find the question's own entry."""
        del language
        asked = _ASKED.fullmatch(text)
        entry = "-".join(asked.groups()) if asked else "0-1-1"
        if self._slow and int(entry.partition("-")[0]) % 2:
            time.sleep(self._slow)
        return Found(entry, (Candidate(entry, 1.0),))

    def answer(self, entry: str, language: str, now: datetime, about: About) -> Answer | None:
        """Write the parts, each with its number in front and long enough for a message of its own."""
        del now, about
        number, _, rest = entry.partition("-")
        if not number.isdecimal():
            return None
        parts, letters = (int(each) for each in rest.split("-"))
        said = tuple(Paragraph(f"[{number}/{part}] ".ljust(letters, "x")) for part in range(1, parts + 1))
        return Answer(entry, entry, language, said)

    def spot(self, where: str | Location) -> Spot | None:
        """Know no place."""
        del where
        return None


def desk(phrases: Phrasebook, slow: float = 0.0) -> Desk:
    """Open the desk."""
    return Desk(Echo(slow), phrases, Cues({}, {}), Watch(()), "045-000-0000")

"""The library, the finder, the ear and the map behind one counter: the core's ``Knowledge``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.entry import Found, Unsure
from bot.message import Location
from knowledge.answers import compose
from knowledge.finder.normalise import clean

if TYPE_CHECKING:
    from datetime import datetime

    from bot.entry import About, Answer, Finding, Guess, Spot
    from knowledge.finder.finder import Finder
    from knowledge.gazetteer import Gazetteer
    from knowledge.library import Library
    from knowledge.tongue import Ear

NEAREST = "lounge-nearest"
_NEARBY = ("lounge-", "place-", "consultation-")
_CONSIDERED = 3
_REMEMBERED = 4096
# One message is listened to up to three times within a decision.
_HEARD = 256


class ReferenceDesk:
    """What the counter knows. Immutable, so threads may share it and answers may be remembered."""

    def __init__(self, library: Library, finder: Finder, ear: Ear, gazetteer: Gazetteer) -> None:
        self.library = library
        self.finder = finder
        self._hear = lru_cache(maxsize=_HEARD)(ear.guess)
        self._gazetteer = gazetteer
        self._find = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def language(self, text: str, prior: str | None) -> Guess:
        """Say what language a text is written in."""
        return self._hear(text, prior)

    def find(self, text: str, language: str | None) -> Finding:  # noqa: ARG002 - the whole library is searched
        """Find the entry that a text asks for, in any language."""
        return self._find(clean(text))

    def _look_up(self, text: str) -> Finding:
        """Ask the finder; somebody who says where they live and wants help there wants the nearest lounge."""
        finding = self.finder.find(text)
        if isinstance(finding, Unsure) and finding.candidates[0].entry.startswith(_NEARBY):
            near = any(candidate.entry == NEAREST for candidate in finding.candidates[:_CONSIDERED])
            if near and self._gazetteer.home(text) is not None:
                return Found(NEAREST, finding.candidates)
        return finding

    def answer(self, entry: str, language: str, now: datetime, about: About) -> Answer | None:
        """Put an entry into words; None when there is no such entry."""
        found = self.library.entries.get(entry)
        return compose(self.library, found, language, now, about) if found is not None else None

    def spot(self, where: str | Location) -> Spot | None:
        """Find the ward, station or town that a text names, or the spot of a location."""
        if isinstance(where, Location):
            return self._gazetteer.at(where.latitude, where.longitude)
        return self._gazetteer.find(where)

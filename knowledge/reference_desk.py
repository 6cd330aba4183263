"""The library, the finder, the ear and the map behind one counter: the core's ``Knowledge``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.entry import Candidate, Found, Guess, Nothing, Unsure
from bot.message import Location
from knowledge.answers import compose
from knowledge.finder.normalise import clean, same
from knowledge.gazetteer.company import elsewhere
from knowledge.layouts import other_readings

if TYPE_CHECKING:
    from datetime import datetime

    from bot.entry import About, Answer, Finding, Spot
    from knowledge.finder.finder import Finder
    from knowledge.gazetteer import Gazetteer
    from knowledge.library import Library
    from knowledge.tongue import Ear

NEAREST = "lounge-nearest"
_NEARBY = ("lounge-", "place-", "consultation-")
_CONSIDERED = 3
_A_FEW_WORDS = 20  # letters of "is there one near Motomachi?" in Chinese
_REMEMBERED = 4096
# One message is listened to up to three times within a decision.
_HEARD = 256
# So sure must be what another keyboard spells: letters at random find something, too.
_SURE = 0.9


class ReferenceDesk:
    """What the counter knows. Immutable, so threads may share it and answers may be remembered."""

    def __init__(self, library: Library, finder: Finder, ear: Ear, gazetteer: Gazetteer) -> None:
        self.library = library
        self.finder = finder
        self._ear = ear
        self._hear = lru_cache(maxsize=_HEARD)(ear.guess)
        self._gazetteer = gazetteer
        self._find = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._read = lru_cache(maxsize=_REMEMBERED)(self._mistyped)

    def language(self, text: str, prior: str | None) -> Guess:
        """Say what language a text is written in, on whatever keyboard."""
        meant = self._read(clean(text))
        return self._hear(text, prior) if meant is None else Guess(meant[0], sure=True)

    def find(self, text: str, language: str | None) -> Finding:  # noqa: ARG002 - the whole library is searched
        """Find the entry that a text asks for, in any language, and on whatever keyboard it was typed."""
        read = clean(text)
        meant = self._read(read)
        return self._find(read if meant is None else meant[1])

    def _mistyped(self, text: str) -> tuple[str, str] | None:
        """Give the language and the words of a text typed on the wrong keyboard; None where it means something."""
        readings = other_readings(text)
        if not readings or not isinstance(self._find(text), Nothing) or self._ear.knows_a_word(text):
            return None
        sure = [each for each in readings if _surely(self._find(clean(each[1])))]
        sounding = (each for each in sure if self._ear.guess(each[1], None).language == each[0])
        return next(sounding, sure[0] if sure else None)

    def _look_up(self, text: str) -> Finding:
        """Ask the finder; somebody who says where they live and wants help there wants the nearest lounge."""
        finding = self.finder.find(text)
        if same(text) in elsewhere():
            return Nothing()
        if isinstance(finding, Nothing) and len(text) <= _A_FEW_WORDS and self._gazetteer.home(text) is not None:
            return Found(NEAREST, (Candidate(NEAREST, 0.5), *finding.candidates))
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


def _surely(finding: Finding) -> bool:
    return isinstance(finding, Found) and finding.candidates[0].score >= _SURE

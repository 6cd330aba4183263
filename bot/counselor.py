"""The people who answer, as far as a decision needs them: what they speak, if they are here, how much they have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

AUTO_AWAY = timedelta(minutes=10)
"""After so long without a sign of life nobody counts as being here."""


class Level(StrEnum):
    """How well somebody speaks a language."""

    NATIVE = "native"
    FLUENT = "fluent"
    SOME = "some"


class Presence(StrEnum):
    """Whether somebody takes cases just now."""

    HERE = "here"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Counselor:
    """One of those who answer.

    languages  tags of the languages they speak, with the level
    teams      ids of their teams; load: how many open cases they have, of ``capacity``
    seen       their last sign of life
    lead       they see restricted cases; interprets: they help others to understand, and take no cases
    """

    id: str
    languages: Mapping[str, Level] = field(default_factory=dict)
    teams: frozenset[str] = frozenset()
    presence: Presence = Presence.AWAY
    seen: datetime | None = None
    capacity: int = 5
    load: int = 0
    lead: bool = False
    interprets: bool = False

    def on_duty(self, now: datetime) -> bool:
        """Say whether they take cases just now."""
        return self.presence is Presence.HERE and not self.silent(now)

    def silent(self, now: datetime) -> bool:
        """Say whether they gave no sign of life for too long."""
        return self.seen is None or now - self.seen >= AUTO_AWAY

    def speaks(self, language: str) -> Level | None:
        """Say how well they speak a language, whichever way of writing it a tag is for."""
        if language in self.languages:
            return self.languages[language]
        levels = [level for tag, level in self.languages.items() if kin(tag, language)]
        return min(levels, key=list(Level).index, default=None)


def kin(one: str, other: str) -> bool:
    """Say whether two tags are one language, differently written: zh-Hans and zh-Hant, ja and ja-easy."""
    return one.partition("-")[0] == other.partition("-")[0]

"""Why an attachment is not shown."""

from __future__ import annotations

from enum import StrEnum

from bot.errors import MadoguchiError


class Why(StrEnum):
    """A short word that the console puts into a sentence."""

    LARGE = "large"
    KIND = "kind"
    PIXELS = "pixels"
    BROKEN = "broken"
    NOTHING = "nothing"
    GONE = "gone"
    LATER = "later"


class Refused(MadoguchiError):  # noqa: N818 - a state, said in the caller's words
    """It cannot be shown: too large, of another kind, broken; not there (any more); or not right now."""

    def __init__(self, why: Why) -> None:
        super().__init__(str(why))
        self.why = why

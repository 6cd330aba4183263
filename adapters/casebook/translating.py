"""What residents wrote, in the language of those who read it: made by a machine, always beside the original.

A translation is never waited for. It stands as wanted from the moment its line is written, and comes as an update.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot.errors import TranslationError
from bot.translation import Trouble, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.mixture import Mixture
    from bot.translation import Loss, Translation

READER = "ja"
"""The language of counselors, where nothing else is said."""


class Stage(StrEnum):
    """How far a translation has come.

    WANTED    it is to be made
    DONE      it is there
    FAILED    there is none, and ``trouble`` says why; somebody may ask for it again
    HELD      an emergency was heard in the line: no machine comes near it unless a person asks for that
    NEEDLESS  there is nothing to translate: it is in that language, or has no words
    """

    WANTED = "wanted"
    DONE = "done"
    FAILED = "failed"
    HELD = "held"
    NEEDLESS = "needless"


@dataclass(frozen=True, slots=True)
class LineTranslation:
    """A translation of a resident's line, or why there is none (yet).

    language  the tag of what it is translated into; source: of what the line was taken for, "" before it was looked at
    way, engine, losses  as in ``bot.translation.Translation``; of what is done
    forced    a person asked for it although an emergency was heard in the line
    """

    stage: Stage
    language: str
    source: str = ""
    mixture: Mixture | None = None
    text: str = ""
    way: Way | None = None
    engine: str = ""
    losses: tuple[Loss, ...] = ()
    trouble: Trouble | None = None
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line to translate, in the hands of one process until its lease runs out.

    prior   tag of the language that the resident is thought to write
    token   whoever took it later has another one: then what we make of it is not taken any more
    """

    line: int
    target: str
    text: str
    prior: str
    token: int
    tries: int
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """It is there."""

    translation: Translation
    mixture: Mixture


@dataclass(frozen=True, slots=True)
class Failed:
    """There is none. ``source`` as far as that is known."""

    trouble: Trouble
    source: str
    mixture: Mixture


@dataclass(frozen=True, slots=True)
class Held:
    """An emergency was heard in the line."""

    source: str


@dataclass(frozen=True, slots=True)
class Needless:
    """There is nothing to translate."""

    source: str


@dataclass(frozen=True, slots=True)
class Later:
    """Another try, after ``wait`` seconds. ``trouble`` None: nothing went wrong, it was only not done."""

    wait: float
    trouble: Trouble | None = None


Outcome = Made | Failed | Held | Needless | Later


class NoTranslator:
    """No engine at all."""

    engine = ""

    def way(self, source: str, target: str) -> Way:
        """Say that there is none."""
        del source, target
        return Way.NONE

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Refuse."""
        del text, source, target
        raise TranslationError(Trouble.NO_PAIR)


def alike(source: str, target: str) -> bool:
    """Say whether who reads the one reads the other: easy Japanese is Japanese."""
    return source == target or {source, target} == {READER, f"{READER}-easy"}


class Desk(Protocol):
    """What whoever translates works off."""

    async def waiting(self) -> bool:
        """Say whether anything is to be translated now. Cheap."""
        ...

    async def take(self, limit: int, lease: float, most: int) -> Sequence[Wanted]:
        """Take some for ``lease`` seconds, the newest first; what was tried ``most`` times already fails."""
        ...

    async def finish(self, wanted: Wanted, outcome: Outcome) -> bool:
        """Write what came of it; False when the line is gone, or somebody else has it by now."""
        ...

    async def reconsider(self, pairs: Sequence[tuple[str, str]]) -> int:
        """Want again what could not be had in lines of open cases, and now can; gives how many."""
        ...

    async def missing(self) -> Sequence[tuple[str, str]]:
        """Give the pairs (source, target) that could not be had, of open cases."""
        ...


class Translations(Protocol):
    """What counselors may ask for."""

    async def switch(self, case_id: str, by: str, key: str, *, on: bool) -> bool:
        """Have a case's lines translated from now on, or not; audited. False when there is no such case."""
        ...

    async def read_in(self, case_id: str, reader: str) -> None:
        """Have a case's lines translated into one more language: somebody who reads it has the case before them."""
        ...

    async def again(self, case_id: str, position: int, reader: str, by: str) -> bool:
        """Have a line translated that was not: it failed, or an emergency was heard in it (that is audited)."""
        ...

    async def said(self, case_id: str, key: str) -> bool:
        """Say whether an answer was given by this key already."""
        ...

    async def spoken(self, case_id: str, via: str = "") -> str | None:
        """Give the tag of the language in which an answer would be read; None when nobody would read it."""
        ...

"""What came of a move that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from adapters.casebook.talk import Line
    from bot.case import Case


@dataclass(frozen=True, slots=True)
class Done:
    """A move was made. ``again``: it was made before, by the same key, and nothing happened now."""

    case: Case
    again: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A move was not made, and nothing changed.

    why     a word of ``bot.case.Why``; "stale": the resident wrote ``missed``, confirm to go on all the same. Beside
            them "missing": there is no such case; "nobody": nothing can be brought there (any more); "left": in
            that talk the resident is with the bot again
    case    as it stands now
    by      id of the counselor who has it, alias: what residents call them
    """

    why: str
    case: Case | None = None
    by: str | None = None
    alias: str = ""
    missed: tuple[Line, ...] = ()

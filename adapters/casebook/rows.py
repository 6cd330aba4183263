"""Cases as they are listed and looked at, and what counselors have on their desks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.casebook.talk import Line, RemarkLine
    from bot.case import Case
    from bot.translation import Loss, Way


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague who has a case before them right now."""

    staff: str
    typing: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What the resident would read of a draft, to be looked over before it is sent.

    original  the words that it was made of; written: the tag of their language
    text      as it stands now; made: as it was made
    back      the same put back into the language of the words, by a machine; "" where that was not possible
    way       None: no machine had a part in it
    """

    original: str
    written: str
    text: str
    made: str
    language: str
    back: str = ""
    way: Way | None = None
    engine: str = ""
    losses: tuple[Loss, ...] = ()

    @property
    def lost(self) -> tuple[Loss, ...]:
        """Give what does not stand in the text as it is now; putting it back by hand is enough."""
        there = normalize("NFKC", self.text)
        return tuple(loss for loss in self.losses if normalize("NFKC", loss.original) not in there)


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody began to write, and what the resident would read of it; only they ever see it."""

    text: str
    at: datetime
    preview: Preview | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as one line of a list. Words are asked for apart (``previews``).

    waiting      since when the resident waits for a person's words; None when they do not
    unread       lines of the resident after ``case.seen``
    newest       position of the newest line
    last         when anything last happened
    undelivered  lines that are uncertain or failed
    present      who has it before them
    """

    case: Case
    waiting: datetime | None
    unread: int
    newest: int
    last: datetime
    undelivered: int = 0
    present: tuple[Present, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """A whole case: the talk so far, the notes, who else looks at it.

    earlier  there are lines before the first of these: ask with ``before``
    into     the case that this one was merged into; merged: those that were merged into this one
    translated  the resident's lines are translated
    """

    row: CaseRow
    lines: tuple[Line, ...]
    remarks: tuple[RemarkLine, ...]
    earlier: bool = False
    into: Case | None = None
    merged: tuple[Case, ...] = ()
    translated: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A case in which some words were found, and around where. ``position`` is None in a note.

    machine  they stand in what a machine translated, not in what was written
    """

    row: CaseRow
    position: int | None
    at: datetime
    snippet: str
    machine: bool = False

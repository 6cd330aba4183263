"""One case: what it holds, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from adapters.casebook.translating import READER

if TYPE_CHECKING:
    from adapters.casebook.answers import Done, Refusal
    from adapters.casebook.enclosing import Enclosures
    from adapters.casebook.rows import CaseView
    from adapters.casebook.translating import Translations
    from bot.case import Case, Move


class Pane(Protocol):
    """One case."""

    async def case(self, case_id: str) -> Case | None:
        """Give a case as it stands."""
        ...

    async def numbered(self, number: int) -> Case | None:
        """Give the case of a number."""
        ...

    async def read(
        self, case_id: str, after: int = 0, before: int | None = None, reader: str = READER
    ) -> CaseView | None:
        """Give a case and its newest lines after one position (and before another), oldest first.

        reader  the language of who reads it: lines come with their translation into it
        """
        ...

    async def act(
        self, case_id: str, move: Move, key: str, *, seen: int | None = None, confirmed: bool = False
    ) -> Done | Refusal:
        """Make a move, whole or not at all; the same ``key`` makes it once, however often it comes.

        key        made by whoever asks, new for every intention (a form's hidden field): 8 to 64 of A-Z a-z 0-9 _ -
        seen       position of the newest line that was before the eyes of who acts (None: what they marked as
                   read); a newer one of the resident refuses ``Speak`` and ``Resolve``, unless ``confirmed``
        """
        ...

    async def mark(self, case_id: str, staff: str, position: int) -> None:
        """Note that a counselor has read up to a line. Of the owner it is the case's ``seen``."""
        ...

    async def resend(self, case_id: str, position: int, by: str) -> bool:
        """Have an uncertain or failed line sent again; False when it is not (any more) there to be sent."""
        ...

    async def arrived(self, case_id: str, position: int, by: str) -> bool:
        """Take somebody's word that an uncertain line has arrived; False when it is not uncertain (any more)."""
        ...

    async def attached(self, case_id: str, position: int) -> tuple[str, str] | None:
        """Give the channel of what came with a line, and how it can be fetched there; None when nothing did."""
        ...

    @property
    def enclosures(self) -> Enclosures:
        """Give what counselors enclose in their answers."""
        ...

    @property
    def translations(self) -> Translations:
        """Give what counselors may ask for of translations."""
        ...

    async def hand_back(self, staff: str, by: str, note: str) -> int:
        """Put all cases of a counselor who left back into the line, with a note; gives how many."""
        ...

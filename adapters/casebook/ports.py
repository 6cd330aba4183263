"""What may be asked of the casebook. Small doors; ``Casebook`` is all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date, datetime

    from adapters.casebook.shapes import (
        AuditRow,
        CaseRow,
        CaseView,
        Done,
        Draft,
        Erasure,
        FeedRow,
        Hit,
        Present,
        Refusal,
        Tally,
    )
    from bot.case import Case, Move

PRESENT_S = 20.0
"""Seconds after which somebody who said nothing more has left."""
TYPING_S = 6.0
"""Seconds after which somebody who said nothing more has stopped typing."""


class Board(Protocol):
    """The lists."""

    async def queue(self) -> Sequence[CaseRow]:
        """Give what nobody has: urgent ones first, then who waits longest; call-backs last, by their time."""
        ...

    async def mine(self, staff: str) -> Sequence[CaseRow]:
        """Give the open cases of one counselor: urgent first, then whoever waits longest."""
        ...

    async def open_cases(self) -> Sequence[CaseRow]:
        """Give all open cases."""
        ...

    async def closed(self, before: str | None = None, limit: int = 50) -> Sequence[CaseRow]:
        """Give closed cases, the last closed first; ``before`` is the id of the case the last page ended with."""
        ...

    async def previews(self, case_ids: Collection[str]) -> Mapping[str, str]:
        """Give the beginning of what the resident wrote last. Ask only for cases that may be read."""
        ...

    async def search(self, words: str, may: Callable[[Case], bool], limit: int = 50) -> Sequence[Hit]:
        """Find words in lines and notes of the cases that ``may`` be read, the newest first. Bounded."""
        ...


class Pane(Protocol):
    """One case."""

    async def case(self, case_id: str) -> Case | None:
        """Give a case as it stands."""
        ...

    async def numbered(self, number: int) -> Case | None:
        """Give the case of a number."""
        ...

    async def read(self, case_id: str, after: int = 0, before: int | None = None) -> CaseView | None:
        """Give a case and its newest lines after one position (and before another), oldest first."""
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

    async def hand_back(self, staff: str, by: str, note: str) -> int:
        """Put all cases of a counselor who left back into the line, with a note; gives how many."""
        ...


class Feed(Protocol):
    """What happened, for live views: durable, gapless, in the order of commits."""

    async def feed_after(self, position: int, limit: int = 500) -> Sequence[FeedRow]:
        """Give what follows a position, oldest first."""
        ...

    async def feed_newest(self) -> int:
        """Give the newest position."""
        ...

    async def feed_oldest(self) -> int:
        """Give the oldest position that is kept: whoever saw less than the one before it has to read all anew."""
        ...

    async def feed_wait(self, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until something follows ``position``; False when time is up."""
        ...


class Desktop(Protocol):
    """What counselors have on their desks."""

    async def draft(self, case_id: str, staff: str) -> Draft | None:
        """Give what one began to write on a case."""
        ...

    async def keep_draft(self, case_id: str, staff: str, text: str) -> None:
        """Keep it; an empty one is thrown away. A ``Speak`` throws it away by itself."""
        ...

    async def here(self, case_id: str, staff: str, *, typing: bool = False) -> None:
        """Say that somebody has a case before them; to be said again within ``PRESENT_S``."""
        ...

    async def away(self, staff: str, case_id: str | None = None) -> None:
        """Say that somebody left a case (None: all)."""
        ...

    async def presence(self, case_id: str) -> Sequence[Present]:
        """Give who has a case before them."""
        ...


class Records(Protocol):
    """What is accounted for."""

    async def viewed(self, case_id: str, by: str, why: str) -> None:
        """Note that somebody opened a closed or restricted case. ``why`` becomes a note; the audit has no words."""
        ...

    async def export(self, case_id: str, by: str, as_of: datetime) -> str | None:
        """Give all that is kept of a case's resident as JSON: of one ``as_of`` always the same bytes. Audited."""
        ...

    async def ask_erasure(self, case_id: str, by: str) -> bool:
        """Ask that a case's resident be forgotten; False when that is asked for already."""
        ...

    async def approve_erasure(self, case_id: str, by: str) -> bool:
        """Approve what somebody else asked for; False when there is nothing (any more) for them to approve."""
        ...

    async def erasures(self) -> Sequence[Erasure]:
        """Give what is asked for and not done, oldest first."""
        ...

    async def erase(self, case_id: str, by: str, key: str) -> Done | Refusal:
        """Delete all words of a case's resident, as if they had asked for it in the chat; open cases end.

        "not-approved" until somebody has approved what somebody else asked for.
        """
        ...

    async def audit(
        self, case_id: str | None = None, before: int | None = None, limit: int = 100
    ) -> Sequence[AuditRow]:
        """Give who did what, the newest first."""
        ...

    async def tally(self, first: date, last: date) -> Sequence[Tally]:
        """Give the counts of some days, both included. From counters: it never looks at cases."""
        ...


class Casebook(Board, Pane, Feed, Desktop, Records, Protocol):
    """All of it."""

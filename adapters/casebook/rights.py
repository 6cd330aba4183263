"""What is accounted for, and a person's rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from adapters.casebook.answers import Done, Refusal
    from adapters.casebook.records import AuditRow, Erasure, Tally


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

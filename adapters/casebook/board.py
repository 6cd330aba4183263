"""The lists, and what is found in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from adapters.casebook.rows import CaseRow, Hit
    from bot.case import Case


class Board(Protocol):
    """The lists."""

    async def queue(self, *, brief: bool = False) -> Sequence[CaseRow]:
        """Give what nobody has: urgent ones first, then who waits longest; call-backs last, by their time.

        brief: that they wait, and how long; not what is unread or undelivered, nor who looks at them
        """
        ...

    async def loads(self) -> Mapping[str, int]:
        """Give how many open cases each counselor has; who has none is left out."""
        ...

    async def mine(self, staff: str) -> Sequence[CaseRow]:
        """Give the open cases of one counselor that are not put aside: urgent first, then whoever waits longest."""
        ...

    async def aside(self) -> Sequence[CaseRow]:
        """Give what was put aside, the next to come back first."""
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

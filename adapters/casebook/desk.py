"""What goes on around a case: the feed, drafts, who else looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.casebook.records import FeedRow
    from adapters.casebook.rows import Draft, Present, Preview


PRESENT_S = 20.0
"""Seconds after which somebody who said nothing more has left."""
TYPING_S = 6.0
"""Seconds after which somebody who said nothing more has stopped typing."""


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

    async def keep_draft(self, case_id: str, staff: str, text: str, preview: Preview | None = None) -> None:
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

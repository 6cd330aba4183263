"""What the staff group needs from the rest of the house, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from adapters.casebook import READER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from adapters.casebook import CaseRow, CaseView, Done, FeedRow, Refusal, Translations
    from bot.case import Case, Move


class Book(Protocol):
    """The part of the casebook that the group works with."""

    async def open_cases(self) -> Sequence[CaseRow]:
        """Give all open cases."""
        ...

    async def case(self, case_id: str) -> Case | None:
        """Give a case as it stands."""
        ...

    async def read(
        self, case_id: str, after: int = 0, before: int | None = None, reader: str = READER
    ) -> CaseView | None:
        """Give a case and its newest lines after one position (and before another), as those who read ``reader`` do."""
        ...

    @property
    def translations(self) -> Translations:
        """Give what staff may ask for of translations."""
        ...

    async def attached(self, case_id: str, position: int) -> tuple[str, str] | None:
        """Give the channel of what came with a line, and how it can be fetched there."""
        ...

    async def act(
        self, case_id: str, move: Move, key: str, *, seen: int | None = None, confirmed: bool = False
    ) -> Done | Refusal:
        """Make a move, whole or not at all; the same ``key`` makes it once."""
        ...

    async def resend(self, case_id: str, position: int, by: str) -> bool:
        """Have an uncertain or failed line sent again; False when it is not there to be sent."""
        ...

    async def feed_after(self, position: int, limit: int = 500) -> Sequence[FeedRow]:
        """Give what happened after a position, oldest first."""
        ...

    async def feed_newest(self) -> int:
        """Give the newest position."""
        ...

    async def feed_wait(self, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until something follows ``position``; False when time is up."""
        ...


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who somebody of the group is here: the id that owns cases, and what residents call them ("": their role)."""

    id: str
    alias: str = ""


class Colleagues(Protocol):
    """Who is who. Whoever is in the group works here: the group's administrators let them in."""

    async def who(self, person: int | None) -> Colleague:
        """Say who somebody of the group is; None for an administrator who stays unnamed."""
        ...

    async def name(self, staff: str | None) -> str:
        """Give what colleagues call somebody; "" for somebody without an account."""
        ...

    async def link(self, person: int, code: str, now: datetime) -> bool:
        """Link somebody's Telegram to their account by a code of the console; False when it is none."""
        ...


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called: the title of an entry and of a language, in a reader's; an entry's group of topics."""

    title: Callable[[str, str], str]
    language: Callable[[str, str], str]
    group: Callable[[str], str]


class Strangers:
    """``Colleagues`` where nobody of the group has an account: each is known by the number of their Telegram."""

    async def who(self, person: int | None) -> Colleague:
        """Give a colleague of the role alone."""
        return Colleague(f"telegram:{'anonymous' if person is None else person}")

    async def name(self, staff: str | None) -> str:
        """Know nobody by name."""
        del staff
        return ""

    async def link(self, person: int, code: str, now: datetime) -> bool:
        """Know no code."""
        del person, code, now
        return False

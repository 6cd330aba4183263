"""What counselors enclose in an answer: kept at once when it is chosen, sent with the answer, gone with the talk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from adapters.media import Enclosure, Prepared
    from bot.reply import File

GONE = "files-gone"
"""Why an answer is refused: of what it encloses something is not there any more, or was sent with another one."""


class Unkept(StrEnum):
    """Why something is not kept: the answer has enough, or there is nobody (any more) to whom it could go."""

    MANY = "many"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something a counselor chose for their next answer; with the same ``key`` it is kept once."""

    case_id: str
    by: str
    key: str
    prepared: Prepared


class Enclosures(Protocol):
    """Keeps them, encrypted. What is not sent within days goes by itself."""

    async def keep(self, chosen: Chosen) -> File | Unkept:
        """Keep one for the next answer."""
        ...

    async def waiting(self, case_id: str, by: str) -> Sequence[File]:
        """Give what somebody chose for their next answer, in the order they chose it."""
        ...

    async def chosen(self, case_id: str, by: str, ids: Collection[str]) -> Sequence[File]:
        """Give those of some ids that somebody chose for a case, sent or not."""
        ...

    async def drop(self, case_id: str, by: str, file: str) -> bool:
        """Throw away what was not sent yet; False when there is nothing to throw away."""
        ...

    async def take_back(self, case_id: str, file: str, by: str, key: str) -> bool:
        """Delete what was sent: of the line only stays that there was something. False when it is not there."""
        ...

    async def seen_by_staff(self, case_id: str, file: str, who: str, *, small: bool = False) -> Enclosure | None:
        """Give what was sent in a case, or what ``who`` chose for it."""
        ...

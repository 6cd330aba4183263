"""Another wording of what a counselor has said, where the channel can change what arrived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.parcel import Parcel
    from bot.reply import Enclosure, Reply


class Corrected(StrEnum):
    """What came of it.

    DONE     it is on its way; UNKNOWN: nothing was said by that key; SAME: those are the words already
    CANNOT   it has not arrived (yet), or the channel cannot change it
    NOT_YOURS, CLOSED  as where moves are refused
    UNTRANSLATED  the person reads a translation of it: other words need another one, or the word that they need none
    """

    DONE = "done"
    SAME = "same"
    UNKNOWN = "unknown"
    CANNOT = "cannot"
    NOT_YOURS = "not-yours"
    CLOSED = "closed"
    UNTRANSLATED = "untranslated"


@dataclass(frozen=True, slots=True)
class Correction:
    """Other words for what was said by ``key``.

    name  key of this correction: with the same one it is made once
    exchange  gives what is enclosed now in the place of what was
    pack  makes the call that changes what arrived (the platform's names of it), or None if that is not possible
    translated  the words in the person's language, by a machine and looked over; "" to have them read as they are
                written; None where nobody looked: a translation is never left standing beside other words
    written  tag of the language of ``text``, where it is translated
    """

    key: str
    by: str
    text: str
    name: str
    pack: Callable[[Reply, Sequence[str]], Parcel | None]
    exchange: Callable[[Enclosure], Enclosure] = lambda enclosed: enclosed
    translated: str | None = None
    written: str = ""


class Corrections(Protocol):
    """Keeps the record and the platform in step."""

    async def correct(self, case_id: str, correction: Correction) -> Corrected:
        """Change what was said, whole or not at all."""
        ...

"""What acting in the group works with, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from adapters.casebook.correcting import Corrections
    from adapters.pinboard import Pinboard
    from adapters.telegram.staff.albums import Albums
    from adapters.telegram.staff.ports import Book, Colleague, Colleagues
    from adapters.telegram.staff.previewing import Previewing
    from adapters.telegram.staff.reading import Place
    from adapters.telegram.staff.words import Words
    from bot.case import Case
    from bot.parcel import Parcel
    from bot.phrases import Phrasebook
    from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be said to whoever did something; ``mark`` instead, where a sign is enough."""

    text: str = ""
    mark: str = ""


NOTHING = Said()
NOTED = Said(mark="✍")
HEARD = Said(mark="👌")


@dataclass(frozen=True, slots=True)
class Means:
    """What acting works with.

    pack  makes the call that changes a counselor's words where they stand (``render.pack_edit``)
    bot   gives the name by which commands call us, "" while it is not known
    """

    book: Book
    corrections: Corrections
    board: Pinboard
    albums: Albums
    previewing: Previewing
    colleagues: Colleagues
    words: Words
    phrases: Phrasebook
    pack: Callable[[Reply, Sequence[str]], Parcel | None]
    clock: Callable[[], datetime]
    bot: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who does something about a case, and by which key."""

    case: Case
    who: Colleague
    at: Place
    key: str

    @property
    def alias(self) -> str:
        """What residents call them."""
        return self.who.alias

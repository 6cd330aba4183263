"""The sign at the door: whether the office is open, and until when, or when it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from adapters.console.teller import Teller
    from bot.ports import Office


class Sign:
    """Looks it up once a minute: hours are written in whole minutes, and every page shows them."""

    def __init__(self, office: Office | None, clock: Callable[[], datetime]) -> None:
        self._office = office
        self._clock = clock
        self._minute: datetime | None = None
        self._open = False
        self._until: datetime | None = None

    def said(self, teller: Teller) -> str:
        """Say it to a reader; "" where there is no office."""
        if self._office is None:
            return ""
        self._look(self._office)
        if self._open:
            known, unknown = "office_until", "office_open"
        else:
            known, unknown = "office_opens", "office_shut"
        return teller.words.say(known, time=teller.short(self._until)) if self._until else teller.words[unknown]

    def _look(self, office: Office) -> None:
        minute = self._clock().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._open = office.open_for(None, minute)
            self._until = (office.closes if self._open else office.opens)(None, minute)
            self._minute = minute

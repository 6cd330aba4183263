"""What the store must know of the office, where it moves a case by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from bot.ports import Office


@dataclass(frozen=True, slots=True)
class Duty:
    """What the store must know of the office: its hours, and whether a counselor is at work."""

    office: Office
    at_work: Callable[[Connection, str, datetime], bool]


class Shut:
    """An office that is never open: what was begun can be ended, nothing more."""

    def open_for(self, language: str | None, now: datetime) -> bool:
        """Say no."""
        del language, now
        return False

    takes = open_for

    def opens(self, language: str | None, now: datetime) -> datetime | None:
        """Say never."""
        del language, now
        return None

    closes = opens

    def answers_within(self, language: str | None, now: datetime) -> timedelta | None:
        """Promise nothing."""
        del language, now
        return None

    def capacity(self, teams: Collection[str]) -> int | None:
        """Set no bounds."""
        del teams
        return None


SHUT = Duty(Shut(), lambda *_: False)

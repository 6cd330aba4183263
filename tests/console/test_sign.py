"""The sign at the door is right to the minute, and is not looked up for every page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

from adapters.console.sign import Sign
from adapters.console.teller import Teller
from adapters.console.words import load
from adapters.roster.people import Role, Viewer
from tests.console.counter import NAMES

if TYPE_CHECKING:
    from bot.ports import Office

OPENS = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


@dataclass
class Hours:
    """An office with the hours of one day, which counts how often it is asked."""

    asked: list[datetime] = field(default_factory=list)

    def open_for(self, language: str | None, now: datetime) -> bool:
        assert language is None
        self.asked.append(now)
        return OPENS <= now < CLOSES

    def closes(self, language: str | None, now: datetime) -> datetime | None:
        del language
        return CLOSES if now < CLOSES else None

    def opens(self, language: str | None, now: datetime) -> datetime | None:
        del language
        return OPENS if now < OPENS else None


def _said(sign: Sign, now: datetime) -> str:
    viewer = Viewer("olena", "Olena", "Olena", Role.COUNSELOR, now)
    return sign.said(Teller(load()["en"], viewer, now, NAMES, {}))


def test_it_changes_with_the_minute_and_not_before() -> None:
    hours, now = Hours(), [OPENS - timedelta(seconds=1)]
    sign = Sign(cast("Office", hours), lambda: now[0])
    before = _said(sign, now[0])
    now[0] = OPENS
    opened = _said(sign, now[0])
    now[0] = CLOSES - timedelta(microseconds=1)
    until = _said(sign, now[0])
    now[0] = CLOSES
    shut = _said(sign, now[0])
    assert "10:00" in before
    assert "17:00" in opened
    assert opened == until
    assert len({before, opened, shut}) == 3


def test_many_pages_in_one_minute_ask_once() -> None:
    hours = Hours()
    sign = Sign(cast("Office", hours), lambda: OPENS + timedelta(seconds=30))
    assert len({_said(sign, OPENS) for _ in range(20)}) == 1
    assert hours.asked == [OPENS]


def test_without_an_office_it_says_nothing() -> None:
    assert not _said(Sign(None, lambda: OPENS), OPENS)

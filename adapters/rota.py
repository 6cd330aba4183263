"""Who is here to answer: looked up now and then, so that a person is offered only where there is somebody.

A counter without counselors says what it always said. As soon as one has come in, it offers them;
and it names a time only while somebody who can keep the promise is at their desk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from adapters.roster.people import Role

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterable
    from datetime import datetime, timedelta

    from adapters.roster.people import Member
    from adapters.roster.ports import People
    from bot.desk import Desk
    from bot.ports import Office

ANSWERING = frozenset({Role.COUNSELOR, Role.LEAD})


async def nobody() -> bool:
    """Have no group."""
    return False


def answering(one: Member) -> bool:
    """Say whether somebody can answer residents in the console."""
    return one.active and one.ready and one.role in ANSWERING


@dataclass(frozen=True, slots=True)
class Staffed:
    """An ``Office`` as it is just now: it promises a time only when somebody at their desk speaks the language."""

    office: Office
    spoken: frozenset[str]

    def open_for(self, language: str | None, now: datetime) -> bool:
        """Say whether somebody who covers a language is at work."""
        return self.office.open_for(language, now)

    def takes(self, language: str | None, now: datetime) -> bool:
        """Say whether new people are still taken in."""
        return self.office.takes(language, now)

    def opens(self, language: str | None, now: datetime) -> datetime | None:
        """Give the next opening."""
        return self.office.opens(language, now)

    def closes(self, language: str | None, now: datetime) -> datetime | None:
        """Give the next closing."""
        return self.office.closes(language, now)

    def answers_within(self, language: str | None, now: datetime) -> timedelta | None:
        """Say how soon somebody answers; nothing while nobody is there who could."""
        there = bool(self.spoken) if language is None else _base(language) in self.spoken
        return self.office.answers_within(language, now) if there else None

    def capacity(self, teams: Collection[str]) -> int | None:
        """Say how many open cases somebody takes at most."""
        return self.office.capacity(teams)


class Rota:
    """Gives the counter its desk: with the office while somebody answers there, without it while nobody does.

    group  says whether staff answer in a group of their own, whoever has an account
    give   is handed the desk whenever it is another one
    """

    def __init__(
        self,
        people: People,
        desk: Desk,
        clock: Callable[[], datetime],
        give: Callable[[Desk], None],
        *,
        group: Callable[[], Awaitable[bool]],
    ) -> None:
        self._people = people
        self._desk = desk
        self._clock = clock
        self._give = give
        self._group = group
        self._given: Desk | None = None

    async def look(self) -> None:
        """Look who is here. To be called every few seconds."""
        desk = self._now(await self._people.members(), self._clock(), group=await self._group())
        if desk != self._given:
            self._given = desk
            self._give(desk)

    def _now(self, members: Iterable[Member], now: datetime, *, group: bool) -> Desk:
        able = [one for one in members if answering(one)]
        if self._desk.office is None or not (able or group):
            return replace(self._desk, office=None)
        spoken = frozenset(_base(tag) for one in able if one.on_duty(now) for tag, _ in one.languages)
        return replace(self._desk, office=Staffed(self._desk.office, spoken))


def _base(language: str) -> str:
    return language.partition("-")[0]

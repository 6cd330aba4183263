"""The office: which teams answer in the chat, in which languages, and when (``office/teams.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.counselor import kin
from knowledge.calendar import TOKYO
from knowledge.times import local

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime, timedelta

    from bot.counselor import Level
    from knowledge.times import Times


@dataclass(frozen=True, slots=True)
class Team:
    """People who answer together.

    name         for staff and residents, by tag
    languages    what they speak; the level is None where nobody says
    own          hours of a language that has its own
    last_intake  how long before closing nobody new is taken in
    capacity     how many open cases a counselor takes, and answer_within: how soon they answer, where they say so
    """

    id: str
    name: Mapping[str, str]
    languages: Mapping[str, Level | None]
    times: Times
    own: Mapping[str, Times]
    last_intake: timedelta
    capacity: int | None = None
    answer_within: timedelta | None = None

    def hours(self, language: str | None) -> tuple[Times, ...]:
        """Give the hours in which a language is spoken; none when the team does not speak it."""
        if language is None:
            return (self.times,)
        spoken = [language] if language in self.languages else [tag for tag in self.languages if kin(tag, language)]
        return tuple(dict.fromkeys(self.own.get(tag, self.times) for tag in spoken))

    def covers(self, language: str | None) -> bool:
        """Say whether the team speaks a language at all."""
        return bool(self.hours(language))

    def open_for(self, language: str | None, now: datetime) -> bool:
        """Say whether somebody who speaks a language is at work."""
        return any(times.now(now) is not None for times in self.hours(language))

    def takes(self, language: str | None, now: datetime) -> bool:
        """Say whether new people are taken in: until some time before the day's last closing."""
        shifts = [shift for times in self.hours(language) if (shift := times.now(now)) is not None]
        ends = [shift.ends for shift in shifts if shift.last and shift.ends is not None]
        return len(ends) < len(shifts) or any(local(now) < end - self.last_intake for end in ends)


@dataclass(frozen=True, slots=True)
class Teams:
    """All teams: the ``Office`` of ``bot.ports``. ``keep`` is how long a talk is kept after its case is closed."""

    teams: tuple[Team, ...]
    keep: timedelta

    def open_for(self, language: str | None, now: datetime) -> bool:
        """Say whether somebody who covers a language is at work."""
        return any(team.open_for(language, now) for team in self.teams)

    def takes(self, language: str | None, now: datetime) -> bool:
        """Say whether new people are still taken in."""
        return any(team.takes(language, now) for team in self.teams)

    def opens(self, language: str | None, now: datetime) -> datetime | None:
        """Give the next moment after ``now`` when a team that covers a language opens; None when none ever does."""
        nexts = (times.next(now) for team in self.teams for times in team.hours(language))
        first = min((each for each in nexts if each is not None), default=None)
        return first.replace(tzinfo=TOKYO) if first else None

    def closes(self, language: str | None, now: datetime) -> datetime | None:
        """Give the moment when the last team that is open now closes; None when none is open, or none ever closes."""
        shifts = [shift for team in self.teams for times in team.hours(language) if (shift := times.now(now))]
        ends = [shift.ends for shift in shifts if shift.ends is not None]
        return max(ends).replace(tzinfo=TOKYO) if ends and len(ends) == len(shifts) else None

    def answers_within(self, language: str | None, now: datetime) -> timedelta | None:
        """Say how soon somebody answers: the slowest team that is open (or will be), when all of them say it."""
        able = [team for team in self.teams if team.covers(language)]
        said = [team.answer_within for team in [team for team in able if team.open_for(language, now)] or able]
        known = [each for each in said if each is not None]
        return max(known) if known and len(known) == len(said) else None

    def capacity(self, teams: Collection[str]) -> int | None:
        """Say how many open cases somebody of these teams takes at most; of several the most generous counts."""
        said = [team.capacity for team in self.teams if team.id in teams]
        known = [each for each in said if each is not None]
        return max(known) if known and len(known) == len(said) else None

    def team(self, name: str) -> Team | None:
        """Give the team of an id."""
        return next((team for team in self.teams if team.id == name), None)

    def at_work(self, language: str | None, now: datetime) -> tuple[Team, ...]:
        """Give the teams that can answer in a language now."""
        return tuple(team for team in self.teams if team.open_for(language, now))

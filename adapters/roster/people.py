"""Who works here, as the rest of the house sees them. Frozen, and without any secret."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.counselor import AUTO_AWAY, Level, Presence

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["AUTO_AWAY", "Level", "Member", "Presence", "Role", "Viewer"]


class Role(StrEnum):
    """What somebody is here for. One role each; ``roles.TABLE`` says what it allows."""

    INTERPRETER = "interpreter"
    COUNSELOR = "counselor"
    LEAD = "lead"
    EDITOR = "editor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking, in one request.

    name      the real one, for colleagues only; alias: what residents are told
    languages tags of the languages they speak, with the level; teams: ids of their teams
    at        the moment of the request
    session   the name of their session; session ids themselves are known to browsers alone
    invited   ids of the cases that an interpreter was called into
    """

    id: str
    name: str
    alias: str
    role: Role
    at: datetime
    session: str = ""
    languages: tuple[tuple[str, Level], ...] = ()
    teams: tuple[str, ...] = ()
    presence: Presence = Presence.AWAY
    invited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff.

    login     what they sign in with
    active    False: shut out, but still the one who did what is written in the audit
    ready     the second factor is set up: they can enter
    capacity  how many open cases they take
    seen      when they last asked for anything
    """

    id: str
    login: str
    name: str
    alias: str
    role: Role
    active: bool
    ready: bool
    made: datetime
    languages: tuple[tuple[str, Level], ...] = ()
    teams: tuple[str, ...] = ()
    presence: Presence = Presence.AWAY
    capacity: int = 5
    seen: datetime | None = None

    def on_duty(self, now: datetime) -> bool:
        """Say whether they take cases just now."""
        here = self.seen is not None and now - self.seen < AUTO_AWAY
        return self.active and self.ready and here and self.presence is Presence.HERE

    def speaks(self, language: str) -> Level | None:
        """Say how well they speak a language."""
        return dict(self.languages).get(language)

"""Staff for the tests: somebody who was let in, and what they prove it with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from adapters.roster.accounts import (
    HALFWAY,
    LONGEST,
    About,
    Admission,
    Code,
    Invitation,
    Kind,
    Knock,
    Newcomer,
    Outcome,
    Second,
    Stage,
    Start,
)
from adapters.roster.people import Role

if TYPE_CHECKING:
    from adapters.store.staff import SqlRoster

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
ACCOUNT = Knock("account", "hanako", 5, timedelta(hours=24))
_numbers = count(1)


def start(staff: str | None, stage: Stage, replaces: str | None = None, at: datetime = NOW, pending: str = "") -> Start:
    """Give a session that nobody had before."""
    name = f"session-{next(_numbers)}"
    ends = at + (LONGEST if stage is Stage.IN else HALFWAY)
    about = About("Firefox", "192.0.2.7")
    return Start(name, f"hash-of-{name}", f"token-of-{name}", staff, stage, ends, about, pending, replaces)


def link(kind: Kind = Kind.INVITATION, role: Role = Role.COUNSELOR, **more: object) -> Invitation:
    """Give a link; its hash is ``hash-of-`` its id."""
    given = {"made": NOW, "ends": NOW + timedelta(days=1), "teams": ("desk",), **more}
    return Invitation(f"link-{next(_numbers)}", kind, role, **given)  # type: ignore[arg-type]


async def newcomer(
    roster: SqlRoster, login: str, role: Role = Role.COUNSELOR, kind: Kind = Kind.INVITATION
) -> tuple[str, Start]:
    """Let somebody in by a link; they have no second factor yet."""
    invitation = link(kind, role, by=None if kind is Kind.FIRST else "boss")
    await roster.invite(invitation, f"hash-of-{invitation.id}")
    staff = f"staff-{next(_numbers)}"
    begun = start(staff, Stage.SETUP)
    person = Newcomer(f"hash-of-{invitation.id}", staff, login, f"Name of {login}", login.title(), f"argon-{login}")
    assert await roster.join(person, begun, NOW) is Outcome.DONE
    return staff, begun


async def colleague(roster: SqlRoster, login: str, role: Role = Role.COUNSELOR) -> tuple[str, Start]:
    """Let somebody in and give them a second factor; the session is inside."""
    staff, begun = await newcomer(roster, login, role)
    inside = start(staff, Stage.IN, begun.name)
    assert await roster.set_second(Second("SECRET", 10, ("code-1", "code-2")), inside, NOW)
    return staff, inside


def admission(staff: str, step: int, replaces: str | None = None) -> Admission:
    """Give a coming in by a one-time code."""
    return Admission(start(staff, Stage.IN, replaces), Code(step), ACCOUNT)

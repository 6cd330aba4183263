"""Accounts as the door sees them: sessions, invitations, proofs. What is secret comes hashed, or stays below."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from adapters.roster.people import Level, Member, Presence, Role

IDLE = timedelta(minutes=30)
"""A session that nobody used for so long is over,"""
LONGEST = timedelta(hours=12)
"""and every one is over after so long."""
HALFWAY = timedelta(minutes=10)
"""How long somebody may take between the password and the code."""
UNPACKING = timedelta(minutes=30)
"""How long somebody may take to set up the second factor: first an app has to be found and installed."""
FIRST_LINK = timedelta(hours=24)
INVITED = timedelta(days=7)
RENEWAL = timedelta(hours=24)


class Stage(StrEnum):
    """How far somebody has come.

    DOOR   nobody yet: a passkey was asked for
    CODE   the password was right; the second factor is to follow
    SETUP  the password was right, but there is no second factor yet
    IN     inside
    """

    DOOR = "door"
    CODE = "code"
    SETUP = "setup"
    IN = "in"


@dataclass(frozen=True, slots=True)
class About:
    """From where a session is used, so that its owner knows it again."""

    agent: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session. ``name`` may stand in a page; the id that the browser shows is known here as its hash only.

    token    what every form of this session carries
    ends     when it is over at the latest
    stale    its owner's role was changed: it needs a new id
    pending  what was begun and is not finished: a challenge, a secret to be confirmed; nobody else's business
    """

    name: str
    staff: str | None
    stage: Stage
    token: str
    made: datetime
    used: datetime
    ends: datetime
    stale: bool = False
    about: About = field(default_factory=About)
    pending: str = ""

    def over(self, now: datetime) -> bool:
        """Say whether it has ended by itself."""
        return now >= self.ends or (self.stage is Stage.IN and now - self.used >= IDLE)


@dataclass(frozen=True, slots=True)
class Start:
    """A session to begin, and the one (by name) that ends with it."""

    name: str
    key_hash: str
    token: str
    staff: str | None
    stage: Stage
    ends: datetime
    about: About = field(default_factory=About)
    pending: str = ""
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A living session, whose it is, and into which cases they were called."""

    session: Session
    member: Member | None = None
    called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against."""

    member: Member
    password: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """The time step of a one-time code that was right."""

    step: int


@dataclass(frozen=True, slots=True)
class Recovered:
    """A recovery code, hashed."""

    code_hash: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A passkey that signed, and how often it says it has."""

    id: str
    uses: int


@dataclass(frozen=True, slots=True)
class Vouched:
    """An account of the organisation that was linked (as ``badges.subject_of``), and that its issuer vouched for."""

    subject: str


Proof = Code | Recovered | Touched | Vouched


@dataclass(frozen=True, slots=True)
class Knock:
    """One thing that tries are counted by: a login, or a neighbourhood of addresses.

    free    tries that are answered at once; after them each failure doubles the wait
    forget  after so long without a try all is forgotten
    """

    kind: str
    who: str
    free: int
    forget: timedelta


@dataclass(frozen=True, slots=True)
class Admission:
    """Somebody comes in: the session that begins, with what they proved it, whose failures are forgotten."""

    start: Start
    proof: Proof
    clear: Knock


@dataclass(frozen=True, slots=True)
class Second:
    """A second factor: its secret, the time step of the code that confirmed it, recovery codes (hashed)."""

    secret: str
    step: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Sessions of somebody are to end: all, all but one, or only one."""

    staff: str
    by: str
    but: str = ""
    only: str = ""


class Kind(StrEnum):
    """What a one-time link is for."""

    FIRST = "first"
    INVITATION = "invitation"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link. ``note`` is for whom it was made; ``staff``: whose access it renews."""

    id: str
    kind: Kind
    role: Role
    made: datetime
    ends: datetime
    teams: tuple[str, ...] = ()
    staff: str | None = None
    by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who comes in by a link (its id, hashed)."""

    link: str
    id: str
    login: str
    name: str
    alias: str
    password: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """Somebody who begins anew by a link."""

    link: str
    password: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What the staff say about themselves."""

    name: str
    alias: str
    languages: tuple[tuple[str, Level], ...]
    capacity: int


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey. ``id`` and ``public_key`` are the authenticator's."""

    id: str
    staff: str
    public_key: bytes
    uses: int
    name: str
    made: datetime
    used: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an administrator decides about somebody; None: stays as it is."""

    role: Role | None = None
    teams: tuple[str, ...] | None = None
    active: bool | None = None
    presence: Presence | None = None


class Outcome(StrEnum):
    """What became of a change.

    GONE   what it was about is not there (any more)
    TAKEN  somebody else has that name
    LAST   nobody would be left who may let others in
    """

    DONE = "done"
    GONE = "gone"
    TAKEN = "taken"
    LAST = "last"


def pause(failures: int, free: int) -> timedelta:
    """Give how long nobody is let in after so many failures in a row."""
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=30) * (1 << min(failures - free, 10)), timedelta(minutes=15))

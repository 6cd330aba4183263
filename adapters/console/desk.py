"""The doorkeeper's desk: what every page of the accounts needs, and what several of them do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from adapters.console import rules, totp
from adapters.console.cookies import hashed, new_key
from adapters.console.pending import Begun, begun
from adapters.console.refusal import Elsewhere, Refused
from adapters.roster.accounts import HALFWAY, LONGEST, UNPACKING, About, Knock, Stage, Start
from adapters.roster.badges import Badge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.console.cookies import Cookies
    from adapters.console.guard import Guard
    from adapters.console.issuer import Issuer
    from adapters.console.passwords import Passwords
    from adapters.console.view import View
    from adapters.console.visit import Visit
    from adapters.roster.accounts import Credentials
    from adapters.roster.badges import Badges
    from adapters.roster.ports import Roster

HOME, LOGIN = "/staff", "/staff/login"
_LASTS = {Stage.DOOR: HALFWAY, Stage.CODE: HALFWAY, Stage.SETUP: UNPACKING, Stage.IN: LONGEST}
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "CrOS", "Linux")
_BROWSERS = ("Edg", "OPR", "Firefox", "FxiOS", "CriOS", "Chrome", "Safari")
_CALLED = {"Edg": "Edge", "OPR": "Opera", "FxiOS": "Firefox", "CriOS": "Chrome", "Macintosh": "Mac", "CrOS": "ChromeOS"}
_NEXT = re.compile(r"/staff(?:/[A-Za-z0-9_-]+)*(?:\?[A-Za-z0-9_=&%.-]*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Title:
    """Something to choose that has an id and a name: a team, a language."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Begin:
    """A session to begin, and the id that the browser gets."""

    start: Start
    key: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of the accounts share.

    teams, languages  those that staff can be in, and can speak
    telegram          there is a group in which staff answer as well
    issuer, badges    the sign-in of the organisation, where there is one, and what is kept of it
    """

    roster: Roster
    guard: Guard
    passwords: Passwords
    view: View
    cookies: Cookies
    public_url: str
    teams: Sequence[Title] = ()
    languages: Sequence[Title] = ()
    telegram: bool = False
    issuer: Issuer | None = None
    badges: Badges | None = None

    def home(self, visit: Visit) -> str:
        """Give the address under which the browser knows us, without a slash at its end."""
        return self.public_url or str(visit.request.base_url).rstrip("/")

    def begin(self, visit: Visit, staff: str | None, stage: Stage, pending: str = "") -> Begin:
        """Make a session in the place of the present one. Its id is given to the browser when it has begun."""
        key = new_key()
        start = Start(
            name=uuid4().hex,
            key_hash=hashed(key),
            token=new_key(),
            staff=staff,
            stage=stage,
            ends=visit.now + _LASTS[stage],
            about=About(agent(visit.request.headers.get("user-agent", "")), visit.address),
            pending=pending,
            replaces=visit.session.name if visit.session else None,
        )
        return Begin(start, key)

    def halfway(self, visit: Visit, known: Credentials) -> Begin:
        """Make the session of somebody who has shown who they are, and whose second factor is to follow."""
        if known.member.ready:
            return self.begin(visit, known.member.id, Stage.CODE)
        return self.begin(visit, known.member.id, Stage.SETUP, begun(Begun.SECRET, totp.new_secret()))

    def give(self, visit: Visit, begin: Begin) -> None:
        """Give the browser the id of a session that has begun."""
        visit.crumbs[self.cookies.session] = begin.key

    def account(self, login: str) -> Knock:
        """Count tries by name: five, then a pause."""
        return Knock("account", login, free=5, forget=timedelta(hours=24))

    def place(self, visit: Visit) -> Knock:
        """Count tries by neighbourhood of addresses: ten, as a whole office may sit behind one."""
        return Knock("address", visit.address, free=10, forget=timedelta(hours=1))

    def asked(self, visit: Visit) -> Knock:
        """Count questions that leave something in the store, whoever asks them."""
        return Knock("asked", visit.address, free=60, forget=timedelta(hours=1))

    async def admit(self, visit: Visit, *knocks: Knock) -> int:
        """Count a try before looking at it; give the seconds to wait when it is not looked at."""
        return await self.roster.knock(knocks, visit.now)

    async def badge(self, staff: str) -> Badge:
        """Give what is kept of somebody's account of the organisation."""
        return await self.badges.badge(staff) if self.issuer is not None and self.badges is not None else Badge()

    async def sure(self, visit: Visit) -> Credentials:
        """Ask somebody inside once more for their password (field "current"), before what cannot be undone."""
        known = await self.roster.credentials_of(visit.viewer.id)
        if known is None:
            raise Elsewhere(LOGIN)
        knocks = (self.account(known.member.login), self.place(visit))
        if wait := await self.admit(visit, *knocks):
            raise Refused(429, "door_wait", retry_after=wait, seconds=str(wait))
        good, _ = await self.passwords.check(rules.password(visit.one("current")[:500]), known.password)
        if not good:
            await self.roster.refused(known.member.id, "password", visit.now)
            raise Refused(403, "door_wrong_password")
        await self.roster.excuse(knocks, visit.now)
        return known


def local(given: str) -> str:
    """Give an address of ours, or the start."""
    return given if _NEXT.fullmatch(given) else HOME


def onward(given: str) -> str:
    """Give where somebody wanted to go, or the start: nobody wants to go to the door."""
    return HOME if given.startswith(LOGIN) else local(given)


def agent(given: str) -> str:
    """Give a browser's short name: enough to know it again among one's own."""
    found = [next((name for name in names if name in given), "") for names in (_BROWSERS, _SYSTEMS)]
    return ", ".join(_CALLED.get(name, name) for name in found if name)

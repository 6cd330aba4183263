"""Who is inside: from a cookie to somebody of the staff, at every request anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.console.cookies import hashed, new_key
from adapters.roster.accounts import Entered, Stage
from adapters.roster.people import Viewer

if TYPE_CHECKING:
    from datetime import datetime

    from starlette.requests import Request

    from adapters.console.cookies import Cookies
    from adapters.roster.ports import Roster

EVERY = timedelta(minutes=1)
"""How often the use of a session is written down."""


class Guard:
    """Looks at the session that a browser shows."""

    def __init__(self, roster: Roster, cookies: Cookies) -> None:
        self._roster = roster
        self._cookies = cookies

    async def entered(self, request: Request, now: datetime) -> Entered | None:
        """Give the living session behind a request; None for strangers."""
        key = self._cookies.key(request, self._cookies.session)
        return await self._roster.entered(hashed(key), now) if key else None

    async def renewed(self, request: Request, entered: Entered) -> str | None:
        """Give the new id of a session whose owner got another role; None when it needs none.

        Of several requests at once one gets it; for the others, and for whoever kept the old id, it is over.
        """
        key = self._cookies.key(request, self._cookies.session)
        if key is None or not entered.session.stale:
            return None
        fresh = new_key()
        return fresh if await self._roster.renew(entered.session.name, hashed(key), hashed(fresh)) else ""

    async def used(self, entered: Entered, now: datetime) -> None:
        """Note that somebody is here. Not at every request: each note is a commit."""
        if entered.session.stage is Stage.IN and now - entered.session.used >= EVERY:
            await self._roster.use(entered.session.name, now)


def viewer(entered: Entered | None, now: datetime) -> Viewer | None:
    """Give who is inside, as the rest of the house sees them."""
    if entered is None or entered.member is None or entered.session.stage is not Stage.IN:
        return None
    member = entered.member
    return Viewer(
        id=member.id,
        name=member.name,
        alias=member.alias,
        role=member.role,
        at=now,
        session=entered.session.name,
        languages=member.languages,
        teams=member.teams,
        presence=member.presence,
        invited=entered.called,
    )

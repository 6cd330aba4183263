"""All pages of the accounts: coming in, going out, one's own, and the staff's for the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.console.badges import Badges
from adapters.console.joining import Joining, new_link
from adapters.console.me import Me
from adapters.console.people import People
from adapters.console.signing_in import SigningIn
from adapters.console.telegram import Telegram
from adapters.console.touching import Touching
from adapters.roster.accounts import FIRST_LINK, Invitation, Kind
from adapters.roster.people import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from adapters.console.desk import Desk
    from adapters.console.visit import Way
    from adapters.roster.ports import Roster


class Accounts:
    """Who may enter, and how."""

    def __init__(self, desk: Desk) -> None:
        self._pages = (
            SigningIn(desk),
            Badges(desk),
            Joining(desk),
            Touching(desk),
            Me(desk),
            Telegram(desk),
            People(desk),
        )

    def ways(self) -> Sequence[Way]:
        """Give all addresses."""
        return [way for page in self._pages for way in page.ways()]


async def first_link(roster: Roster, home: str, now: datetime) -> str | None:
    """Make the link for the first administrator, while there is none who can enter.

    Each process makes its own and shows it where it was started, and nowhere else: only hashes are kept. Each is good
    for a day, until one of them was used.
    """
    if not await roster.nobody():
        return None
    link = new_link(home)
    await roster.invite(Invitation(link.id, Kind.FIRST, Role.ADMINISTRATOR, now, now + FIRST_LINK), link.key_hash)
    return link.address

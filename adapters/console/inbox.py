"""The lists as pages, and the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.console.acting import whole
from adapters.console.lists import CLOSED, MINE, OPEN, QUEUE, SEARCH, VIEWS
from adapters.console.visit import Way
from adapters.roster.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from adapters.console.bureau import Bureau
    from adapters.console.lists import View
    from adapters.console.visit import Handler, Visit

_WORDS = 200
_DIGITS_OF_A_NUMBER = 11


class Inbox:
    """What waits, what is mine, all that is open, what is closed."""

    def __init__(self, bureau: Bureau) -> None:
        self._bureau = bureau

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        return (
            Way("/staff", self.home, needs=Action.ACCOUNT),
            *(Way(f"/staff/{view.name}", self._list(view), needs=view.action) for view in VIEWS.values()),
            Way("/staff/search", self.blank, self.search, needs=SEARCH.action),
        )

    async def home(self, visit: Visit) -> Response:
        """Go where one's work is: the queue, one's own cases, or what else one may see."""
        for view in (QUEUE, MINE, OPEN, CLOSED):
            if may(visit.viewer, view.action):
                return visit.to(f"/staff/{view.name}")
        return visit.to("/staff/reports" if may(visit.viewer, Action.REPORTS) else "/staff/me")

    async def blank(self, visit: Visit) -> Response:
        """Show the search before anything was asked."""
        return await self._bureau.inbox(visit, SEARCH)

    async def search(self, visit: Visit) -> Response:
        """Find cases. The words are posted: what stands in an address ends in logs and histories."""
        words = visit.one("words").strip()[:_WORDS]
        number = await self._numbered(visit, words)
        if number is not None:
            return visit.to(f"/staff/cases/{number}")
        feed = await self._bureau.casebook.feed_newest()
        found = await self._bureau.lists.found(visit.viewer, words)
        return await self._bureau.around(visit, SEARCH, found, "inbox.html", 200, sought=words, feed=feed)

    async def _numbered(self, visit: Visit, words: str) -> int | None:
        """Give the number of a case if that is what was typed, and it may be read."""
        digits = words.replace("-", "").replace("#", "").strip()
        number = whole(digits) if len(digits) == _DIGITS_OF_A_NUMBER else 0
        case = await self._bureau.casebook.numbered(number) if number else None
        return number if case is not None and may(visit.viewer, Action.READ, case) else None

    def _list(self, view: View) -> Handler:
        async def show(visit: Visit) -> Response:
            return await self._bureau.inbox(visit, view)

        return show

"""Emergencies that rang where the bot has the talk, and the way for a lead to step in. No word is shown before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.console.acting import whole
from adapters.console.ports import Refusal
from adapters.console.visit import Way
from adapters.roster.roles import Action
from bot.case import Claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from adapters.console.bureau import Bureau
    from adapters.console.visit import Visit


class Alarms:
    """What rang within a day."""

    def __init__(self, bureau: Bureau) -> None:
        self._bureau = bureau

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        return (Way("/staff/alarms", self.show, self.take, needs=Action.TAKEOVER),)

    async def show(self, visit: Visit) -> Response:
        """Show what rang: when, in which language, what kind of danger."""
        return await self._shown(visit)

    async def take(self, visit: Visit) -> Response:
        """Step in: the case is the lead's at once, and the resident is told."""
        if visit.one("sure") != "1":
            return await self._shown(visit, "not-sure", 422)
        who = Claim(visit.viewer.id, visit.viewer.alias)
        done = await self._bureau.casebook.take_over(whole(visit.one("alarm")), who)
        if isinstance(done, Refusal):
            return await self._shown(visit, "alarm-over", 409)
        return visit.to(f"/staff/cases/{done.case.number}?view=mine")

    async def _shown(self, visit: Visit, refusal: str = "", status: int = 200) -> Response:
        teller = self._bureau.teller(visit, await self._bureau.colleagues())
        return self._bureau.view.page(
            visit, "alarms.html", status,
            t=teller, alarms=await self._bureau.casebook.alarms(), refusal=teller.why(refusal) if refusal else "",
        )  # fmt: skip

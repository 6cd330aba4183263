"""One's own Telegram: linked by a code that is shown here and typed to the bot, so that both are one colleague."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.console.pending import Begun, begun, read
from adapters.console.visit import Way
from adapters.roster.linking import COMMAND, LASTS, hashed, new_code
from adapters.roster.roles import Action

if TYPE_CHECKING:
    from starlette.responses import Response

    from adapters.console.desk import Desk
    from adapters.console.visit import Visit

PATH = "/staff/me/telegram"


class Telegram:
    """The page of it. Whoever is inside has shown two proofs, and the code works once, for some minutes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ways(self) -> tuple[Way, ...]:
        """Give the addresses."""
        return (
            Way(PATH, self.show, self.offer, Action.PRESENCE),
            Way(f"{PATH}/unlink", None, self.unlink, Action.PRESENCE),
        )

    async def show(self, visit: Visit) -> Response:
        """Show whether it is linked, and the code that was made."""
        code = read(Begun.TELEGRAM, visit.session.pending) if visit.session else ""
        linked = await self._desk.roster.linked(visit.viewer.id)
        return self._desk.view.page(
            visit,
            "telegram.html",
            200 if self._desk.telegram else 404,
            linked=linked,
            command=f"{COMMAND} {code}" if code and linked is None else "",
            minutes=str(int(LASTS.total_seconds() // 60)),
            there=self._desk.telegram,
            done=visit.query("done") if visit.query("done") == "unlinked" else "",
        )

    async def offer(self, visit: Visit) -> Response:
        """Make a code; the one before is void."""
        if not self._desk.telegram:
            raise visit.missing()
        code = new_code()
        await self._desk.roster.offer(visit.viewer.id, hashed(code), visit.now + LASTS)
        await self._desk.roster.keep(visit.viewer.session, begun(Begun.TELEGRAM, code))
        return visit.to(PATH)

    async def unlink(self, visit: Visit) -> Response:
        """Undo it."""
        await self._desk.roster.unlink(visit.viewer.id, visit.now)
        await self._desk.roster.take(visit.viewer.session)
        return visit.to(f"{PATH}?done=unlinked")

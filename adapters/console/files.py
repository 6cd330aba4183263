"""What residents attached: fetched when a counselor asks, looked at by its bytes, and never trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.console.acting import whole
from adapters.console.refusal import Refused
from adapters.console.visit import Way
from adapters.media import Refused as Unseen, offered
from adapters.media.refusal import Why
from adapters.roster.roles import Action

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from adapters.console.bureau import Bureau
    from adapters.console.cases import Cases
    from adapters.console.visit import Visit
    from adapters.media import Bringer

STATUS = {Why.GONE: 410, Why.LATER: 503}


class Files:
    """Gives what came with a line; ``bringers`` are the channels that can fetch it, by name."""

    def __init__(self, bureau: Bureau, cases: Cases, bringers: Mapping[str, Bringer]) -> None:
        self._bureau = bureau
        self._cases = cases
        self._bringers = bringers

    def ways(self) -> Sequence[Way]:
        """Give the address."""
        return (Way("/staff/cases/{number}/files/{position}", self.fetch, needs=Action.READ),)

    async def fetch(self, visit: Visit) -> Response:
        """Fetch an attachment."""
        case = await self._cases.readable(visit)
        found = await self._bureau.casebook.attached(case.id, whole(visit.part("position")))
        bringer = self._bringers.get(found[0]) if found else None
        if found is None or bringer is None:
            raise visit.missing()
        try:
            return offered(await bringer.fetch(found[1]), visit.request.headers.get("range", ""))
        except Unseen as unseen:
            raise Refused(STATUS.get(unseen.why, 415), f"file_{unseen.why}") from None

"""The small notes of an open page: what is being written, who is here, what was read; and the live line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from adapters.console import live
from adapters.console.acting import LONGEST, whole
from adapters.console.desk import local
from adapters.console.drafts import keep_draft
from adapters.console.guard import viewer
from adapters.console.refusal import Refused
from adapters.console.visit import Way
from adapters.roster.accounts import Change
from adapters.roster.people import Presence
from adapters.roster.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.console.bureau import Bureau
    from adapters.console.cases import Cases
    from adapters.console.guard import Guard
    from adapters.console.visit import Visit
    from adapters.roster.people import Viewer

STREAMS = 12
"""Live lines of one session at most: as many as somebody has pages open."""


class Desktop:
    """Answers scripts, and whoever has none."""

    def __init__(self, bureau: Bureau, cases: Cases, guard: Guard) -> None:
        self._bureau = bureau
        self._cases = cases
        self._guard = guard
        self._known = live.Cases(bureau.casebook)
        self._open: dict[str, int] = {}
        self.stopping = asyncio.Event()

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        case = "/staff/cases/{number}/"
        return (
            Way("/staff/events", self.events, needs=Action.MINE, quiet=True),
            Way(f"{case}draft", post=self.draft, needs=Action.MINE),
            Way(f"{case}here", post=self.here, needs=Action.MINE, quiet=True),
            Way(f"{case}away", post=self.away, needs=Action.MINE, quiet=True),
            Way(f"{case}seen", post=self.seen, needs=Action.MINE, quiet=True),
            Way("/staff/presence", post=self.presence, needs=Action.PRESENCE),
            Way("/staff/alive", post=self.alive, needs=Action.ACCOUNT),
        )

    async def draft(self, visit: Visit) -> Response:
        """Keep what somebody began to write."""
        case = await self._cases.case(visit)
        if not may(visit.viewer, Action.ANSWER, case):
            raise Refused(403, "door_forbidden")
        text = visit.one("text").replace("\r\n", "\n").replace("\0", "")
        translated = visit.one("translated") if "translated" in visit.form else None
        await keep_draft(self._bureau.casebook, case.id, visit.viewer.id, text[:LONGEST], translated)
        if not visit.scripted:
            return visit.to(f"/staff/cases/{case.number}#text")
        time = self._bureau.teller(visit, {}).short(visit.now)
        return JSONResponse({"said": visit.words.say("draft_kept", time=time)})

    async def here(self, visit: Visit) -> Response:
        """Hear that somebody has a case before them, and whether they are writing."""
        case = await self._cases.case(visit)
        await self._bureau.casebook.here(case.id, visit.viewer.id, typing=visit.one("typing") == "1")
        if self._bureau.wording.engine:
            await self._bureau.casebook.translations.read_in(case.id, visit.words.language)
        return Response(status_code=204)

    async def away(self, visit: Visit) -> Response:
        """Hear that they have left it."""
        case = await self._cases.case(visit)
        await self._bureau.casebook.away(visit.viewer.id, case.id)
        return Response(status_code=204)

    async def seen(self, visit: Visit) -> Response:
        """Hear up to which line they have read."""
        case = await self._cases.case(visit)
        await self._bureau.casebook.mark(case.id, visit.viewer.id, whole(visit.one("position")))
        if not visit.scripted:
            return visit.to(f"/staff/cases/{case.number}")
        return Response(status_code=204)

    async def alive(self, visit: Visit) -> Response:
        """Hear that somebody moves at their desk: without this, who only reads would be taken for away."""
        return Response(status_code=204) if visit.scripted else visit.to("/staff")

    async def presence(self, visit: Visit) -> Response:
        """Take cases from now on, or none; then go on where one was."""
        given = visit.one("presence")
        if given not in set(Presence):
            raise Refused(400, "door_unreadable")
        viewer = visit.viewer
        await self._bureau.people.change(viewer.id, Change(presence=Presence(given)), viewer.id, visit.now)
        return visit.to(local(visit.one("back")))

    async def events(self, visit: Visit) -> Response:
        """Give what happens, from where they were."""
        if visit.request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise Refused(403, "door_foreign")
        session = visit.viewer.session
        if self._open.get(session, 0) >= STREAMS:
            raise Refused(429, "door_many", retry_after=10)
        position = await self._position(visit)
        self._open[session] = self._open.get(session, 0) + 1

        async def still() -> Viewer | None:
            entered = await self._guard.entered(visit.request, self._bureau.clock())
            return viewer(entered, self._bureau.clock())

        events = live.stream(self._bureau.casebook, self._known, visit.viewer, position, self.stopping, still)
        return live.Live(events, lambda: self._leave(session))

    def _leave(self, session: str) -> None:
        left = self._open.get(session, 0) - 1
        if left > 0:
            self._open[session] = left
        else:
            self._open.pop(session, None)

    async def _position(self, visit: Visit) -> int:
        """Say where to go on: after what the browser heard last, else from now on.

        Somebody who was away for too long starts anew: the page they then fetch has everything.
        """
        given = visit.request.headers.get("last-event-id") or visit.query("after")
        newest = await self._bureau.casebook.feed_newest()
        if not given:
            return newest
        position = whole(given)
        oldest = await self._bureau.casebook.feed_oldest()
        return position if oldest - 1 <= position <= newest else newest

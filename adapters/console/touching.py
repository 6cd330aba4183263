"""Coming in by a passkey, adding one, forgetting one. Adding and coming in need a script, as browsers want it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from adapters.console import passkeys, rules
from adapters.console.desk import HOME, LOGIN, onward
from adapters.console.pending import Begun, begun, read
from adapters.console.refusal import Elsewhere, Refused
from adapters.console.visit import Way
from adapters.roster.accounts import Admission, Outcome, Passkey, Stage, Touched
from adapters.roster.roles import Action

if TYPE_CHECKING:
    from adapters.console.desk import Desk
    from adapters.console.passkeys import Place
    from adapters.console.visit import Visit

SECURITY = "/staff/me/security"
_LARGEST = 20_000


class Touching:
    """The forms for passkeys."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ways(self) -> tuple[Way, ...]:
        """Give the addresses."""
        return (
            Way(f"{LOGIN}/passkey/options", None, self.ask),
            Way(f"{LOGIN}/passkey", None, self.enter),
            Way(f"{SECURITY}/passkeys/options", None, self.ask_new, Action.ACCOUNT),
            Way(f"{SECURITY}/passkeys", None, self.add, Action.ACCOUNT),
            Way(f"{SECURITY}/passkeys/forget", None, self.forget, Action.ACCOUNT),
        )

    async def ask(self, visit: Visit) -> Response:
        """Ask a browser for a signature. The challenge waits in a session of nobody."""
        if visit.asking is not None:
            raise Elsewhere(HOME)
        where = self._place(visit)
        if wait := await self._desk.admit(visit, self._desk.asked(visit)):
            raise Refused(429, "door_wait", retry_after=wait, seconds=str(wait))
        asked = passkeys.to_sign(where)
        session = self._desk.begin(visit, None, Stage.DOOR, begun(Begun.CHALLENGE, asked.challenge))
        if not await self._desk.roster.begin(session.start, visit.now):
            raise Refused(403, "door_stale")
        self._desk.give(visit, session)
        return _json(asked.options)

    async def enter(self, visit: Visit) -> Response:
        """Let in whose key has signed. Tries by one place are counted like those of passwords."""
        desk, where, answer = self._desk, self._place(visit), visit.one("credential")[:_LARGEST]
        counted = desk.place(visit)
        if wait := await desk.admit(visit, counted):
            raise Refused(429, "door_wait", retry_after=wait, seconds=str(wait))
        waiting = await desk.guard.entered(visit.request, visit.now)
        pending = await desk.roster.take(waiting.session.name) if waiting else ""
        challenge = read(Begun.CHALLENGE, pending)
        key_id, owner = passkeys.named(answer)
        found = await desk.roster.passkey(key_id) if key_id else None
        uses = passkeys.signed(where, challenge, answer, found[0]) if found and challenge else None
        if waiting is None or found is None or uses is None or owner not in {"", found[1].id}:
            await desk.roster.refused(found[1].id if found else "", "passkey", visit.now)
            raise Refused(401, "door_passkey")
        visit.session = waiting.session
        session = desk.begin(visit, found[1].id, Stage.IN)
        proof = Touched(found[0].id, uses)
        if not await desk.roster.enter(Admission(session.start, proof, desk.account(found[1].login)), visit.now):
            await desk.roster.refused(found[1].id, "passkey", visit.now)
            raise Refused(401, "door_passkey")
        desk.give(visit, session)
        await desk.roster.excuse((counted, desk.asked(visit)), visit.now)
        return JSONResponse({"go": onward(visit.one("next"))})

    async def ask_new(self, visit: Visit) -> Response:
        """Ask a browser for a new key, after the password was given once more."""
        where = self._place(visit)
        known = await self._desk.sure(visit)
        asked = passkeys.to_make(where, known.member, await self._desk.roster.passkeys(known.member.id))
        await self._desk.roster.keep(visit.viewer.session, begun(Begun.KEY, asked.challenge))
        return _json(asked.options)

    async def add(self, visit: Visit) -> Response:
        """Keep a new key."""
        where, name = self._place(visit), visit.line("name", rules.NAME) or "–"
        challenge = read(Begun.KEY, await self._desk.roster.take(visit.viewer.session))
        made = passkeys.made(where, challenge, visit.one("credential")[:_LARGEST]) if challenge else None
        if made is None:
            raise Refused(422, "door_passkey")
        key = Passkey(made.id, visit.viewer.id, made.public_key, made.uses, name, visit.now)
        if await self._desk.roster.add_passkey(key, visit.now) is not Outcome.DONE:
            raise Refused(422, "door_passkey")
        return JSONResponse({"go": f"{SECURITY}?done=passkey"})

    async def forget(self, visit: Visit) -> Response:
        """Forget a key, after the password was given once more."""
        await self._desk.sure(visit)
        if await self._desk.roster.drop_passkey(visit.viewer.id, visit.one("id"), visit.now) is not Outcome.DONE:
            raise visit.missing()
        return visit.to(f"{SECURITY}?done=passkey_gone")

    def _place(self, visit: Visit) -> Place:
        where = passkeys.place(self._desk.home(visit))
        if where is None:
            raise Refused(422, "door_passkey_place")
        return where


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")

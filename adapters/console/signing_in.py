"""The way in: name and password, then the second factor; or a recovery code. And the way out.

What is said to somebody who is not let in is the same whatever was wrong, and takes as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from adapters.console import recovery, rules, totp
from adapters.console.desk import HOME, LOGIN, local, onward
from adapters.console.refusal import Elsewhere, Refused
from adapters.console.visit import Way
from adapters.console.words import NAMES
from adapters.roster.accounts import Admission, Code, Recovered, Stage

if TYPE_CHECKING:
    from starlette.responses import Response

    from adapters.console.desk import Desk
    from adapters.console.visit import Visit
    from adapters.roster.accounts import Credentials, Proof

CODE, RECOVERY, SETUP = f"{LOGIN}/code", f"{LOGIN}/recovery", f"{LOGIN}/setup"
_LONGEST = 500
_YEAR = 365


class SigningIn:
    """The pages in front of the door."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ways(self) -> tuple[Way, ...]:
        """Give the addresses; nobody is inside yet, so none needs anything."""
        return (
            Way(LOGIN, self.form, self.check),
            Way(CODE, self.code_form, self.check_code),
            Way(RECOVERY, self.recovery_form, self.check_recovery),
            Way("/staff/logout", None, self.leave),
            Way("/staff/language", None, self.tongue),
        )

    async def form(self, visit: Visit) -> Response:
        """Ask for name and password."""
        if visit.asking is not None:
            return visit.to(onward(visit.query("next")))
        return await self._form(visit)

    async def check(self, visit: Visit) -> Response:
        """Look at name and password, and go on to the second factor."""
        desk = self._desk
        login, password = rules.login(visit.one("login")[:_LONGEST]), rules.password(visit.one("password")[:_LONGEST])
        knocks = (desk.account(login), desk.place(visit))
        if wait := await desk.admit(visit, *knocks):
            return await self._form(visit, 429, wait)
        known = await desk.roster.credentials(login)
        good, better = await desk.passwords.check(password, known.password if known else None)
        if known is None or not good:
            await desk.roster.refused(known.member.id if known else "", "password", visit.now)
            return await self._form(visit, 401)
        await desk.roster.excuse(knocks, visit.now)
        if better:
            await desk.roster.rehash(known.member.id, known.password, better)
        session = desk.halfway(visit, known)
        if not await desk.roster.begin(session.start, visit.now):
            raise Refused(403, "door_stale")
        desk.give(visit, session)
        return visit.to((CODE if known.member.ready else SETUP) + _with(visit))

    async def code_form(self, visit: Visit) -> Response:
        """Ask for the code of the authenticator app."""
        await self._halfway(visit)
        return self._page(visit, "code.html")

    async def check_code(self, visit: Visit) -> Response:
        """Look at the code."""
        known = await self._halfway(visit)
        step = totp.step(known.secret, visit.one("code")[:_LONGEST], visit.now)
        return await self._enter(visit, known, Code(step) if step is not None else None, "code.html")

    async def recovery_form(self, visit: Visit) -> Response:
        """Ask for a recovery code."""
        await self._halfway(visit)
        return self._page(visit, "recovery.html")

    async def check_recovery(self, visit: Visit) -> Response:
        """Look at the recovery code."""
        known = await self._halfway(visit)
        code = recovery.hashed(visit.one("code")[:_LONGEST], known.member.id)
        return await self._enter(visit, known, Recovered(code) if code else None, "recovery.html")

    async def leave(self, visit: Visit) -> Response:
        """End this session."""
        if visit.session is not None:
            await self._desk.roster.end(visit.session.name, visit.now)
        visit.crumbs[self._desk.cookies.session] = ""
        return visit.to(LOGIN if self._desk.issuer is None else f"{LOGIN}?left=1")

    async def tongue(self, visit: Visit) -> Response:
        """Keep the chosen language of the console, in this browser."""
        wanted = visit.one("language")
        response = visit.to(local(visit.one("back")))
        if wanted in NAMES:
            self._desk.cookies.give(response, self._desk.cookies.tongue, wanted, days=_YEAR)
        return response

    async def _form(self, visit: Visit, status: int = 200, wait: int = 0) -> Response:
        issuer = self._desk.issuer
        farewell = issuer.farewell(self._desk.home(visit)) if issuer is not None and visit.query("left") else ""
        nobody = await self._desk.roster.nobody()
        return self._page(
            visit, "login.html", status, wait, nobody=nobody, office=issuer is not None, farewell=farewell
        )  # fmt: skip

    def _page(self, visit: Visit, template: str, status: int = 200, wait: int = 0, **more: object) -> Response:
        url = visit.request.url
        safe = self._desk.cookies.https or url.hostname in {"localhost", "127.0.0.1", "::1"}
        response = self._desk.view.page(
            visit,
            template,
            status,
            wait=wait,
            wrong=status == 401,  # noqa: PLR2004
            onward=_with(visit),
            login=visit.one("login")[:_LONGEST],
            safe=safe,
            **more,
        )
        if wait:
            response.headers["retry-after"] = str(wait)
        return response

    async def _halfway(self, visit: Visit) -> Credentials:
        """Give whose password was right, or send them back to the beginning."""
        if visit.asking is not None:
            raise Elsewhere(HOME)
        session = visit.session
        if session is None or session.stage is not Stage.CODE or session.staff is None:
            raise Elsewhere(SETUP if session else LOGIN)
        known = await self._desk.roster.credentials_of(session.staff)
        if known is None:
            raise Elsewhere(LOGIN)
        return known

    async def _enter(self, visit: Visit, known: Credentials, proof: Proof | None, template: str) -> Response:
        """Count the try, then take the proof: a code that was used before is as wrong as any."""
        desk = self._desk
        account, place = desk.account(known.member.login), desk.place(visit)
        if wait := await desk.admit(visit, account, place):
            return self._page(visit, template, 429, wait)
        session = desk.begin(visit, known.member.id, Stage.IN)
        if proof is None or not await desk.roster.enter(Admission(session.start, proof, account), visit.now):
            await desk.roster.refused(known.member.id, template.removesuffix(".html"), visit.now)
            return self._page(visit, template, 401)
        desk.give(visit, session)
        await desk.roster.excuse((place,), visit.now)
        if isinstance(proof, Recovered):
            return visit.to("/staff/me/security?done=recovered")
        return visit.to(onward(visit.query("next")))


def _with(visit: Visit) -> str:
    """Carry along where somebody wanted to go."""
    to = onward(visit.query("next"))
    return "" if to == HOME else f"?next={quote(to, safe='/')}"

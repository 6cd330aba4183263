"""Coming by a one-time link: the first administrator, who was invited, who begins anew. Then the second factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from adapters.console import recovery, rules, totp
from adapters.console.cookies import KEY, hashed, new_key
from adapters.console.desk import LOGIN
from adapters.console.pending import Begun, begun, read
from adapters.console.refusal import Elsewhere, Refused
from adapters.console.visit import Way
from adapters.roster.accounts import Kind, Newcomer, Outcome, Renewed, Second, Stage

if TYPE_CHECKING:
    from starlette.responses import Response

    from adapters.console.desk import Desk
    from adapters.console.visit import Visit
    from adapters.roster.accounts import Invitation

JOIN, SETUP, CODES = "/staff/join", f"{LOGIN}/setup", "/staff/me/codes"
ISSUER = "Madoguchi"
_FIELDS = ("login", "name", "alias")


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link: its address for whom it is made, its hash for the store."""

    id: str
    address: str
    key_hash: str


def new_link(home: str) -> Link:
    """Make a one-time link."""
    key = new_key()
    return Link(uuid4().hex, f"{home}{JOIN}/{key}", hashed(key))


class Joining:
    """The pages for newcomers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ways(self) -> tuple[Way, ...]:
        """Give the addresses; nobody is inside yet, so none needs anything."""
        return (
            Way(f"{JOIN}/{{link}}", self.form, self.join),
            Way(SETUP, self.setup_form, self.set_up),
        )

    async def form(self, visit: Visit) -> Response:
        """Show what the link is for. To look at it does not use it up: mail programs look at links, too."""
        link = await self._link(visit)
        return await self._form(visit, link, {})

    async def join(self, visit: Visit) -> Response:
        """Let them in, as far as the second factor."""
        desk, link = self._desk, await self._link(visit)
        given = {name: visit.line(name, 500) for name in _FIELDS}
        given["login"] = rules.login(given["login"])
        password = rules.password(visit.one("password")[:500])
        troubles = self._troubles(link, given, password)
        if password != rules.password(visit.one("again")[:500]) and "password" not in troubles:
            troubles["again"] = "bad_again"
        if troubles:
            return await self._form(visit, link, troubles, given)
        staff = link.staff or uuid4().hex
        session = desk.begin(visit, staff, Stage.SETUP, begun(Begun.SECRET, totp.new_secret()))
        key, hash_ = hashed(visit.part("link")), await desk.passwords.hash(password)
        if link.kind is Kind.RENEWAL:
            outcome = await desk.roster.restart(Renewed(key, hash_), session.start, visit.now)
        else:
            newcomer = Newcomer(key, staff, given["login"], given["name"], given["alias"], hash_)
            outcome = await desk.roster.join(newcomer, session.start, visit.now)
        if outcome is Outcome.TAKEN:
            return await self._form(visit, link, {"login": "bad_login_taken"}, given)
        if outcome is not Outcome.DONE:
            raise Refused(404, "door_link")
        desk.give(visit, session)
        return visit.to(SETUP)

    async def setup_form(self, visit: Visit) -> Response:
        """Show the secret of the second factor, to be scanned."""
        return await self._setup(visit)

    async def set_up(self, visit: Visit) -> Response:
        """Take the first code: only who can make codes is let in."""
        desk, secret, staff = self._desk, self._secret(visit), visit.session.staff if visit.session else None
        known = await desk.roster.credentials_of(staff or "")
        if known is None:
            raise Elsewhere(LOGIN)
        knocks = (desk.account(known.member.login), desk.place(visit))
        if wait := await desk.admit(visit, *knocks):
            raise Refused(429, "door_wait", retry_after=wait, seconds=str(wait))
        step = totp.step(secret, visit.one("code")[:500], visit.now)
        if step is None:
            return await self._setup(visit, wrong=True)
        await desk.roster.excuse(knocks, visit.now)
        codes = recovery.new_codes()
        kept = tuple(filter(None, (recovery.hashed(code, known.member.id) for code in codes)))
        session = desk.begin(visit, known.member.id, Stage.IN, begun(Begun.CODES, " ".join(codes)))
        if not await desk.roster.set_second(Second(secret, step, kept), session.start, visit.now):
            raise Elsewhere(LOGIN)
        desk.give(visit, session)
        return visit.to(CODES)

    def _secret(self, visit: Visit) -> str:
        session = visit.session
        if session is None:
            raise Elsewhere(LOGIN)
        secret = read(Begun.SECRET, session.pending)
        if not secret:
            raise Elsewhere("/staff/me/security" if visit.asking else LOGIN)
        return secret

    async def _setup(self, visit: Visit, *, wrong: bool = False) -> Response:
        secret = self._secret(visit)
        member = await self._desk.roster.member(visit.session.staff or "") if visit.session else None
        if member is None:
            raise Elsewhere(LOGIN)
        uri = totp.address(secret, member.login, ISSUER)
        shown = {"picture": totp.picture(uri), "uri": uri, "secret": totp.spaced(secret), "wrong": wrong}
        return self._desk.view.page(visit, "setup.html", 401 if wrong else 200, **shown)

    async def _link(self, visit: Visit) -> Invitation:
        key = visit.part("link")
        found = await self._desk.roster.invitation(hashed(key), visit.now) if KEY.fullmatch(key) else None
        if found is None:
            raise Refused(404, "door_link")
        return found

    def _troubles(self, link: Invitation, given: dict[str, str], password: str) -> dict[str, str]:
        checked = {"password": rules.bad_password(password, *given.values())}
        if link.kind is not Kind.RENEWAL:
            checked["login"] = rules.bad_login(given["login"])
            checked["name"] = rules.bad_name(given["name"])
            checked["alias"] = rules.bad_alias(given["alias"])
        return {field: trouble for field, trouble in checked.items() if trouble}

    async def _form(
        self, visit: Visit, link: Invitation, troubles: dict[str, str], given: dict[str, str] | None = None
    ) -> Response:
        member = await self._desk.roster.member(link.staff) if link.staff else None
        shown = given or {"login": member.login if member else "", "name": link.note, "alias": ""}
        return self._desk.view.page(
            visit,
            "join.html",
            422 if troubles else 200,
            link=link,
            given=shown,
            troubles=troubles,
            shortest=rules.SHORTEST,
        )

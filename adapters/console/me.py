"""Everybody's own pages: what residents and colleagues see of them, and what they prove with that it is them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.console import passkeys, recovery, rules, totp
from adapters.console.joining import CODES, SETUP
from adapters.console.pending import Begun, begun, read
from adapters.console.refusal import Refused
from adapters.console.visit import Way
from adapters.roster.accounts import Change, Ending, Profile, Stage
from adapters.roster.people import Level, Presence
from adapters.roster.roles import Action, may

if TYPE_CHECKING:
    from starlette.responses import Response

    from adapters.console.desk import Desk
    from adapters.console.visit import Visit
    from adapters.roster.people import Member

ME, SECURITY = "/staff/me", "/staff/me/security"
MOST = 50
"""Open cases that somebody can want at once."""
_DONE = (
    "profile", "presence", "password", "second", "codes", "passkey", "passkey_gone", "sessions", "recovered", "badge",
    "badge_gone",
)  # fmt: skip


class Me:
    """The pages of one's own account."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ways(self) -> tuple[Way, ...]:
        """Give the addresses."""
        return (
            Way(ME, self.show, self.describe, Action.ACCOUNT),
            Way(f"{ME}/presence", None, self.presence, Action.PRESENCE),
            Way(SECURITY, self.security, None, Action.ACCOUNT),
            Way(f"{SECURITY}/password", None, self.password, Action.ACCOUNT),
            Way(f"{SECURITY}/second", None, self.second, Action.ACCOUNT),
            Way(f"{SECURITY}/codes", None, self.new_codes, Action.ACCOUNT),
            Way(f"{SECURITY}/sessions", None, self.end_sessions, Action.ACCOUNT),
            Way(CODES, self.codes, self.codes_kept, Action.ACCOUNT),
        )

    async def show(self, visit: Visit) -> Response:
        """Show what others see."""
        return await self._me(visit, await self._member(visit), {})

    async def describe(self, visit: Visit) -> Response:
        """Take what somebody says about themselves. Role, teams and login are nobody's own to say."""
        member = await self._member(visit)
        name, alias, capacity = visit.line("name", 500), visit.line("alias", 500), visit.line("capacity", 3)
        known = {title.id for title in self._desk.languages}
        levels = {tag: visit.one(f"level-{tag}") for tag in known}
        spoken = tuple((tag, Level(level)) for tag, level in sorted(levels.items()) if level in set(Level))
        checked = {"name": rules.bad_name(name), "alias": rules.bad_alias(alias)}
        if not (capacity.isascii() and capacity.isdecimal() and 1 <= int(capacity) <= MOST):
            checked["capacity"] = "bad_capacity"
        troubles = {field: trouble for field, trouble in checked.items() if trouble}
        if troubles:
            return await self._me(visit, replace(member, name=name, alias=alias, languages=spoken), troubles)
        await self._desk.roster.describe(member.id, Profile(name, alias, spoken, int(capacity)))
        return visit.to(f"{ME}?done=profile")

    async def presence(self, visit: Visit) -> Response:
        """Take cases from now on, or none."""
        given = visit.one("presence")
        if given not in set(Presence):
            raise Refused(400, "door_unreadable")
        await self._desk.roster.change(visit.viewer.id, Change(presence=Presence(given)), visit.viewer.id, visit.now)
        return visit.to(f"{ME}?done=presence")

    async def security(self, visit: Visit) -> Response:
        """Show with what somebody comes in, and where they are inside."""
        roster, me = self._desk.roster, visit.viewer.id
        return self._desk.view.page(
            visit,
            "security.html",
            keys=await roster.passkeys(me),
            codes_left=await roster.codes_left(me),
            sessions=await roster.sessions(me, visit.now),
            passkeys_here=passkeys.place(self._desk.home(visit)) is not None,
            shortest=rules.SHORTEST,
            office=self._desk.issuer is not None,
            badge=await self._desk.badge(me),
            done=_done(visit),
        )

    async def password(self, visit: Visit) -> Response:
        """Set a new password, and go on with a new session; all others end."""
        desk = self._desk
        known = await desk.sure(visit)
        member, new = known.member, rules.password(visit.one("password")[:500])
        trouble = rules.bad_password(new, member.login, member.name, member.alias)
        if trouble or new != rules.password(visit.one("again")[:500]):
            raise Refused(422, trouble or "bad_again")
        session = desk.begin(visit, member.id, Stage.IN)
        await desk.roster.set_password(await desk.passwords.hash(new), session.start, visit.now)
        desk.give(visit, session)
        return visit.to(f"{SECURITY}?done=password")

    async def second(self, visit: Visit) -> Response:
        """Begin with another authenticator app; the old one holds until a code of the new one is right."""
        await self._desk.sure(visit)
        await self._desk.roster.keep(visit.viewer.session, begun(Begun.SECRET, totp.new_secret()))
        return visit.to(SETUP)

    async def new_codes(self, visit: Visit) -> Response:
        """Make new recovery codes; the old ones are void."""
        known = await self._desk.sure(visit)
        codes = recovery.new_codes()
        kept = tuple(filter(None, (recovery.hashed(code, known.member.id) for code in codes)))
        await self._desk.roster.set_codes(known.member.id, kept, visit.now)
        await self._desk.roster.keep(visit.viewer.session, begun(Begun.CODES, " ".join(codes)))
        return visit.to(CODES)

    async def codes(self, visit: Visit) -> Response:
        """Show the recovery codes until they are said to be kept."""
        codes = read(Begun.CODES, visit.session.pending if visit.session else "")
        if not codes:
            return visit.to(SECURITY)
        return self._desk.view.page(visit, "codes.html", codes=codes.split())

    async def codes_kept(self, visit: Visit) -> Response:
        """Forget the readable recovery codes."""
        if visit.session is not None and read(Begun.CODES, visit.session.pending):
            await self._desk.roster.take(visit.session.name)
        return visit.to(ME)

    async def end_sessions(self, visit: Visit) -> Response:
        """End one's own sessions: one, or all but this one."""
        me, only = visit.viewer, visit.one("only")
        await self._desk.roster.end_all(Ending(me.id, me.id, "" if only else me.session, only), visit.now)
        return visit.to(f"{SECURITY}?done=sessions")

    async def _member(self, visit: Visit) -> Member:
        member = await self._desk.roster.member(visit.viewer.id)
        if member is None:
            raise visit.missing()
        return member

    async def _me(self, visit: Visit, member: Member, troubles: dict[str, str]) -> Response:
        titles = {title.id: title.name for title in self._desk.teams}
        return self._desk.view.page(
            visit,
            "me.html",
            422 if troubles else 200,
            member=member,
            troubles=troubles,
            languages=self._desk.languages,
            levels=list(Level),
            spoken=dict(member.languages),
            teams=[titles.get(team, team) for team in member.teams],
            most=MOST,
            may_take=may(visit.viewer, Action.PRESENCE),
            done=_done(visit),
        )


def _done(visit: Visit) -> str:
    """Give what was just done, if it is anything that we say so of."""
    done = visit.query("done")
    return done if done in _DONE else ""

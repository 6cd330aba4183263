"""The administrator's pages: who works here, as what; letting in, shutting out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.console import rules
from adapters.console.joining import new_link
from adapters.console.pending import Begun, begun, read
from adapters.console.refusal import Refused
from adapters.console.visit import Way
from adapters.roster.accounts import INVITED, RENEWAL, Change, Ending, Invitation, Kind, Outcome
from adapters.roster.people import Role
from adapters.roster.roles import Action

if TYPE_CHECKING:
    from starlette.responses import Response

    from adapters.console.desk import Desk
    from adapters.console.visit import Visit
    from adapters.roster.people import Member

PEOPLE = "/staff/people"
_DONE = ("changed", "disabled", "enabled", "ended", "withdrawn", "passed")


class People:
    """The pages about the staff."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ways(self) -> tuple[Way, ...]:
        """Give the addresses."""
        return (
            Way(PEOPLE, self.list, None, Action.STAFF),
            Way(f"{PEOPLE}/invite", None, self.invite, Action.STAFF),
            Way(f"{PEOPLE}/withdraw", None, self.withdraw, Action.STAFF),
            Way(f"{PEOPLE}/passed", None, self.passed, Action.STAFF),
            Way(f"{PEOPLE}/{{id}}", self.show, self.change, Action.STAFF),
            Way(f"{PEOPLE}/{{id}}/disable", None, self.disable, Action.STAFF),
            Way(f"{PEOPLE}/{{id}}/enable", None, self.enable, Action.STAFF),
            Way(f"{PEOPLE}/{{id}}/sessions", None, self.end_sessions, Action.STAFF),
            Way(f"{PEOPLE}/{{id}}/renew", None, self.renew, Action.STAFF),
        )

    async def list(self, visit: Visit) -> Response:
        """Show everybody, and who was invited."""
        members = await self._desk.roster.members()
        return self._desk.view.page(
            visit,
            "people.html",
            members=members,
            invitations=await self._desk.roster.invitations(visit.now),
            known={member.id: member.name for member in members},
            **self._around(visit),
        )

    async def show(self, visit: Visit) -> Response:
        """Show one of them."""
        member = await self._member(visit)
        sessions = await self._desk.roster.sessions(member.id, visit.now)
        badge = await self._desk.badge(member.id)
        around = {**self._around(visit), "office": self._desk.issuer is not None, "badge": badge}
        return self._desk.view.page(visit, "person.html", member=member, sessions=sessions, **around)

    async def invite(self, visit: Visit) -> Response:
        """Make a one-time link for somebody new."""
        role, note = self._role(visit), visit.line("note", rules.NAME)
        link = Invitation(
            "", Kind.INVITATION, role, visit.now, visit.now + INVITED, self._teams(visit), None,
            visit.viewer.id, note,
        )  # fmt: skip
        return await self._link(visit, link, PEOPLE, note)

    async def renew(self, visit: Visit) -> Response:
        """Make a one-time link for somebody who lost what they came in with."""
        member = await self._member(visit)
        if not member.active:
            raise Refused(422, "bad_disabled")
        link = Invitation(
            "", Kind.RENEWAL, member.role, visit.now, visit.now + RENEWAL, member.teams, member.id,
            visit.viewer.id,
        )  # fmt: skip
        return await self._link(visit, link, f"{PEOPLE}/{member.id}", member.name)

    async def passed(self, visit: Visit) -> Response:
        """Forget the readable link."""
        if visit.session is not None and read(Begun.LINK, visit.session.pending):
            await self._desk.roster.take(visit.session.name)
        return visit.to(f"{PEOPLE}?done=passed")

    async def withdraw(self, visit: Visit) -> Response:
        """Take a link back."""
        await self._did(visit, await self._desk.roster.withdraw(visit.one("id"), visit.viewer.id, visit.now))
        return visit.to(f"{PEOPLE}?done=withdrawn")

    async def change(self, visit: Visit) -> Response:
        """Give somebody another role, other teams."""
        member = await self._member(visit)
        return await self._change(visit, member, Change(self._role(visit), self._teams(visit)), "changed")

    async def disable(self, visit: Visit) -> Response:
        """Shut somebody out, at once."""
        return await self._change(visit, await self._member(visit), Change(active=False), "disabled")

    async def enable(self, visit: Visit) -> Response:
        """Let somebody in again."""
        return await self._change(visit, await self._member(visit), Change(active=True), "enabled")

    async def end_sessions(self, visit: Visit) -> Response:
        """End all sessions of somebody; one's own go on in this one."""
        member = await self._member(visit)
        but = visit.viewer.session if member.id == visit.viewer.id else ""
        await self._desk.roster.end_all(Ending(member.id, visit.viewer.id, but), visit.now)
        return visit.to(f"{PEOPLE}/{member.id}?done=ended")

    async def _change(self, visit: Visit, member: Member, change: Change, done: str) -> Response:
        await self._did(visit, await self._desk.roster.change(member.id, change, visit.viewer.id, visit.now))
        return visit.to(f"{PEOPLE}/{member.id}?done={done}")

    async def _did(self, visit: Visit, outcome: Outcome) -> None:
        if outcome is Outcome.LAST:
            raise Refused(409, "bad_last")
        if outcome is not Outcome.DONE:
            raise visit.missing()

    async def _link(self, visit: Visit, link: Invitation, back: str, whose: str) -> Response:
        """Keep the link's hash, and the link itself only until it was passed on."""
        new = new_link(self._desk.home(visit))
        await self._desk.roster.invite(replace(link, id=new.id), new.key_hash)
        await self._desk.roster.keep(visit.viewer.session, begun(Begun.LINK, f"{new.address} {whose}"))
        return visit.to(back)

    async def _member(self, visit: Visit) -> Member:
        member = await self._desk.roster.member(visit.part("id"))
        if member is None:
            raise visit.missing()
        return member

    def _role(self, visit: Visit) -> Role:
        given = visit.one("role")
        if given not in set(Role):
            raise Refused(400, "door_unreadable")
        return Role(given)

    def _teams(self, visit: Visit) -> tuple[str, ...]:
        known = {title.id for title in self._desk.teams}
        return tuple(team for team in dict.fromkeys(visit.form.get("team", ())) if team in known)

    def _around(self, visit: Visit) -> dict[str, object]:
        done = visit.query("done")
        link, _, whose = read(Begun.LINK, visit.session.pending if visit.session else "").partition(" ")
        return {
            "link": link,
            "whose": whose,
            "roles": list(Role),
            "teams": self._desk.teams,
            "titles": {title.id: title.name for title in self._desk.teams},
            "done": done if done in _DONE else "",
            "now": visit.now,
        }

"""Coming in with an account of the organisation, and linking one. An account that nobody knows opens nothing."""

from __future__ import annotations

import hmac
import logging
from typing import TYPE_CHECKING
from urllib.parse import quote

from adapters.console import rules
from adapters.console.desk import HOME, LOGIN, onward
from adapters.console.pending import Begun, begun, read
from adapters.console.question import IssuerAwayError, Question, UntrueError
from adapters.console.refusal import Elsewhere, Refused
from adapters.console.visit import Way
from adapters.roster.accounts import Admission, Outcome, Stage, Vouched
from adapters.roster.roles import Action

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import TypeVar

    from starlette.responses import Response

    from adapters.console.desk import Desk
    from adapters.console.issuer import Issuer
    from adapters.console.visit import Visit
    from adapters.roster.accounts import Credentials, Session
    from adapters.roster.badges import Shown

    T = TypeVar("T")

log = logging.getLogger(__name__)

OFFICE, BACK = f"{LOGIN}/office", f"{LOGIN}/office/back"
SECURITY, PEOPLE = "/staff/me/security", "/staff/people"
_LONGEST = 2000


class Badges:
    """The pages; none of them is there while no issuer is set."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ways(self) -> tuple[Way, ...]:
        """Give the addresses."""
        if self._desk.issuer is None:
            return ()
        return (
            Way(OFFICE, self.onward, self.begin),
            Way(BACK, self.back),
            Way(f"{SECURITY}/office", None, self.begin_link, Action.ACCOUNT),
            Way(f"{SECURITY}/office/forget", None, self.forget, Action.ACCOUNT),
            Way(f"{PEOPLE}/{{id}}/office", None, self.expect, Action.STAFF),
        )

    async def begin(self, visit: Visit) -> Response:
        """Begin to come in; the question waits in a session of nobody."""
        if visit.asking is not None:
            raise Elsewhere(HOME)
        desk = self._desk
        if wait := await desk.admit(visit, desk.asked(visit)):
            raise Refused(429, "door_wait", retry_after=wait, seconds=str(wait))
        question = Question.new(onward(visit.query("next")))
        session = desk.begin(visit, None, Stage.DOOR, begun(Begun.BADGE, question.kept()))
        if not await desk.roster.begin(session.start, visit.now):
            raise Refused(403, "door_stale")
        desk.give(visit, session)
        return visit.to(OFFICE)

    async def begin_link(self, visit: Visit) -> Response:
        """Begin to link an account, after the password was given once more."""
        await self._desk.sure(visit)
        question = Question.new(SECURITY, visit.viewer.id)
        await self._desk.roster.keep(visit.viewer.session, begun(Begun.BADGE, question.kept()))
        return visit.to(OFFICE)

    async def onward(self, visit: Visit) -> Response:
        """Send a browser to the issuer by a page of its own: a form of ours leads nowhere else, even by redirects."""
        waiting = await self._waiting(visit)
        question = Question.read(read(Begun.BADGE, waiting.pending)) if waiting else None
        if question is None:
            raise Elsewhere(SECURITY if visit.asking else LOGIN)
        address = await self._asked(visit, self._issuer.address(question, self._desk.home(visit)))
        return self._desk.view.page(visit, "office.html", address=address)

    async def back(self, visit: Visit) -> Response:
        """Take the answer. The question is used up by the first one that comes, right or wrong."""
        desk, waiting = self._desk, await self._waiting(visit)
        if wait := await desk.admit(visit, desk.place(visit)):
            raise Refused(429, "door_wait", retry_after=wait, seconds=str(wait))
        pending = await desk.roster.take(waiting.name) if waiting else ""
        question = Question.read(read(Begun.BADGE, pending))
        if waiting is None or question is None or not _equal(visit.query("state"), question.state):
            raise await self._no(visit, "door_office_stale")
        if visit.query("error"):
            raise await self._no(visit, "door_office_denied")
        code, said = visit.query("code")[:_LONGEST], visit.query("iss")[:_LONGEST]
        answer = self._issuer.claims(code, said, question, desk.home(visit), visit.now)
        claims = await self._asked(visit, answer)
        if not claims.allowed(self._issuer.settings):
            raise await self._no(visit, "door_office_foreign")
        shown = claims.shown(self._issuer.settings.issuer)
        if question.staff:
            return await self._link(visit, question, shown)
        known = await desk.badges.recognised(shown, visit.now) if desk.badges else None
        if known is None:
            raise await self._no(visit, "door_office_unknown")
        await desk.roster.excuse((desk.place(visit), desk.asked(visit)), visit.now)
        visit.session = waiting
        return await self._enter(visit, known, question, shown, strong=claims.strong)

    async def forget(self, visit: Visit) -> Response:
        """Forget one's own account, after the password was given once more."""
        await self._desk.sure(visit)
        if self._desk.badges:
            await self._desk.badges.unlink(visit.viewer.id, visit.now)
        return visit.to(f"{SECURITY}?done=badge_gone")

    async def expect(self, visit: Visit) -> Response:
        """Note by which address somebody's account is known the first time."""
        email, staff = visit.line("email", rules.EMAIL), visit.part("id")
        if email and not rules.is_email(email):
            raise Refused(422, "bad_email")
        badges = self._desk.badges
        outcome = await badges.expect(staff, email, visit.viewer.id, visit.now) if badges else Outcome.GONE
        if outcome is Outcome.TAKEN:
            raise Refused(409, "bad_email_taken")
        if outcome is not Outcome.DONE:
            raise visit.missing()
        return visit.to(f"{PEOPLE}/{staff}?done=changed")

    async def _enter(
        self, visit: Visit, known: Credentials, question: Question, shown: Shown, *, strong: bool
    ) -> Response:
        """Go on to the second factor, or in where the issuer has asked for one."""
        desk, member = self._desk, known.member
        if member.ready and (strong or self._issuer.settings.trusted):
            session = desk.begin(visit, member.id, Stage.IN)
            proof = Vouched(shown.subject)
            if not await desk.roster.enter(Admission(session.start, proof, desk.account(member.login)), visit.now):
                raise await self._no(visit, "door_office_stale")
            desk.give(visit, session)
            return visit.to(question.onward)
        half = desk.halfway(visit, known)
        if not await desk.roster.begin(half.start, visit.now):
            raise await self._no(visit, "door_office_stale")
        desk.give(visit, half)
        more = "" if question.onward == HOME else f"?next={quote(question.onward, safe='/')}"
        return visit.to(f"{LOGIN}/{'code' if member.ready else 'setup'}{more}")

    async def _link(self, visit: Visit, question: Question, shown: Shown) -> Response:
        """Link an account to whoever asked for it in this very session, and is still inside."""
        if visit.asking is None or visit.asking.id != question.staff or self._desk.badges is None:
            raise await self._no(visit, "door_office_stale")
        await self._desk.roster.excuse((self._desk.place(visit),), visit.now)
        if await self._desk.badges.link(question.staff, shown, visit.now) is not Outcome.DONE:
            raise Refused(409, "door_office_taken")
        return visit.to(f"{SECURITY}?done=badge")

    async def _asked(self, visit: Visit, answer: Awaitable[T]) -> T:
        try:
            return await answer
        except IssuerAwayError as error:
            log.warning("the sign-in of the organisation does not answer: %s", error)
            raise Refused(503, "door_office_away", retry_after=30) from None
        except UntrueError as error:
            log.warning("an answer of the sign-in is not to be trusted: %s", error)
            raise await self._no(visit, "door_office_untrue") from None

    async def _no(self, visit: Visit, word: str) -> Refused:
        """Note that somebody was not let in, and make the refusal."""
        await self._desk.roster.refused("", "badge", visit.now)
        return Refused(403, word)

    async def _waiting(self, visit: Visit) -> Session | None:
        entered = await self._desk.guard.entered(visit.request, visit.now)
        return entered.session if entered else None

    @property
    def _issuer(self) -> Issuer:
        issuer = self._desk.issuer
        if issuer is None:
            raise Refused(404, "door_missing")
        return issuer


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())

"""What the forms of a case do. Whatever is not possible is said beside the case, with what was written kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.console import acting
from adapters.console.acting import Asked, whole
from adapters.console.cases import Said, address, view_of
from adapters.console.drafts import keep_draft
from adapters.console.enclosures import MOST_BYTES
from adapters.console.lists import QUEUE
from adapters.console.ports import Preview, Refusal
from adapters.console.visit import Way
from adapters.roster.roles import Action, may
from bot.aside import Merge
from bot.case import Refused
from bot.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from adapters.console.bureau import Bureau
    from adapters.console.cases import Cases
    from adapters.console.enclosures import Enclosing
    from adapters.console.ports import Done
    from adapters.console.visit import Visit
    from bot.case import Case

_NOTE = "note:"


class Deeds:
    """Everything that is done to single cases."""

    def __init__(self, bureau: Bureau, cases: Cases, enclosing: Enclosing) -> None:
        self._bureau = bureau
        self._cases = cases
        self._enclosing = enclosing

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        case = "/staff/cases/{number}"
        return (
            Way(f"{case}/do/{{what}}", post=self.act, needs=Action.READ, most=MOST_BYTES),
            Way(f"{case}/insert", post=self.insert, needs=Action.ANSWER, most=MOST_BYTES),
            Way(f"{case}/resend", post=self.resend, needs=Action.ANSWER),
        )

    async def act(self, visit: Visit) -> Response:
        """Make a move, then show the case as it is; a refusal says why and keeps what was written."""
        if _what(visit) == "claim" and (taken := await self._taken(visit)) is not None:
            return taken
        case = await self._cases.case(visit)
        done = await self._done(visit, case)
        if isinstance(done, Refusal):
            return await self._refused(visit, done.case or case, done)
        if done.case.into is None and not may(visit.viewer, Action.READ, done.case):
            return visit.to(f"/staff/{view_of(visit).name}")
        if _what(visit) == "claim":
            # It has left the list that it was taken from.
            return visit.to(f"/staff/cases/{done.case.number}?view=mine")
        if done.case.into is not None and (other := await self._bureau.casebook.case(done.case.into)) is not None:
            return visit.to(address(other, visit))
        return visit.to(address(done.case, visit))

    async def _done(self, visit: Visit, case: Case) -> Done | Refusal:
        """Read the form, and do what it asks for if its sender may."""
        what = _what(visit)
        needed = acting.NEEDS.get(what)
        if needed is None or not may(visit.viewer, needed, case):
            return Refusal(Why.TAKEN if what == "claim" else Why.NOT_YOURS, case, case.owner)
        enclosed = await self._enclosing.for_answer(visit, case) if what == "say" else ()
        if isinstance(enclosed, Refusal):
            return enclosed
        asked = Asked(visit.form, visit.viewer, case, await self._bureau.colleagues(), enclosed)
        if what == "say" and asked.translates:
            asked.preview = await self._preview(visit, case, asked)
        move = asked.move(what)
        if isinstance(move, Refused):
            return Refusal(move.why)
        if not asked.key:
            return Refusal("key")
        if isinstance(move, Merge):
            other = await self._other(visit, move.number)
            if other is None:
                return Refusal("no-such-case")
            move = replace(move, into=other.id, number=other.called)
        seen = asked.seen if visit.one("seen") else None
        return await self._bureau.casebook.act(case.id, move, asked.key, seen=seen, confirmed=asked.confirmed)

    async def _preview(self, visit: Visit, case: Case, asked: Asked) -> Preview | None:
        """Give the preview that is sent, as it was changed; kept with the draft, should it be refused."""
        book, who, words = self._bureau.casebook, visit.viewer.id, asked.words("text", acting.LONGEST)
        if asked.key and await book.translations.said(case.id, asked.key):
            # It was sent before, and its draft is gone: said again with this key it is not said twice.
            text = asked.words("translated", acting.LONGEST)
            return Preview(words, "", text, text, "")
        preview = await keep_draft(book, case.id, who, words, visit.one("translated"))
        # Another of the resident's talks was chosen, or they have gone over to another language.
        language = await book.translations.spoken(case.id, visit.one("via")[:64])
        return None if preview is None or language not in {None, preview.language} else preview

    async def _other(self, visit: Visit, number: str) -> Case | None:
        """Give the case that another one is to be merged into, if whoever asks may do that to it as well."""
        found = whole(number.replace("-", "").strip())
        case = await self._bureau.casebook.numbered(found) if found else None
        return case if case is not None and may(visit.viewer, Action.MERGE, case) else None

    async def insert(self, visit: Visit) -> Response:
        """Put a canned reply or an answer into the draft: how that goes without scripts."""
        case = await self._cases.case(visit)
        if not may(visit.viewer, Action.ANSWER, case):
            return await self._refused(visit, case, Refusal(Why.NOT_YOURS))
        what = visit.one("insert")
        words = await self._bureau.answers.words(what, case.language, visit.viewer)
        if what.startswith(_NOTE):
            words = await self._noted(case, whole(what.removeprefix(_NOTE)))
        before = visit.one("text").rstrip()
        draft = "\n\n".join(filter(None, (before, words)))[: acting.LONGEST]
        await self._bureau.casebook.keep_draft(case.id, visit.viewer.id, draft)
        return visit.to(f"{address(case, visit)}#text")

    async def _noted(self, case: Case, number: int) -> str:
        view = await self._bureau.casebook.read(case.id)
        notes = view.remarks if view else ()
        return next((note.text for note in notes if note.id == number), "")

    async def resend(self, visit: Visit) -> Response:
        """Send a line once more that did not arrive, or may not have."""
        case, position = await self._cases.case(visit), whole(visit.one("position"))
        if not may(visit.viewer, Action.ANSWER, case):
            return await self._refused(visit, case, Refusal(Why.NOT_YOURS))
        again = visit.one("arrived") != "1"
        ask = self._bureau.casebook.resend if again else self._bureau.casebook.arrived
        if not await ask(case.id, position, visit.viewer.id):
            return await self._refused(visit, case, Refusal("not-sent-again"))
        return visit.to(address(case, visit))

    async def _refused(self, visit: Visit, case: Case, refusal: Refusal) -> Response:
        """Say why not, beside the case as it is now."""
        fresh = await self._bureau.casebook.case(case.id)
        if fresh is None or not may(visit.viewer, Action.READ, fresh):
            # Somebody was faster by a breath.
            if _what(visit) == "claim" and (taken := await self._taken(visit)) is not None:
                return taken
            raise visit.missing()
        staff = await self._bureau.colleagues()
        known = staff.get(refusal.by or "")
        name = known.name if known else refusal.alias
        why = _why(visit, refusal)
        sentence = self._bureau.teller(visit, staff).why(why, name)
        text = visit.one("text") if _what(visit) == "say" else None
        status = 409 if refusal.why != "too-long" else 422
        return await self._cases.shown(visit, fresh, Said(sentence, refusal.missed, text, status=status))

    async def _taken(self, visit: Visit) -> Response | None:
        """Say who was faster, to whoever could have claimed a case a moment ago and may not read it any more."""
        number = whole(visit.part("number"))
        case = await self._bureau.casebook.numbered(number) if number else None
        if case is None or case.owner is None or may(visit.viewer, Action.READ, case):
            return None
        if not may(visit.viewer, Action.CLAIM, replace(case, owner=None)):
            return None
        staff = await self._bureau.colleagues()
        teller = self._bureau.teller(visit, staff)
        notice = teller.why(Why.TAKEN, teller.who(case.owner))
        return await self._bureau.inbox(visit, QUEUE, "inbox.html", 409, notice=notice)


def _why(visit: Visit, refusal: Refusal) -> str:
    if refusal.why == Why.STALE and _what(visit) == "resolve":
        return "stale-resolve"
    if refusal.why == Why.TAKEN and refusal.by == visit.viewer.id:
        return "taken-already"
    return str(refusal.why)


def _what(visit: Visit) -> str:
    return str(visit.request.path_params.get("what", ""))

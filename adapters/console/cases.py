"""One case: what its page shows, and what its forms do."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.casebook.translating import READER, alike
from adapters.console import acting, advice, talk
from adapters.console.acting import whole
from adapters.console.lists import MINE, VIEWS
from adapters.console.ports import Who
from adapters.console.visit import Way
from adapters.console.when import field, soon
from adapters.media import LARGEST, MOST
from adapters.media.kinds import ACCEPTED
from adapters.roster.people import Role
from adapters.roster.roles import Action, asks_why, may
from bot.case import Reason
from bot.counselor import kin
from bot.translation import Way as Means

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from adapters.console.answers import Shown
    from adapters.console.bureau import Bureau
    from adapters.console.lists import View
    from adapters.console.ports import CaseView, Line, Preview
    from adapters.console.visit import Visit
    from bot.case import Case

ALLOWED = {
    "claim": Action.CLAIM,
    "answer": Action.ANSWER,
    "note": Action.NOTE,
    "mark": Action.MARK,
    "hold": Action.HOLD,
    "transfer": Action.TRANSFER,
    "resolve": Action.RESOLVE,
    "restrict": Action.RESTRICT,
    "export": Action.EXPORT,
    "ask": Action.ASK,
    "call": Action.CALL,
    "suggest": Action.SUGGEST,
    "merge": Action.MERGE,
}
_HOLD = timedelta(hours=2)
_OPENED = timedelta(hours=1)
"""How long a reason that was given lets somebody read a closed or restricted case."""
_VIEWED = "viewed"
_HELP = "interpreter-request"
"""What the library says on interpreters: by telephone, and volunteers."""
_DONE = frozenset({"erasure-asked", "erasure-known", "interpreter-asked"})


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says beyond the case as it is: why a move was refused, what was looked for."""

    refusal: str = ""
    missed: tuple[Line, ...] = ()
    text: str | None = None
    question: str = ""
    answers: Sequence[Shown] | None = None
    status: int = 200


class Cases:
    """Pages and forms of single cases. What somebody may not read is not there: 404."""

    def __init__(self, bureau: Bureau) -> None:
        self._bureau = bureau

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        case = "/staff/cases/{number}"
        return (
            Way(case, self.show, needs=Action.READ),
            Way(f"{case}/reason", post=self.reason, needs=Action.READ),
            Way(f"{case}/answers", post=self.answers, needs=Action.ANSWER),
        )

    async def show(self, visit: Visit) -> Response:
        """Show a case."""
        case = await self.case(visit)
        if await self._closed_to(visit, case):
            return await self._reason(visit, case, 200)
        if visit.query("answers"):
            last = await self._last_words(case)
            answers = await self._bureau.answers.to(case, visit.words.language, last)
            # Who only wrote "a person, please" asked about what the talk was about before.
            answers = answers or await self._bureau.answers.to(case, visit.words.language, "")
            return await self.shown(visit, case, Said(answers=answers))
        return await self.shown(visit, case, Said())

    async def reason(self, visit: Visit) -> Response:
        """Take the reason for reading a closed or restricted case, and note it."""
        case = await self.case(visit)
        why = visit.one("why").strip()[: acting.NOTE]
        if not why:
            return await self._reason(visit, case, 422)
        await self._bureau.casebook.viewed(case.id, visit.viewer.id, why)
        return visit.to(address(case, visit))

    async def answers(self, visit: Visit) -> Response:
        """Look for answers to some words. They are posted: an address is written into logs."""
        case, question = await self.case(visit), visit.one("question").strip()[:500]
        found = await self._bureau.answers.to(case, visit.words.language, question)
        return await self.shown(visit, case, Said(answers=found, question=question))

    async def case(self, visit: Visit) -> Case:
        """Give the case of the address, if it may be read; else there is none."""
        number = whole(visit.part("number"))
        case = await self._bureau.casebook.numbered(number) if number else None
        if case is None or not may(visit.viewer, Action.READ, case):
            raise visit.missing()
        return case

    async def readable(self, visit: Visit) -> Case:
        """Give the case of the address, if its words may be read just now."""
        case = await self.case(visit)
        if await self._closed_to(visit, case):
            raise visit.missing()
        return case

    async def _closed_to(self, visit: Visit, case: Case) -> bool:
        """Say whether a reason is needed first. One given lately stands in the audit, where none can be made up."""
        if not asks_why(visit.viewer, case):
            return False
        rows = await self._bureau.casebook.audit(case.id)
        return not any(
            row.what == _VIEWED and row.by == visit.viewer.id and visit.now - row.at < _OPENED for row in rows
        )

    async def _reason(self, visit: Visit, case: Case, status: int) -> Response:
        return await self._bureau.inbox(visit, view_of(visit), "reason.html", status, case=case)

    async def _last_words(self, case: Case) -> str:
        view = await self._bureau.casebook.read(case.id)
        return talk.last_words(view.lines) if view else ""

    async def shown(self, visit: Visit, case: Case, said: Said) -> Response:
        """Show a case, and what is said beside it."""
        # Before anything is read, so that the live line begins where this page ends.
        feed = await self._bureau.casebook.feed_newest()
        before = whole(visit.query("before")) or None
        view = await self._bureau.casebook.read(case.id, before=before, reader=visit.words.language)
        if view is None or await self._closed_to(visit, view.row.case):
            raise visit.missing()
        draft = await self._bureau.casebook.draft(case.id, visit.viewer.id)
        context = {**_pane(visit, view, said), "draft_at": draft.at if draft and said.text is None else None}
        context["draft"] = said.text if said.text is not None else draft.text if draft else ""
        context |= await self._composer(visit, view.row.case)
        context |= await self._languages(visit, view, draft.preview if draft else None)
        staff = await self._bureau.colleagues()
        route = await self._bureau.advisor.route(view.row.case, staff)
        context["advice"], context["apart"] = advice.said(route, view.row.case, self._bureau.teller(visit, staff))
        context["called"] = await self._bureau.people.called(case.id)
        context["interpreters"] = [one for one in staff.values() if one.role is Role.INTERPRETER and one.active]
        context["interpreting"] = {one.id for one in staff.values() if one.role is Role.INTERPRETER}
        context["others"] = await self._bureau.lists.mergeable(visit.viewer, view.row.case)
        context["canned"] = self._bureau.answers.canned(view.row.case.language, visit.words.language, visit.viewer)
        return await self._bureau.inbox(visit, view_of(visit), "case.html", said.status, staff, feed=feed, **context)

    async def _composer(self, visit: Visit, case: Case) -> dict[str, object]:
        """Give what goes with the next answer of whoever asks, and whether anything can."""
        held = self._bureau.casebook.enclosures
        mine = case.owner == visit.viewer.id and may(visit.viewer, Action.ANSWER, case)
        return {
            "waiting": await held.waiting(case.id, visit.viewer.id) if mine else (),
            "bare": case.channel in self._bureau.bare,
            "accepted": ACCEPTED,
            "most_files": MOST,
            "most_bytes": LARGEST,
        }

    async def _languages(self, visit: Visit, view: CaseView, preview: Preview | None) -> dict[str, object]:
        """Give what a case in two languages needs: whether there is an engine, and what people wrote in both."""
        case, wording, reader = view.row.case, self._bureau.wording, visit.words.language
        language = await self._bureau.casebook.translations.spoken(case.id) or case.language
        way = wording.way(reader, language)
        foreign = not alike(language, READER) and language != reader
        offers = view.translated and foreign and way is not Means.NONE
        entries = {line.reply.entry for line in view.lines if line.reply and line.reply.entry and line.who is Who.BOT}
        read = await asyncio.to_thread(self._bureau.answers.read, {*entries, _HELP}, reader)
        return {
            "engine": wording.engine,
            "translated": view.translated,
            "reads": language,
            "offers": offers,
            "unreached": view.translated and foreign and way is Means.NONE,
            "preview": preview if offers else None,
            "read_label": self._bureau.answers.label(preview.language) if preview else "",
            "own": {entry: (answer.title, self._bureau.answers.plain(answer)) for entry, answer in read.items()},
            "help_entry": _HELP,
        }


def _pane(visit: Visit, view: CaseView, said: Said) -> dict[str, object]:
    """Give what the template of a case needs."""
    case = view.row.case
    can = {name: may(visit.viewer, action, case) for name, action in ALLOWED.items()}
    return {
        "row": view.row,
        "entries": talk.entries(view, case.seen),
        "earlier": view.earlier,
        "first": view.lines[0].position if view.lines else 0,
        "newest": max(view.row.newest, talk.newest(view.lines)),
        "can": {**can, "answer": can["answer"] and case.owner == visit.viewer.id},
        "spoken": any(kin(tag, case.language) for tag, _ in visit.viewer.languages),
        "refusal": said.refusal,
        "done": visit.query("said") if visit.query("said") in _DONE else "",
        "missed": said.missed,
        "answers": said.answers,
        "question": said.question,
        "reasons": [str(reason) for reason in Reason],
        "offered_labels": acting.OFFERED,
        "longest": acting.LONGEST,
        "hold_default": field(visit.now + _HOLD),
        "hold_first": field(visit.now),
        "quick": [(word, field(moment)) for word, moment in soon(visit.now)],
        "into": view.into if view.into is not None and may(visit.viewer, Action.READ, view.into) else None,
        "into_called": view.into.called if view.into is not None else "",
        "merged": [(one, may(visit.viewer, Action.READ, one)) for one in view.merged],
        "numbers": {one.id: one.called for one in view.merged},
        "via": talk.last_place(view.lines) if view.merged else "",
        "key": lambda: secrets.token_urlsafe(16),
    }


def view_of(visit: Visit) -> View:
    """Give the list that somebody came from, and goes back to."""
    return VIEWS.get(visit.query("view") or visit.one("view"), MINE)


def address(case: Case, visit: Visit) -> str:
    """Give where a case is shown."""
    return f"/staff/cases/{case.number}?view={view_of(visit).name}"

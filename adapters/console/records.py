"""What is accounted for: documents of a person's data, its erasure in three steps, and the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from adapters.console import transcript
from adapters.console.acting import KEY, whole
from adapters.console.ports import Refusal
from adapters.console.refusal import Refused
from adapters.console.visit import Way
from adapters.console.when import from_field, local
from adapters.roster.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from adapters.console.bureau import Bureau
    from adapters.console.cases import Cases
    from adapters.console.visit import Visit
    from bot.case import Case

PAGE = 100


class Records:
    """Exports, erasures, the audit."""

    def __init__(self, bureau: Bureau, cases: Cases) -> None:
        self._bureau = bureau
        self._cases = cases

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        case = "/staff/cases/{number}"
        return (
            Way(f"{case}/export", post=self.export, needs=Action.EXPORT),
            Way(f"{case}/transcript", post=self.transcript, needs=Action.EXPORT),
            Way(f"{case}/erasure", post=self.ask, needs=Action.ASK),
            Way("/staff/erasures", self.erasures, needs=Action.ACCOUNT),
            Way("/staff/erasures/approve", post=self.approve, needs=Action.APPROVE_ERASURE),
            Way("/staff/erasures/erase", post=self.erase, needs=Action.ERASE),
            Way("/staff/audit", self.audit, needs=Action.AUDIT),
        )

    async def export(self, visit: Visit) -> Response:
        """Give all data of a case's person as JSON."""
        case, as_of, text = await self._exported(visit)
        return _file(text, "application/json", f"{case.called}-{_stamp(as_of)}.json")

    async def transcript(self, visit: Visit) -> Response:
        """Give the talk as a document to read."""
        case, as_of, text = await self._exported(visit)
        teller = self._bureau.teller(visit, {})
        heading = {
            "report_language": teller.language(case.language),
            "report_topic": teller.topic(case.topic),
            "report_channel": teller.channel(case.channel),
        }
        written = transcript.document(text, case, visit.words, heading)
        return _file(written, "text/plain", f"{case.called}-{_stamp(as_of)}.txt")

    async def ask(self, visit: Visit) -> Response:
        """Ask that a person be forgotten, because they asked for it."""
        case = await self._cases.case(visit)
        if not may(visit.viewer, Action.ASK, case):
            raise Refused(403, "door_forbidden")
        asked = await self._bureau.casebook.ask_erasure(case.id, visit.viewer.id)
        return visit.to(f"/staff/cases/{case.number}?said={'erasure-asked' if asked else 'erasure-known'}")

    async def erasures(self, visit: Visit) -> Response:
        """Show what is asked for and not done."""
        if not (may(visit.viewer, Action.APPROVE_ERASURE) or may(visit.viewer, Action.ERASE)):
            raise Refused(403, "door_forbidden")
        return await self._erasures(visit)

    async def approve(self, visit: Visit) -> Response:
        """Approve what somebody else asked for."""
        if not await self._bureau.casebook.approve_erasure(visit.one("case"), visit.viewer.id):
            return await self._erasures(visit, "erasure_not_yours", 409)
        return visit.to("/staff/erasures")

    async def erase(self, visit: Visit) -> Response:
        """Do what was asked for and approved."""
        key = visit.one("key")
        if not KEY.fullmatch(key):
            raise Refused(400, "door_unreadable")
        done = await self._bureau.casebook.erase(visit.one("case"), visit.viewer.id, key)
        if isinstance(done, Refusal):
            return await self._erasures(visit, "erasure_not_approved", 409)
        return visit.to("/staff/erasures")

    async def audit(self, visit: Visit) -> Response:
        """Show who did what."""
        number = whole(visit.query("case").replace("-", ""))
        case = await self._bureau.casebook.numbered(number) if number else None
        before = whole(visit.query("before")) or None
        rows = await self._bureau.casebook.audit(case.id if case else None, before, PAGE)
        numbers = await self._numbers({row.case_id for row in rows if row.case_id})
        staff = await self._bureau.colleagues()
        return self._bureau.view.page(
            visit, "audit.html",
            t=self._bureau.teller(visit, staff), audited=[] if number and case is None else rows, numbers=numbers,
            sought=visit.query("case") if number else "", older=rows[-1].id if len(rows) == PAGE else None,
        )  # fmt: skip

    async def _erasures(self, visit: Visit, refusal: str = "", status: int = 200) -> Response:
        asked = await self._bureau.casebook.erasures()
        numbers = await self._numbers({each.case_id for each in asked})
        staff = await self._bureau.colleagues()
        return self._bureau.view.page(
            visit, "erasures.html", status,
            t=self._bureau.teller(visit, staff), asked=asked, numbers=numbers,
            refusal=visit.words[refusal] if refusal else "",
            approves=may(visit.viewer, Action.APPROVE_ERASURE), erases=may(visit.viewer, Action.ERASE),
        )  # fmt: skip

    async def _numbers(self, ids: set[str]) -> dict[str, str]:
        cases = [await self._bureau.casebook.case(case_id) for case_id in ids]
        return {case.id: case.called for case in cases if case is not None}

    async def _exported(self, visit: Visit) -> tuple[Case, datetime, str]:
        """Give a case's export, as it was at the moment that is asked for, or now."""
        case = await self._cases.case(visit)
        if not may(visit.viewer, Action.EXPORT, case):
            raise Refused(403, "door_forbidden")
        as_of = min(from_field(visit.one("as_of")) or visit.now, visit.now).replace(microsecond=0)
        text = await self._bureau.casebook.export(case.id, visit.viewer.id, as_of)
        if text is None:
            raise visit.missing()
        return case, as_of, text


def _stamp(moment: datetime) -> str:
    return f"{local(moment):%Y%m%dT%H%M%S}"


def _file(text: str, kind: str, name: str) -> Response:
    """Give a document to be kept, never shown by the browser as a page."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "replace"), headers=headers, media_type=f"{kind}; charset=utf-8")

"""Two languages in one case: what a resident would read is looked over before it is sent, and lines asked for again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.console.acting import KEY, LONGEST, cleaned, whole
from adapters.console.cases import Said, address
from adapters.console.drafts import keep_draft
from adapters.console.enclosures import MOST_BYTES
from adapters.console.refusal import Refused
from adapters.console.visit import Way
from adapters.console.wording import Asked
from adapters.roster.roles import Action, may
from bot.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from adapters.console.bureau import Bureau
    from adapters.console.cases import Cases
    from adapters.console.visit import Visit
    from bot.case import Case


class Translating:
    """Previews, single lines, and whether a case is translated at all."""

    def __init__(self, bureau: Bureau, cases: Cases) -> None:
        self._bureau = bureau
        self._cases = cases

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        case = "/staff/cases/{number}"
        return (
            Way(f"{case}/translate", post=self.preview, needs=Action.ANSWER, most=MOST_BYTES),
            Way(f"{case}/translation", post=self.again, needs=Action.READ),
            Way(f"{case}/translating", post=self.switch, needs=Action.READ),
        )

    async def preview(self, visit: Visit) -> Response:
        """Show what the resident would read; it is kept with the draft, so that nothing is lost."""
        case = await self._cases.readable(visit)
        if not may(visit.viewer, Action.ANSWER, case) or case.owner != visit.viewer.id:
            return await self._refused(visit, case, Why.NOT_YOURS)
        if len(visit.one("text")) > LONGEST:
            return await self._refused(visit, case, "too-long")
        words = cleaned(visit.one("text"))
        if not words:
            return await self._refused(visit, case, Why.NO_WORDS)
        book = self._bureau.casebook
        language = await book.translations.spoken(case.id, visit.one("via")[:64]) or case.language
        asked = Asked(words, case, language, visit.words.language, visit.viewer)
        made = await self._bureau.wording.preview(asked)
        if isinstance(made, str):
            await keep_draft(book, case.id, visit.viewer.id, words)
            return await self._refused(visit, case, made)
        await book.keep_draft(case.id, visit.viewer.id, words, made)
        return visit.to(f"{address(case, visit)}#preview")

    async def again(self, visit: Visit) -> Response:
        """Have a line translated that was not."""
        case = await self._cases.readable(visit)
        position, reader = whole(visit.one("position")), visit.words.language
        await self._bureau.casebook.translations.again(case.id, position, reader, visit.viewer.id)
        return visit.to(address(case, visit))

    async def switch(self, visit: Visit) -> Response:
        """Have a case translated, or not."""
        case = await self._cases.readable(visit)
        if not may(visit.viewer, Action.MARK, case):
            raise Refused(403, "door_forbidden")
        key = visit.one("key")
        if not KEY.fullmatch(key):
            raise Refused(400, "door_unreadable")
        await self._bureau.casebook.translations.switch(case.id, visit.viewer.id, key, on=visit.one("on") == "1")
        return visit.to(address(case, visit))

    async def _refused(self, visit: Visit, case: Case, why: str) -> Response:
        sentence = self._bureau.teller(visit, await self._bureau.colleagues()).why(why)
        return await self._cases.shown(visit, case, Said(sentence, text=visit.one("text"), status=409))

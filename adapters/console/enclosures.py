"""What counselors enclose: kept as soon as it is chosen, seen by those who read the case, sent with the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from adapters.casebook.enclosing import GONE, Chosen, Unkept
from adapters.console.acting import KEY, LONGEST
from adapters.console.cases import Said, address
from adapters.console.drafts import keep_draft
from adapters.console.ports import Refusal
from adapters.console.refusal import Refused
from adapters.console.visit import FORM, Way
from adapters.media import LARGEST, MOST, Refused as Unseen, Why, offered, prepare
from adapters.roster.people import Role
from adapters.roster.roles import Action, may
from bot.reply import File

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.datastructures import UploadFile

    from adapters.console.bureau import Bureau
    from adapters.console.cases import Cases
    from adapters.console.visit import Visit
    from bot.case import Case

MOST_BYTES = MOST * LARGEST + FORM
BARE, REFUSED = "files-bare", "files-refused"
_STATUS: Mapping[str, int] = {Why.LARGE: 413, Unkept.MANY: 409, Unkept.NOBODY: 409, "bare": 409, Why.NOTHING: 400}
_LONGEST_NAME = 80


class Enclosing:
    """Takes, shows and gives away files. ``bare``: channels to which none can go just now."""

    def __init__(self, bureau: Bureau, cases: Cases) -> None:
        self._bureau = bureau
        self._cases = cases
        self._held = bureau.casebook.enclosures

    def ways(self) -> Sequence[Way]:
        """Give the addresses."""
        case = "/staff/cases/{number}/enclosures"
        return (
            Way(case, post=self.attach, needs=Action.ANSWER, most=MOST_BYTES),
            Way(f"{case}/drop", post=self.drop, needs=Action.ANSWER, most=MOST_BYTES),
            Way(f"{case}/take-back", post=self.take_back, needs=Action.READ),
            Way(f"{case}/{{file}}", self.show, needs=Action.READ),
        )

    async def attach(self, visit: Visit) -> Response:
        """Keep what was chosen for the next answer. Without scripts the page is shown again, with what was written."""
        case = await self._mine(visit)
        await self._keep_text(visit, case)
        key, uploads = visit.one("key"), _uploads(visit)
        if not KEY.fullmatch(key) or not uploads:
            return await self._unkept(visit, case, Why.NOTHING, "")
        if all(one.channel in self._bureau.bare for one in (case, *await self._merged(case))):
            return await self._unkept(visit, case, "bare", uploads[0].filename or "")
        kept: list[File] = []
        for number, upload in enumerate(uploads):
            found = await self._kept(visit, case, upload, _key(key, number))
            if not isinstance(found, File):
                return await self._unkept(visit, case, found, upload.filename or "")
            kept.append(found)
        if visit.scripted:
            said = visit.words.say("attach_done", name=", ".join(file.name for file in kept))
            return JSONResponse({"files": [file.id for file in kept], "said": said}, 201)
        return visit.to(f"{address(case, visit)}#text")

    async def drop(self, visit: Visit) -> Response:
        """Throw away what was chosen and not sent."""
        case = await self._mine(visit)
        await self._keep_text(visit, case)
        await self._held.drop(case.id, visit.viewer.id, visit.one("drop"))
        if visit.scripted:
            return JSONResponse({"said": visit.words["attach_removed"]})
        return visit.to(f"{address(case, visit)}#text")

    async def take_back(self, visit: Visit) -> Response:
        """Delete what was sent: whoever sent it may, whoever has the case, and a lead."""
        case, file, who = await self._cases.readable(visit), visit.one("enclosure"), visit.viewer
        key, free = visit.one("key"), case.owner == who.id or who.role is Role.LEAD
        for one in (case, *await self._merged(case)):
            if not KEY.fullmatch(key) or not (free or await self._held.chosen(one.id, who.id, (file,))):
                continue
            if await self._held.take_back(one.id, file, who.id, key):
                return visit.to(address(case, visit))
        raise visit.missing()

    async def show(self, visit: Visit) -> Response:
        """Give a file of a case: one that was sent, or one's own that was not yet."""
        case = await self._cases.readable(visit)
        small = bool(visit.query("small"))
        file, who = visit.part("file"), visit.viewer.id
        found = await self._held.seen_by_staff(case.id, file, who, small=small)
        for one in await self._merged(case) if found is None else ():
            found = found or await self._held.seen_by_staff(one.id, file, who, small=small)
        if found is None:
            raise visit.missing()
        return offered(found, visit.request.headers.get("range", ""))

    async def for_answer(self, visit: Visit, case: Case) -> tuple[File, ...] | Refusal:
        """Give what an answer encloses: what was chosen before, and what came with the very form."""
        uploads = _uploads(visit)
        ids = list(dict.fromkeys(visit.form.get("enclosed", ())))
        if not ids and not uploads:
            return ()
        if await self._unreachable(visit, case):
            return Refusal(BARE)
        kept: list[File] = []
        for number, upload in enumerate(uploads):
            found = await self._kept(visit, case, upload, _key(visit.one("key"), number))
            if not isinstance(found, File):
                return Refusal(REFUSED)
            kept.append(found)
        chosen = {file.id: file for file in await self._held.chosen(case.id, visit.viewer.id, ids[: MOST + 1])}
        if len(chosen) != len(ids):
            return Refusal(GONE)
        return (*(chosen[each] for each in ids), *kept)

    async def _mine(self, visit: Visit) -> Case:
        """Give the case of the address, if whoever asks is the one who answers in it."""
        case = await self._cases.case(visit)
        if not may(visit.viewer, Action.ANSWER, case) or case.owner != visit.viewer.id:
            raise Refused(403, "door_forbidden")
        return case

    async def _unreachable(self, visit: Visit, case: Case) -> bool:
        """Say whether an answer would go to where no file can; of a merged case that may be another channel."""
        beside = await self._merged(case)
        via = visit.one("via") or (case.id if not beside else "")
        places = [one for one in (case, *beside) if via in {"", one.id}]
        return any(one.channel in self._bureau.bare for one in places)

    async def _merged(self, case: Case) -> Sequence[Case]:
        """Give the cases that were merged into this one: what was sent in them is read here."""
        view = await self._bureau.casebook.read(case.id)
        return view.merged if view is not None else ()

    async def _kept(self, visit: Visit, case: Case, upload: UploadFile, key: str) -> File | str:
        """Keep one upload, known by its bytes; or say why not."""
        data = await upload.read(LARGEST + 1)
        if len(data) > LARGEST:
            return Why.LARGE
        try:
            prepared = await prepare(data, upload.filename or "")
        except Unseen as unseen:
            return unseen.why
        return await self._held.keep(Chosen(case.id, visit.viewer.id, key, prepared))

    async def _unkept(self, visit: Visit, case: Case, why: str, name: str) -> Response:
        """Say why something was not attached, and go on with what was written."""
        status = _STATUS.get(why, 415)
        said = visit.words.texts[f"attach_why_{why}"].replace("{name}", shown(name))
        if visit.scripted:
            return JSONResponse({"error": why, "message": said}, status)
        text = visit.one("text") if "text" in visit.form else None
        return await self._cases.shown(visit, case, Said(said, text=text, status=status))

    async def _keep_text(self, visit: Visit, case: Case) -> None:
        """Keep what was written beside: without scripts it comes with every button."""
        if not visit.scripted and "text" in visit.form:
            text = visit.one("text").replace("\r\n", "\n").replace("\0", "")
            await keep_draft(self._bureau.casebook, case.id, visit.viewer.id, text[:LONGEST])


def shown(name: str) -> str:
    """Give a name as it may stand in a sentence."""
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain[:_LONGEST_NAME] or "–"


def _uploads(visit: Visit) -> list[UploadFile]:
    return [upload for upload in visit.files.get("file", ()) if upload.filename]


def _key(key: str, number: int) -> str:
    return f"{key[:60]}-{number}"

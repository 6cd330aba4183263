"""The casebook: what staff do with cases, each thing as one unit of work. The port is ``adapters.casebook``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import update

from adapters.casebook import Done, Draft, Refusal
from adapters.store import alarms, correcting, delivering, desktop, drafts, erasures, export, ledger, rights
from adapters.store.auditing import Deed
from adapters.store.case_reading import CaseReading
from adapters.store.clockwork import Clockwork
from adapters.store.enclosures import SqlEnclosures
from adapters.store.ledger import Happened
from adapters.store.orders import Order
from adapters.store.remarks import Note
from adapters.store.tables_cases import cases
from adapters.store.translations import SqlTranslations
from bot.case import Release

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import Protocol, TypeVar

    from sqlalchemy import Connection

    from adapters.casebook import Preview
    from adapters.casebook.correcting import Corrected, Correction
    from adapters.store.case_reading import Shelf
    from adapters.store.orders import Acted, Means
    from bot.case import Claim, Move
    from bot.parcel import Dispatch

    T = TypeVar("T")

    class Submit(Protocol):
        """Queues a unit of work; the future resolves after its commit."""

        def __call__(self, work: Callable[[Connection], T]) -> asyncio.Future[T]:
            """Queue it."""
            ...


_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
BAD_KEY = "bad-key"


@dataclass(frozen=True, slots=True)
class Hands:
    """What doing needs beside reading.

    act   makes a move, together with others that come at the same time
    post  takes what is to be sent; ring hears of a talk's new lines
    """

    submit: Submit
    act: Callable[[Order], asyncio.Future[Acted]]
    means: Means
    post: Callable[[Sequence[Dispatch]], None]
    ring: Callable[[tuple[str, str]], None]


def post_ours(
    post: Callable[[Sequence[Dispatch]], None],
    ours: Callable[[str, str], bool],
    dispatches: Sequence[Dispatch],
) -> None:
    """Post what is sent from here; another process finds its own by looking."""
    post([one for one in dispatches if ours(one.channel, one.conversation)])


class SqlCasebook(CaseReading):
    """All of ``adapters.casebook.Casebook``. Made by ``SqlStore.casebook``."""

    def __init__(self, shelf: Shelf, hands: Hands) -> None:
        super().__init__(shelf)
        self._hands = hands
        self._submit = hands.submit
        self.enclosures = SqlEnclosures(shelf.read, shelf.cipher, hands.submit, shelf.clock)
        self.translations = SqlTranslations(shelf.read, shelf.cipher, hands.submit, shelf.clock)
        self.clockwork = Clockwork(shelf.read, hands.submit, hands.means, self.told)

    async def act(
        self, case_id: str, move: Move, key: str, *, seen: int | None = None, confirmed: bool = False
    ) -> Done | Refusal:  # fmt: skip
        """Make a move, whole or not at all; the same ``key`` makes it once."""
        if not _KEY.fullmatch(key):
            return Refusal(BAD_KEY)
        order = Order(case_id, move, key, self._clock(), seen, confirmed)
        return self.told(await self._hands.act(order))

    def told(self, acted: Acted) -> Done | Refusal:
        """Hand on what was committed: to the outbox, and to those who wait for the talk."""
        if acted.beside is not None:
            self.told(acted.beside)
        if acted.talk is not None:
            self._hands.ring(acted.talk)
        if acted.dispatches:
            self._hands.post(acted.dispatches)
        return acted.answer

    async def take_over(self, alarm: int, who: Claim) -> Done | Refusal:
        """Step in where an emergency rang."""
        now = self._clock()
        return self.told(await self._submit(lambda db: alarms.take_over(db, alarm, who, now, self._hands.means)))

    async def mark(self, case_id: str, staff: str, position: int) -> None:
        """Note that a counselor has read up to a line."""
        now = self._clock()

        def work(connection: Connection) -> None:
            newer = update(cases).where(cases.c.id == case_id, cases.c.owner == staff, cases.c.seen < position)
            state = connection.execute(newer.values(seen=position).returning(cases.c.state)).scalar()
            if state is not None:
                ledger.note(connection, Happened(case_id, "seen", state, now, staff))

        await self._submit(work)

    async def resend(self, case_id: str, position: int, by: str) -> bool:
        """Have an uncertain or failed line sent again."""
        deed, now = Deed("resend", by, case_id, detail=f"line={position}"), self._clock()
        return await self._submit(lambda connection: delivering.again(connection, deed, position, now, self._cipher))

    async def arrived(self, case_id: str, position: int, by: str) -> bool:
        """Take somebody's word that an uncertain line has arrived."""
        deed, now = Deed("arrived", by, case_id, detail=f"line={position}"), self._clock()
        return await self._submit(lambda connection: delivering.arrived(connection, deed, position, now, self._cipher))

    async def correct(self, case_id: str, correction: Correction) -> Corrected:
        """Change the words of what was said."""
        now = self._clock()
        work = partial(correcting.correct, case_id=case_id, given=correction, now=now, cipher=self._cipher)
        corrected, dispatches = await self._submit(work)
        self._hands.post(dispatches)
        return corrected

    async def hand_back(self, staff: str, by: str, note: str) -> int:
        """Put all cases of a counselor who left back into the line."""
        given = 0
        for row in await self.mine(staff):
            done = await self.act(row.case.id, Release(by, note, lead=True), uuid4().hex)
            given += isinstance(done, Done)
        return given

    async def keep_draft(self, case_id: str, staff: str, text: str, preview: Preview | None = None) -> None:
        """Keep what one began to write; an empty one is thrown away."""
        named, draft = (case_id, staff), Draft(text, self._clock(), preview)
        await self._submit(lambda connection: drafts.keep(connection, named, draft, self._cipher))

    async def here(self, case_id: str, staff: str, *, typing: bool = False) -> None:
        """Say that somebody has a case before them."""
        now = self._clock()
        await self._submit(lambda connection: desktop.here(connection, case_id, staff, now, typing=typing))

    async def away(self, staff: str, case_id: str | None = None) -> None:
        """Say that somebody left a case, or all."""
        now = self._clock()
        await self._submit(lambda connection: desktop.away(connection, staff, case_id, now))

    async def viewed(self, case_id: str, by: str, why: str) -> None:
        """Note that somebody opened a closed or restricted case."""
        note, now = Note(case_id, by, rights.VIEWED, uuid4().hex, why), self._clock()
        await self._submit(lambda connection: rights.viewed(connection, note, now, self._cipher))

    async def export(self, case_id: str, by: str, as_of: datetime) -> str | None:
        """Give all that is kept of a case's resident as JSON."""
        now = self._clock()
        # First the trace, then the words.
        until = await self._submit(
            lambda connection: rights.exported(connection, case_id, by, (as_of, now), self._cipher)
        )
        if until is None:
            return None
        asked = export.Asked(case_id, as_of, until)
        return await self._read(lambda connection: export.document(connection, asked, self._cipher))

    async def ask_erasure(self, case_id: str, by: str) -> bool:
        """Ask that a case's resident be forgotten."""
        ask = partial(erasures.ask, case_id=case_id, by=by, now=self._clock(), cipher=self._cipher)
        return await self._submit(ask)

    async def approve_erasure(self, case_id: str, by: str) -> bool:
        """Approve what somebody else asked for."""
        approve = partial(erasures.approve, case_id=case_id, by=by, now=self._clock(), cipher=self._cipher)
        return await self._submit(approve)

    async def erase(self, case_id: str, by: str, key: str) -> Done | Refusal:
        """Delete all words of a case's resident."""
        if not _KEY.fullmatch(key):
            return Refusal(BAD_KEY)
        deed, now = Deed("erase", by, case_id, key=key), self._clock()
        return self.told(
            await self._submit(lambda connection: erasures.erase(connection, deed, now, self._hands.means))
        )

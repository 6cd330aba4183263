"""The reading half of the casebook: lists, one case, the feed, what is accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.casebook import CaseView
from adapters.casebook.translating import READER
from adapters.store import (
    alarms,
    auditing,
    counters,
    desktop,
    drafts,
    erasures,
    family,
    filing,
    lines,
    listing,
    remarks,
    searching,
)
from adapters.store.joining import MERGE
from adapters.store.lines import PAGE, Part
from adapters.store.previews import previews
from adapters.store.together import Together

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from adapters.casebook import AuditRow, CaseRow, Draft, Erasure, FeedRow, Hit, Present, Tally
    from adapters.casebook.alarms import Alarm
    from adapters.store.cipher import Cipher
    from adapters.store.feed import Hub
    from adapters.store.filed import Filed
    from adapters.store.transcript import Read
    from bot.case import Case


@dataclass(frozen=True, slots=True)
class Shelf:
    """What reading needs: queries, keys, the feed, the time."""

    read: Read
    cipher: Cipher
    hub: Hub
    clock: Callable[[], datetime]


class CaseReading:
    """``Board``, ``Feed`` and all that is read of ``Pane``, ``Desktop`` and ``Records``."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._read = shelf.read
        self._cipher = shelf.cipher
        self._clock = shelf.clock
        # Everybody's pages show it: when many ask at once, one reading is enough for all of them.
        self._queue = Together(lambda: self._lined_up(brief=False))
        self._brief = Together(lambda: self._lined_up(brief=True))

    async def queue(self, *, brief: bool = False) -> Sequence[CaseRow]:
        """Give what nobody has."""
        return await (self._brief if brief else self._queue).give()

    async def _lined_up(self, *, brief: bool) -> Sequence[CaseRow]:
        return await self._read(lambda connection: listing.queue(connection, self._clock(), self._cipher, brief=brief))

    async def loads(self) -> Mapping[str, int]:
        """Give how many open cases each counselor has."""
        return await self._read(listing.loads)

    async def mine(self, staff: str) -> Sequence[CaseRow]:
        """Give the open cases of one counselor."""
        return await self._read(lambda connection: listing.mine(connection, staff, self._clock(), self._cipher))

    async def aside(self) -> Sequence[CaseRow]:
        """Give what was put aside."""
        return await self._read(lambda connection: listing.aside(connection, self._clock(), self._cipher))

    async def open_cases(self) -> Sequence[CaseRow]:
        """Give all open cases."""
        return await self._read(lambda connection: listing.open_cases(connection, self._clock(), self._cipher))

    async def closed(self, before: str | None = None, limit: int = 50) -> Sequence[CaseRow]:
        """Give closed cases, the last closed first."""
        page = (before, limit)
        return await self._read(lambda connection: listing.closed(connection, page, self._clock(), self._cipher))

    async def previews(self, case_ids: Collection[str]) -> Mapping[str, str]:
        """Give the beginning of what the resident wrote last."""
        return await self._read(lambda connection: previews(connection, case_ids, self._cipher))

    async def search(self, words: str, may: Callable[[Case], bool], limit: int = 50) -> Sequence[Hit]:
        """Find words in lines and notes."""
        asked = searching.Search(words, may, limit)
        return await self._read(lambda connection: searching.search(connection, asked, self._clock(), self._cipher))

    async def case(self, case_id: str) -> Case | None:
        """Give a case as it stands."""
        filed = await self._read(lambda connection: filing.find(connection, case_id, self._cipher))
        return None if filed is None else filed.case

    async def numbered(self, number: int) -> Case | None:
        """Give the case of a number."""
        filed = await self._read(lambda connection: filing.numbered(connection, number, self._cipher))
        return None if filed is None else filed.case

    async def read(
        self, case_id: str, after: int = 0, before: int | None = None, reader: str = READER
    ) -> CaseView | None:  # fmt: skip
        """Give a case and its newest lines."""
        part = Part(after, before, PAGE + 1, reader=reader)

        def view(connection: Connection) -> CaseView | None:
            filed = filing.find(connection, case_id, self._cipher)
            return None if filed is None else self._view(connection, filed, part)

        return await self._read(view)

    async def attached(self, case_id: str, position: int) -> tuple[str, str] | None:
        """Give the channel of what came with a line, and how it can be fetched there."""

        def find(connection: Connection) -> tuple[str, str] | None:
            filed = filing.find(connection, case_id, self._cipher)
            return lines.attached(connection, filed, position, self._cipher) if filed else None

        return await self._read(find)

    async def feed_after(self, position: int, limit: int = 500) -> Sequence[FeedRow]:
        """Give what follows a position of the feed."""
        return await self._shelf.hub.after(position, limit)

    async def feed_newest(self) -> int:
        """Give the newest position of the feed."""
        return await self._shelf.hub.newest()

    async def feed_oldest(self) -> int:
        """Give the oldest position of the feed that is kept."""
        return await self._shelf.hub.oldest()

    async def feed_wait(self, position: int, timeout: float) -> bool:  # noqa: ASYNC109
        """Wait until something follows ``position``."""
        return await self._shelf.hub.wait(position, timeout)

    async def draft(self, case_id: str, staff: str) -> Draft | None:
        """Give what one began to write on a case."""
        return await self._read(lambda connection: drafts.read(connection, case_id, staff, self._cipher))

    async def presence(self, case_id: str) -> Sequence[Present]:
        """Give who has a case before them."""
        there = await self._read(lambda connection: desktop.present(connection, (case_id,), self._clock()))
        return there.get(case_id, ())

    async def alarms(self) -> Sequence[Alarm]:
        """Give what rang lately."""
        return await self._read(lambda connection: alarms.rung(connection, self._clock()))

    async def erasures(self) -> Sequence[Erasure]:
        """Give what is asked for and not done."""
        return await self._read(erasures.erasures)

    async def audit(
        self, case_id: str | None = None, before: int | None = None, limit: int = 100
    ) -> Sequence[AuditRow]:  # fmt: skip
        """Give who did what, the newest first."""
        return await self._read(lambda connection: auditing.rows(connection, case_id, before, limit))

    async def tally(self, first: date, last: date) -> Sequence[Tally]:
        """Give the counts of some days."""
        return await self._read(lambda connection: counters.tallies(connection, first, last))

    async def recount(self) -> Sequence[Tally]:
        """Count every case anew; slow, and always the same as the counters of all days."""
        return await self._read(lambda connection: counters.recount(connection, self._cipher))

    def _view(self, connection: Connection, filed: Filed, part: Part) -> CaseView:
        row = listing.row(connection, filed, self._clock())
        if filed.forgotten is not None:
            return CaseView(row, (), ())
        found = lines.lines(connection, filed, part, self._cipher)
        into = filing.find(connection, filed.case.into, self._cipher) if filed.case.into else None
        beside = [filing.find(connection, each.case_id, self._cipher) for each in family.spans(connection, filed)[1:]]
        merged = tuple(each.case for each in beside if each is not None)
        notes = remarks.of(connection, filed.case.id, self._cipher)
        # That they were merged stands on this case already.
        theirs = [note for case in merged for note in remarks.of(connection, case.id, self._cipher) if note.on != MERGE]
        return CaseView(
            row,
            tuple(found[-PAGE:]),
            tuple(sorted((*notes, *theirs), key=lambda note: note.id)),
            earlier=len(found) > PAGE,
            into=into.case if into is not None else None,
            merged=merged,
            translated=filed.translated,
        )

"""The lists: what waits, what is mine, all that is open, what is closed. Each shows only what its reader may know."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.roster.people import Role
from adapters.roster.roles import Action, asks_why, may

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from adapters.console.ports import Casebook, CaseRow, Hit
    from adapters.roster.people import Viewer
    from bot.case import Case

PAGE = 50
_PAGES = 4
"""Pages of closed cases that are looked through for one page of those that somebody may see."""


@dataclass(frozen=True, slots=True)
class View:
    """One list. ``word`` is its name, ``said`` what its number means, ``key`` the shortcut after "g"."""

    name: str
    word: str
    icon: str
    key: str
    action: Action
    said: str = ""
    count: int = 0


QUEUE = View("queue", "view_queue", "inbox", "g q", Action.QUEUE, "waiting_cases")
MINE = View("mine", "view_mine", "person", "g m", Action.MINE, "unread_cases")
OPEN = View("open", "view_open", "people", "g o", Action.OPEN)
CLOSED = View("closed", "view_closed", "tick", "g c", Action.CLOSED)
ASIDE = View("aside", "view_aside", "moon", "g s", Action.MINE)
SEARCH = View("search", "view_search", "search", "", Action.MINE)
VIEWS = {view.name: view for view in (QUEUE, MINE, ASIDE, OPEN, CLOSED)}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; ``snippet`` is "" where no words may be shown; ``machine``: it is of a translation."""

    row: CaseRow
    snippet: str = ""
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list and what stands around it."""

    items: tuple[Item, ...]
    waiting: tuple[CaseRow, ...]
    mine: tuple[CaseRow, ...]
    older: int | None = None

    @property
    def unread(self) -> int:
        """Count my cases in which something was not read."""
        return sum(1 for row in self.mine if row.unread)


class Lists:
    """Reads lists for somebody."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook

    async def listed(self, viewer: Viewer, view: View, before: int | None = None) -> Listed:
        """Give one of the lists."""
        waiting, mine = await asyncio.gather(self._queue(viewer, brief=view is not QUEUE), self._mine(viewer))
        older = None
        rows: Sequence[CaseRow]
        match view.name:
            case "queue":
                rows = waiting
            case "mine":
                rows = mine
            case "open":
                rows = [row for row in await self._open(viewer) if row.case.snoozed is None]
            case "aside":
                rows = _seen(viewer, await self._casebook.aside())
            case "closed":
                rows, older = await self._closed(viewer, before)
            case _:
                rows = ()
        return Listed(await self._with_words(viewer, rows), waiting, mine, older)

    async def found(self, viewer: Viewer, words: str) -> Listed:
        """Give the cases in which words are found, or the one of a number."""
        waiting, mine = await asyncio.gather(self._queue(viewer, brief=True), self._mine(viewer))
        hits: Sequence[Hit] = ()
        if words.strip():
            hits = await self._casebook.search(
                words.strip(), lambda case: may(viewer, Action.READ, case) and not asks_why(viewer, case), PAGE
            )
        return Listed(tuple(Item(hit.row, hit.snippet, hit.machine) for hit in hits), waiting, mine)

    async def mergeable(self, viewer: Viewer, case: Case) -> Sequence[Case]:
        """Give open cases that one may be merged into: those of the same language and topic first."""
        rows = await self._casebook.open_cases() if may(viewer, Action.MERGE, case) else ()
        able = [row.case for row in rows if row.case.id != case.id and may(viewer, Action.MERGE, row.case)]
        return sorted(able, key=lambda one: (one.language != case.language, one.topic != case.topic, one.opened))[:PAGE]

    async def _open(self, viewer: Viewer) -> tuple[CaseRow, ...]:
        return _seen(viewer, await self._casebook.open_cases())

    async def _mine(self, viewer: Viewer) -> tuple[CaseRow, ...]:
        """Give the cases in somebody's hands; an interpreter's are those that they were called into."""
        if not may(viewer, Action.MINE):
            return ()
        if viewer.role is Role.INTERPRETER:
            return _seen(viewer, await self._casebook.open_cases()) if viewer.invited else ()
        return tuple(await self._casebook.mine(viewer.id))

    async def _queue(self, viewer: Viewer, *, brief: bool) -> tuple[CaseRow, ...]:
        return _seen(viewer, await self._casebook.queue(brief=brief)) if may(viewer, Action.QUEUE) else ()

    async def _closed(self, viewer: Viewer, before: int | None) -> tuple[tuple[CaseRow, ...], int | None]:
        found: list[CaseRow] = []
        last = await self._casebook.numbered(before) if before else None
        for _ in range(_PAGES):
            page = await self._casebook.closed(last.id if last else None, PAGE)
            found += _seen(viewer, page)
            last = page[-1].case if len(page) == PAGE else None
            if last is None or len(found) >= PAGE:
                break
        return tuple(found), last.number if last else None

    async def _with_words(self, viewer: Viewer, rows: Sequence[CaseRow]) -> tuple[Item, ...]:
        plain = [row.case.id for row in rows if not asks_why(viewer, row.case)]
        words = await self._casebook.previews(plain) if plain else {}
        return tuple(Item(row, words.get(row.case.id, "")) for row in rows)


def _seen(viewer: Viewer, rows: Iterable[CaseRow]) -> tuple[CaseRow, ...]:
    return tuple(row for row in rows if may(viewer, Action.READ, row.case))

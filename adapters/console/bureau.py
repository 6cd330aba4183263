"""What the pages of cases share, and how a page of the inbox is put together."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from adapters.console.lists import QUEUE, SEARCH, VIEWS, Lists
from adapters.console.shortcuts import SHORTCUTS, spoken
from adapters.console.teller import Names, Teller
from adapters.roster.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from starlette.responses import Response

    from adapters.console.advice import Advisor
    from adapters.console.answers import Answers
    from adapters.console.lists import Item, Listed, View as ListView
    from adapters.console.ports import Casebook, CaseRow
    from adapters.console.sign import Sign
    from adapters.console.view import View
    from adapters.console.visit import Visit
    from adapters.console.wording import Wording
    from adapters.roster.people import Member
    from adapters.roster.ports import People
    from bot.routing import Match


async def never() -> datetime | None:
    """Say that we were never out of the staff group."""
    return None


AT_ONCE = 2
"""Pages that are made at the same time: when everybody wants one at once, messages must not wait for all of them."""


@dataclass(frozen=True, slots=True)
class Bureau:
    """Everything that a page about cases needs.

    bare  channels to whose people no file can go just now
    out   says since when the bot is not in the staff group any more; None while it is, or where there is none
    turn  whose page is being made
    """

    casebook: Casebook
    people: People
    answers: Answers
    names: Names
    view: View
    lists: Lists
    advisor: Advisor
    sign: Sign
    wording: Wording
    clock: Callable[[], datetime]
    bare: frozenset[str] = frozenset()
    out: Callable[[], Awaitable[datetime | None]] = never
    turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def colleagues(self) -> Mapping[str, Member]:
        """Give everybody who works here, by id."""
        return {member.id: member for member in await self.people.members()}

    def teller(self, visit: Visit, staff: Mapping[str, Member]) -> Teller:
        """Give the one who says things to whoever asks."""
        return Teller(visit.words, visit.viewer, visit.now, self.names, staff)

    async def inbox(
        self,
        visit: Visit,
        view: ListView,
        template: str = "inbox.html",
        status: int = 200,
        staff: Mapping[str, Member] | None = None,
        /,
        **context: object,
    ) -> Response:
        """Give a page with its list on one side, and a case (or none) on the other."""
        # Before anything is read, so that the live line begins where this page ends.
        feed = context.get("feed") or await self.casebook.feed_newest()
        async with self.turn:
            listed = await self.lists.listed(visit.viewer, view, _before(visit))
            return await self.around(visit, view, listed, template, status, staff, **{**context, "feed": feed})

    async def around(  # noqa: PLR0913, PLR0917
        self,
        visit: Visit,
        view: ListView,
        listed: Listed,
        template: str,
        status: int,
        staff: Mapping[str, Member] | None = None,
        /,
        **context: object,
    ) -> Response:
        """Give a page around a list that is there already; ``staff``: the colleagues, where they are known."""
        staff = staff or await self.colleagues()
        teller = self.teller(visit, staff)
        row = context.get("row")
        first = await self.advisor.first(listed.waiting, staff) if view is QUEUE else {}
        shown: dict[str, object] = {
            "within": "/staff",
            "here": f"/staff/cases/{_number(row)}?view={view.name}" if row is not None else f"/staff/{view.name}",
            "t": teller,
            "view": view,
            "views": _views(visit, listed),
            "rows": _mine_first(listed.items, first, visit.viewer.id),
            "shown_to": first,
            "hours": self.sign.said(teller),
            "attends": may(visit.viewer, Action.PRESENCE),
            "unread": listed.unread,
            "today": _today(listed, teller),
            "more": f"/staff/{view.name}?before={listed.older}" if listed.older else "",
            "sought": "",
            "notice": "",
            "row": None,
            "rang": await self._rang(visit),
            "group_out": await self.out(),
            "may_search": may(visit.viewer, SEARCH.action),
            "pane_title": _title(teller, row) if row is not None else "",
            "shortcuts": SHORTCUTS,
            "spoken_words": spoken(visit.words),
            **context,
        }
        return self.view.page(visit, template, status, **shown)

    async def _rang(self, visit: Visit) -> int:
        """Count emergencies that somebody may step in at, for whoever may."""
        return len(await self.casebook.alarms()) if may(visit.viewer, Action.TAKEOVER) else 0


def _mine_first(items: Sequence[Item], first: Mapping[str, Match], who: str) -> list[Item]:
    """Show what is for the reader before what is for others; urgent ones stay at the top, the order else as it is."""

    def order(item: Item) -> tuple[bool, bool]:
        match = first.get(item.row.case.id)
        return not item.row.case.urgent, match is None or match.counselor != who

    return sorted(items, key=order) if first else list(items)


def _title(teller: Teller, row: object) -> str:
    case = getattr(row, "case", None)
    return f"{teller.topic(case.topic)} {case.called}" if case is not None else ""


def _number(row: object) -> str:
    case = getattr(row, "case", None)
    return str(case.number) if case is not None else ""


def _before(visit: Visit) -> int | None:
    value = visit.query("before")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 15 else None  # noqa: PLR2004


def _views(visit: Visit, listed: Listed) -> list[dict[str, object]]:
    counts = {"queue": len(listed.waiting), "mine": listed.unread}
    return [
        {"name": view.name, "word": view.word, "icon": view.icon, "key": view.key, "said": view.said,
         "count": counts.get(view.name, 0)}
        for view in VIEWS.values()
        if may(visit.viewer, view.action)
    ]  # fmt: skip


def _today(listed: Listed, teller: Teller) -> Sequence[tuple[str, str]]:
    """Give the few numbers that an office wants to see first."""
    longest = _longest(listed.waiting)
    return (
        ("today_waiting", str(len(listed.waiting))),
        ("today_longest", teller.waiting(longest) if longest else "–"),
        ("today_mine", str(len(listed.mine))),
        ("today_unread", str(listed.unread)),
    )


def _longest(rows: Sequence[CaseRow]) -> CaseRow | None:
    waiting = [row for row in rows if row.waiting is not None]
    return min(waiting, key=lambda row: row.waiting or row.last, default=None)

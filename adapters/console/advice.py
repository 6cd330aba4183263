"""Whom a waiting case is for: who is shown it first, and how they and the resident understand each other.

A suggestion, never a lock: whoever may take a case can take it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.roster.people import Role
from bot.case import CaseState
from bot.counselor import Counselor
from bot.routing import Bridge, Busy, Floor, Later, Match, Ready, handed_out, route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from adapters.console.ports import Board, CaseRow
    from adapters.console.teller import Teller
    from adapters.roster.people import Member
    from bot.case import Case
    from bot.ports import Office
    from bot.routing import Route

_AT_WORK = frozenset({Role.COUNSELOR, Role.LEAD, Role.INTERPRETER})


class Advisor:
    """Looks at who is here, what they speak and how much they have."""

    def __init__(self, board: Board, office: Office | None, clock: Callable[[], datetime]) -> None:
        self._board = board
        self._office = office
        self._clock = clock

    async def first(self, rows: Iterable[CaseRow], staff: Mapping[str, Member]) -> Mapping[str, Match]:
        """Share waiting cases among free hands; gives whom each is for, by the case's id."""
        waiting = [row.case for row in rows if row.case.state is CaseState.QUEUED]
        return dict(handed_out(waiting, await self._floor(staff), self._clock())) if waiting else {}

    async def route(self, case: Case, staff: Mapping[str, Member]) -> Route | None:
        """Say who could take a case that waits; None when it does not."""
        if self._office is None or case.owner is not None or not case.state.open:
            return None
        return route(case, await self._floor(staff), self._clock(), self._office)

    async def _floor(self, staff: Mapping[str, Member]) -> Floor:
        held = await self._board.loads()
        return Floor([self._counselor(one, held.get(one.id, 0)) for one in staff.values() if _able(one)])

    def _counselor(self, one: Member, load: int) -> Counselor:
        most = self._office.capacity(one.teams) if self._office is not None else None
        return Counselor(
            id=one.id,
            languages=dict(one.languages),
            teams=frozenset(one.teams),
            presence=one.presence,
            seen=one.seen,
            capacity=one.capacity if most is None else min(most, one.capacity),
            load=load,
            lead=one.role is Role.LEAD,
            interprets=one.role is Role.INTERPRETER,
        )


def said(found: Route | None, case: Case, teller: Teller) -> tuple[str, bool]:
    """Put into a sentence whom a case is for; and whether whoever takes it will need help to understand."""
    words, language = teller.words, teller.language(case.language)
    match found:
        case Ready((first, *_)):
            key = "for_me" if first.counselor == teller.viewer.id else "for_one"
            names = {"name": teller.who(first.counselor), "helper": ""}
            if first.interpreter is not None:
                key = "for_me_pair" if key == "for_me" else "for_pair"
                names["helper"] = teller.who(first.interpreter)
            return words.say(key, language=language, **names), first.bridge >= Bridge.INTERPRETER
        case Busy():
            return words.say("for_busy", language=language), False
        case Later(opens):
            key = "for_nobody" if opens is None else "for_later"
            return words.say(key, language=language, time=teller.short(opens) if opens is not None else ""), True
        case _:
            return "", False


def _able(one: Member) -> bool:
    return one.active and one.ready and one.role in _AT_WORK

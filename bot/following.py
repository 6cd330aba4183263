"""Whose move it is when the person does something in a talk whose case was merged into another one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.case import Again, Cancel, CaseState, Gone, Heard, Rate, Urge

if TYPE_CHECKING:
    from bot.case import Case, Move


def whose(case: Case, other: Case | None, what: Move) -> tuple[Case, tuple[Move, ...]]:
    """Say which case a move of the person is one of, and which moves it makes there.

    ``other`` is the case that this one was merged into. While it is open, it hears what is written here.
    Once it is over, this one goes on by itself: its talk is not the other one's, and no message is lost.
    """
    if case.into is None or other is None or case.state.open:
        return case, (what,)
    alone = replace(case, closed=other.closed, former=other.former or case.former)
    match what:
        case Cancel() | Gone():
            return case, (what,)
        case Rate() if other.state is CaseState.RESOLVED:
            return other, (what,)
        case Again():
            return (other, (Heard(),)) if other.state.open else (alone, (what,))
        case Heard() | Urge():
            return (other, (what,)) if other.state.open else (alone, (Again(), what))
        case _:
            return case, (what,)

"""Where a case can stand: in somebody's hands, waiting for somebody, or over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.case import CaseState, Moved, Notice
from bot.clocks import covered

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.case import Case, Reason
    from bot.ports import Office


def in_hand(case: Case, who: str, now: datetime) -> Case:
    """Give a case into a counselor's hands."""
    former = case.owner if case.owner not in {None, who} else case.former
    new = replace(case, state=CaseState.ASSIGNED, owner=who, former=former, since=now, due=None, reminders=0)
    return replace(new, snoozed=None, again=False)


def waiting(
    case: Case, now: datetime, office: Office, here: Callable[[str | None, datetime], bool] | None = None
) -> Moved:
    """Let a case wait for a counselor: in the line, or until the office opens, which the person is told.

    ``here`` says whether the office is there for it; that it is open, if nothing else is given.
    """
    closed = away(case.language, now, office, here)
    case = replace(case, owner=None, former=case.owner or case.former, since=now, due=None, reminders=0, snoozed=None)
    if closed is None:
        return Moved(replace(case, state=CaseState.QUEUED))
    return Moved(replace(case, state=CaseState.CALLBACK, due=closed.moment), (closed,))


def away(
    language: str, now: datetime, office: Office, here: Callable[[str | None, datetime], bool] | None = None
) -> Notice | None:
    """Say until when the office is closed for a language; None while it is open, and when it never opens."""
    spoken = covered(language, now, office)
    opens = office.opens(spoken, now)
    return None if (here or office.open_for)(spoken, now) or opens is None else Notice("case_closing", moment=opens)


def ended(case: Case, state: CaseState, now: datetime, reason: Reason | None) -> Case:
    """Close a case; who had it last is remembered."""
    former = case.owner or case.former
    new = replace(case, state=state, owner=None, former=former, since=now, due=None, closed=now, reason=reason)
    return replace(new, snoozed=None, again=False)

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
    return replace(case, state=CaseState.ASSIGNED, owner=who, former=former, since=now, due=None, reminders=0)


def waiting(
    case: Case, now: datetime, office: Office, here: Callable[[str | None, datetime], bool] | None = None
) -> Moved:
    """Let a case wait for a counselor: in the line, or until the office opens, which the person is told.

    ``here`` says whether the office is there for it; that it is open, if nothing else is given.
    """
    language = covered(case.language, now, office)
    former, opens = case.owner or case.former, office.opens(language, now)
    case = replace(case, owner=None, former=former, since=now, due=None, reminders=0)
    if (here or office.open_for)(language, now) or opens is None:
        return Moved(replace(case, state=CaseState.QUEUED))
    notice = Notice("case_closing", moment=opens)
    return Moved(replace(case, state=CaseState.CALLBACK, due=opens), (notice,))


def ended(case: Case, state: CaseState, now: datetime, reason: Reason | None) -> Case:
    """Close a case; who had it last is remembered."""
    former = case.owner or case.former
    return replace(case, state=state, owner=None, former=former, since=now, due=None, closed=now, reason=reason)

"""Cells of the table: what time makes of a case when nobody does anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.case import CaseState, Moved, Notice, Reason, Refused
from bot.clocks import REMINDERS, patience
from bot.standing import ended, in_hand, waiting
from bot.why import Why

if TYPE_CHECKING:
    from datetime import datetime

    from bot.aside import SnoozeOver
    from bot.case import Case
    from bot.overdue import Closing, HoldOver, Opening, Reminded, Silence
    from bot.ports import Office


def opening(case: Case, _: Opening, now: datetime, office: Office) -> Moved | Refused:
    """Put a call-back into the line, when the office opens."""
    if case.due is not None and case.due > now:
        return Refused(Why.NOT_DUE)
    moved = waiting(case, now, office)
    if moved.case.state is CaseState.CALLBACK:  # the calendar was changed meanwhile
        return Moved(replace(case, due=moved.case.due))
    return replace(moved, notices=(Notice("case_opened"),))


def closing(case: Case, _: Closing, now: datetime, office: Office) -> Moved | Refused:
    """Let a case of the line wait for the next opening."""
    moved = waiting(case, now, office)
    return moved if moved.case.state is CaseState.CALLBACK else Moved(case)


def silence(case: Case, _: Silence, now: datetime, office: Office) -> Moved | Refused:
    """Take a case from an owner who does not answer."""
    return waiting(case, now, office) if patience(case, office) <= now else Refused(Why.NOT_DUE)


def reminded(case: Case, _: Reminded, now: datetime, __: Office) -> Moved | Refused:
    """Remind the person; in the end the case is over."""
    if case.since + REMINDERS[case.reminders] > now:
        return Refused(Why.NOT_DUE)
    count = case.reminders + 1
    if count == len(REMINDERS):
        return Moved(ended(case, CaseState.ABANDONED, now, Reason.NO_REPLY), (Notice("case_abandoned"),))
    # After a stop of the house, whatever is late must not come all at once.
    since = now - REMINDERS[case.reminders]
    return Moved(replace(case, reminders=count, since=since), (Notice(f"case_reminder_{count}"),))


def hold_over(case: Case, _: HoldOver, now: datetime, __: Office) -> Moved | Refused:
    """End a hold when its time is over."""
    if case.owner is None or (case.due is not None and case.due > now):
        return Refused(Why.NOT_DUE)
    return Moved(in_hand(case, case.owner, now))


def snooze_over(case: Case, _: SnoozeOver, now: datetime, __: Office) -> Moved | Refused:
    """Bring a case back into sight. Its clock begins anew: nobody was to look at it meanwhile."""
    if case.snoozed is None or case.snoozed > now:
        return Refused(Why.NOT_DUE)
    return Moved(replace(case, snoozed=None, since=now))

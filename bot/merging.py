"""Cells of the table: cases that are put aside, that are one and the same, and that nobody can reach."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.case import CaseState, Moved, Notice, Reason, Refused
from bot.standing import ended, in_hand, waiting
from bot.why import Why

if TYPE_CHECKING:
    from datetime import datetime

    from bot.aside import Absorb, Merge, Parted, Snooze, Stranded, Wake
    from bot.case import Case
    from bot.ports import Office


def snooze(case: Case, what: Snooze, now: datetime, _: Office) -> Moved | Refused:
    """Put a case out of sight."""
    if what.by != case.owner and not what.lead:
        return Refused(Why.NOT_YOURS)
    return Moved(replace(case, snoozed=what.until)) if what.until > now else Refused(Why.PAST)


def wake(case: Case, what: Wake, now: datetime, _: Office) -> Moved | Refused:
    """Take it back into sight."""
    if what.by != case.owner and not what.lead:
        return Refused(Why.NOT_YOURS)
    return Refused(Why.NOT_SNOOZED) if case.snoozed is None else Moved(awake(case, now))


def awake(case: Case, now: datetime) -> Case:
    """Give a case as it is when it is in sight again."""
    return case if case.snoozed is None else replace(case, snoozed=None, since=now)


def merge(case: Case, what: Merge, now: datetime, _: Office) -> Moved | Refused:
    """Close a case whose matter goes on in another one. Its talk stays in people's hands."""
    if case.owner is not None and what.by != case.owner and not what.lead:
        return Refused(Why.NOT_YOURS)
    if what.into == case.id:
        return Refused(Why.SAME_CASE)
    closed = replace(ended(case, CaseState.RESOLVED, now, Reason.DUPLICATE), into=what.into)
    return Moved(closed, (Notice("case_merged", (("number", what.number),)),))


def absorb(case: Case, what: Absorb, now: datetime, _: Office) -> Moved | Refused:
    """Go on with what another case was about: whatever was pressing there is pressing here."""
    new = replace(
        case,
        urgent=case.urgent or what.urgent,
        restricted=case.restricted or what.restricted,
        seen=min(case.seen, what.seen),
    )
    if case.owner is None and what.owner is not None:
        return Moved(in_hand(new, what.owner, now), (Notice("case_taken", (("alias", what.alias),)),))
    if what.waits is None:
        return Moved(new)
    if case.state is CaseState.WAITING_USER:
        return Moved(replace(new, state=CaseState.ASSIGNED, since=now, reminders=0, snoozed=None))
    return Moved(awake(new, now))


def parted(case: Case, what: Parted, now: datetime, _: Office) -> Moved | Refused:
    """Give the talk of a merged case back to the bot; its days of grace and of keeping begin now."""
    if case.into is None or not what.going:
        return Refused(Why.NOT_MERGED)
    return Moved(replace(case, closed=now), (Notice("case_resolved" if what.resolved else "case_abandoned"),))


def stranded(case: Case, _: Stranded, now: datetime, office: Office) -> Moved | Refused:
    """Let a case wait for somebody else than those who cannot be reached any more."""
    told = Notice("case_stranded")
    if case.owner is None:
        return Moved(case, (told,))
    moved = waiting(case, now, office)
    return replace(moved, notices=(told, *moved.notices))

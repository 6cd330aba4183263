"""The clocks of a case: each open state has one, and it says what happens when nobody does anything.

A clock is a timer row, so a restart loses none and any process may run it. It may go off late or
twice: the table looks again whether it is due.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from bot.aside import SnoozeOver
from bot.case import CaseState, Timer
from bot.overdue import Closing, HoldOver, Opening, Reminded, Silence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.case import Case, Move
    from bot.ports import Office

PATIENCE = timedelta(minutes=15)
"""How long a person waits for the owner, in office hours, before others may help; where the office does not say."""
REMINDERS = (timedelta(hours=24), timedelta(hours=72), timedelta(hours=96))
"""After an answer: the first reminder, the second, and the end."""
GRACE = timedelta(hours=72)
"""How long a resolved case may be taken up again."""

KINDS: Mapping[str, Move] = {
    "opening": Opening(),
    "closing": Closing(),
    "silence": Silence(),
    "reminder": Reminded(),
    "hold": HoldOver(),
    "snooze": SnoozeOver(),
}
"""What each kind of timer means for the case."""


def clock(case: Case, now: datetime, office: Office) -> Timer | None:  # noqa: PLR0911 - a line a state
    """Give the clock that runs in the state a case is in; None when time changes nothing there.

    While a case is put aside, nobody is silent and nobody is reminded: its owner said when to go on.
    """
    if case.snoozed is not None:
        return Timer("snooze", case.snoozed)
    match case.state:
        case CaseState.QUEUED:
            closes = office.closes(covered(case.language, now, office), now)
            return Timer("closing", closes) if closes else None
        case CaseState.CALLBACK:
            return Timer("opening", case.due) if case.due else None
        case CaseState.ASSIGNED:
            return Timer("silence", patience(case, office))
        case CaseState.WAITING_USER:
            return Timer("reminder", case.since + REMINDERS[case.reminders])
        case CaseState.ON_HOLD:
            return Timer("hold", case.due) if case.due else None
        case CaseState.RESOLVED | CaseState.ABANDONED:
            return None
        case unknown:
            assert_never(unknown)


def patience(case: Case, office: Office) -> datetime:
    """Say when the owner of a case has been silent for too long; nights and holidays do not count."""
    language = covered(case.language, case.since, office)
    within = office.answers_within(language, case.since) or PATIENCE
    opens = office.opens(language, case.since)
    if office.open_for(language, case.since):
        closes = office.closes(language, case.since)
        if closes is None or opens is None or case.since + within <= closes:
            return case.since + within
    return (opens or case.since) + within


def covered(language: str, now: datetime, office: Office) -> str | None:
    """Give the language if a team covers it, else None: then anybody helps, through a translation."""
    return language if office.open_for(language, now) or office.opens(language, now) is not None else None

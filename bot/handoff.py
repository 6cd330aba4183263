"""The handoff: one table that says, for every state of a case and everything that can happen, what comes next.

Pure: it reads no clock and asks nobody. Who may do what by their role is checked at the door; the
table knows only the owner. What the person does in a turn of theirs is answered in that turn
(``person``), so those moves have no notices; all others say here what the person is told, once
each time a state is entered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.aside import Absorb, Merge, Parted, Snooze, SnoozeOver, Stranded, Wake
from bot.case import (
    Again,
    Cancel,
    Case,
    CaseState,
    Claim,
    Gone,
    Heard,
    Hold,
    Label,
    Moved,
    Notice,
    Rate,
    Reason,
    Refused,
    Release,
    Remark,
    Resolve,
    Restrict,
    Resume,
    Speak,
    Transfer,
    Urge,
)
from bot.clocks import GRACE, KINDS, clock, covered
from bot.lapse import closing, hold_over, opening, reminded, silence, snooze_over
from bot.merging import absorb, awake, merge, parted, snooze, stranded, wake
from bot.overdue import Closing, HoldOver, Opening, Reminded, Silence
from bot.standing import ended, in_hand, waiting
from bot.why import Why

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.case import Move
    from bot.ports import Office

Cell = Callable[[Case, Any, "datetime", "Office"], Moved | Refused]

_STARS = range(1, 6)
_WORTH_RATING = frozenset({Reason.ANSWERED, Reason.REFERRED, Reason.OTHER})
_TIMED = tuple(type(move) for move in KINDS.values())


def move(case: Case, what: Move, now: datetime, office: Office) -> Moved | Refused:
    """Say what a move makes of a case: the case after it, or why it is not possible."""
    decided = TABLE[type(what)][case.state](case, what, now, office)
    if isinstance(decided, Refused):
        return decided
    new = replace(decided.case, version=case.version + 1)
    if _beat(new) == _beat(case) and not isinstance(what, _TIMED):
        return replace(decided, case=new)
    return _wound(replace(decided, case=new), now, office)


def opened(case: Case, now: datetime, office: Office) -> Moved:
    """Put a new case into the line, or note it for the next opening; say which."""
    moved = waiting(case, now, office, here=office.takes)
    state = moved.case.state
    if state is CaseState.QUEUED:
        told = Notice("case_queued", (("number", case.called),))
        within = office.answers_within(covered(case.language, now, office), now)
        if within is not None:
            waits = Notice("case_wait", (("minutes", str(max(1, round(within.total_seconds() / 60)))),))
            return _wound(replace(moved, notices=(told, waits)), now, office)
    elif covered(case.language, now, office):
        told = Notice("case_callback", (("number", case.called),), moved.case.due)
    else:
        told = Notice("case_callback_unknown", (("number", case.called),), moved.case.due)
    return _wound(replace(moved, notices=(told,)), now, office)


def turn(case: Case) -> tuple[bool, datetime]:
    """Give the order in which waiting cases are taken: urgent first, then who asked first."""
    return not case.urgent, case.opened


def _beat(case: Case) -> tuple[object, ...]:
    return case.state, case.since, case.due, case.reminders, case.snoozed


def _wound(moved: Moved, now: datetime, office: Office) -> Moved:
    """Stop the clock of the former state and wind up that of the new one."""
    running = clock(moved.case, now, office)
    return replace(moved, forget=tuple(KINDS), timers=(running,) if running else ())


# What staff do.


def _claim(case: Case, what: Claim, now: datetime, _: Office) -> Moved | Refused:
    return Moved(in_hand(case, what.by, now), (Notice("case_taken", (("alias", what.alias),)),))


def _early(case: Case, what: Claim, now: datetime, office: Office) -> Moved | Refused:
    """Outside hours only somebody in danger is taken at once."""
    return _claim(case, what, now, office) if case.urgent else Refused(Why.NOT_WAITING)


def _release(case: Case, what: Release, now: datetime, office: Office) -> Moved | Refused:
    if what.by != case.owner and not what.lead:
        return Refused(Why.NOT_YOURS)
    return waiting(case, now, office) if what.note.strip() else Refused(Why.NO_NOTE)


def _transfer(case: Case, what: Transfer, now: datetime, _: Office) -> Moved | Refused:
    if what.by != case.owner and not what.lead:
        return Refused(Why.NOT_YOURS)
    if not what.note.strip():
        return Refused(Why.NO_NOTE)
    if what.to == case.owner:
        return Refused(Why.NO_CHANGE)
    since = now if case.state is CaseState.ASSIGNED else case.since
    new = replace(case, owner=what.to, former=case.owner, since=since, snoozed=None)
    return Moved(new, (Notice("case_transferred", (("alias", what.alias),)),))


def _hand_out(case: Case, what: Transfer, now: datetime, _: Office) -> Moved | Refused:
    if not what.lead:
        return Refused(Why.NOT_YOURS)
    if not what.note.strip():
        return Refused(Why.NO_NOTE)
    return Moved(in_hand(case, what.to, now), (Notice("case_taken", (("alias", what.alias),)),))


def _speak(case: Case, what: Speak, now: datetime, _: Office) -> Moved | Refused:
    if what.by != case.owner:
        return Refused(Why.NOT_YOURS)
    if not what.text.strip() and not what.enclosed:
        return Refused(Why.NO_WORDS)
    new = replace(case, state=CaseState.WAITING_USER, since=now, due=None, reminders=0, snoozed=None)
    return Moved(replace(new, replied=case.replied or now))


def _hold(case: Case, what: Hold, now: datetime, _: Office) -> Moved | Refused:
    if what.by != case.owner:
        return Refused(Why.NOT_YOURS)
    if what.until <= now:
        return Refused(Why.PAST)
    new = replace(case, state=CaseState.ON_HOLD, since=now, due=what.until, reminders=0, snoozed=None)
    return Moved(new, (Notice("case_on_hold", (("alias", what.alias),), what.until),))


def _resume(case: Case, what: Resume, now: datetime, _: Office) -> Moved | Refused:
    if what.by != case.owner:
        return Refused(Why.NOT_YOURS)
    return Moved(in_hand(case, what.by, now), (Notice("case_hold_over", (("alias", what.alias),)),))


def _resolve(case: Case, what: Resolve, now: datetime, _: Office) -> Moved | Refused:
    if what.by != case.owner and not what.lead:
        return Refused(Why.NOT_YOURS)
    asked = (Notice("case_rate"),) if what.reason in _WORTH_RATING else ()
    return Moved(ended(case, CaseState.RESOLVED, now, what.reason), (Notice("case_resolved"), *asked))


def _remark(case: Case, what: Remark, _: datetime, __: Office) -> Moved | Refused:
    return Moved(case) if what.text.strip() else Refused(Why.NO_WORDS)


def _urge(case: Case, what: Urge, now: datetime, _: Office) -> Moved | Refused:
    if what.by is not None and what.urgent == case.urgent:
        return Refused(Why.NO_CHANGE)
    new = replace(case, urgent=what.urgent)
    return Moved(awake(new, now) if what.urgent else new)


def _label(case: Case, what: Label, _: datetime, __: Office) -> Moved | Refused:
    return Moved(replace(case, labels=what.labels))


def _restrict(case: Case, what: Restrict, _: datetime, __: Office) -> Moved | Refused:
    return Moved(replace(case, restricted=what.restricted))


# What the person does.


def _kept(case: Case, _: Heard, now: datetime, __: Office) -> Moved | Refused:
    return Moved(awake(case, now))


def _answered(case: Case, _: Heard, now: datetime, __: Office) -> Moved | Refused:
    return Moved(replace(case, state=CaseState.ASSIGNED, since=now, reminders=0, snoozed=None))


def _left(case: Case, _: Cancel | Gone, now: datetime, __: Office) -> Moved | Refused:
    return Moved(ended(case, CaseState.ABANDONED, now, None))


def _rate(case: Case, what: Rate, _: datetime, __: Office) -> Moved | Refused:
    return Moved(replace(case, rating=what.stars)) if what.stars in _STARS else Refused(Why.NO_SUCH_STARS)


def _again(case: Case, what: Again, now: datetime, office: Office) -> Moved | Refused:
    if case.closed is None or now - case.closed > GRACE:
        return Refused(Why.TOO_LATE)
    new = replace(case, closed=None, reason=None, into=None)
    if what.on_duty and case.former is not None:
        return Moved(in_hand(new, case.former, now))
    moved = waiting(new, now, office)
    return replace(moved, case=replace(moved.case, again=True), notices=())


def _no(why: Why) -> Cell:
    return lambda *_: Refused(why)


_over, _open, _not_yours, _taken = _no(Why.CLOSED), _no(Why.STILL_OPEN), _no(Why.NOT_YOURS), _no(Why.TAKEN)
_no_hold, _not_due = _no(Why.NOT_ON_HOLD), _no(Why.NOT_DUE)
_held, _apart = _no(Why.ON_HOLD), _no(Why.NOT_MERGED)

_ROWS: Mapping[type[Move], tuple[Cell, ...]] = {
    #          queued      callback    assigned    waiting-user  on-hold     resolved   abandoned
    Claim:    (_claim,     _early,     _taken,     _taken,       _taken,     _over,     _over),
    Release:  (_not_yours, _not_yours, _release,   _release,     _release,   _over,     _over),
    Transfer: (_hand_out,  _hand_out,  _transfer,  _transfer,    _transfer,  _over,     _over),
    Speak:    (_not_yours, _not_yours, _speak,     _speak,       _speak,     _over,     _over),
    Hold:     (_not_yours, _not_yours, _hold,      _hold,        _hold,      _over,     _over),
    Resume:   (_no_hold,   _no_hold,   _no_hold,   _no_hold,     _resume,    _over,     _over),
    Resolve:  (_resolve,   _resolve,   _resolve,   _resolve,     _resolve,   _over,     _over),
    Remark:   (_remark,    _remark,    _remark,    _remark,      _remark,    _remark,   _remark),
    Urge:     (_urge,      _urge,      _urge,      _urge,        _urge,      _over,     _over),
    Label:    (_label,     _label,     _label,     _label,       _label,     _label,    _label),
    Restrict: (_restrict,  _restrict,  _restrict,  _restrict,    _restrict,  _restrict, _restrict),
    Heard:    (_kept,      _kept,      _kept,      _answered,    _kept,      _over,     _over),
    Cancel:   (_left,      _left,      _left,      _left,        _left,      _over,     _over),
    Gone:     (_left,      _left,      _left,      _left,        _left,      _over,     _over),
    Rate:     (_open,      _open,      _open,      _open,        _open,      _rate,     _over),
    Again:    (_open,      _open,      _open,      _open,        _open,      _again,    _over),
    Snooze:   (_not_yours, _not_yours, snooze,     snooze,       _held,       _over,     _over),
    Wake:     (_not_yours, _not_yours, wake,       wake,         _held,       _over,     _over),
    Merge:    (merge,      merge,      merge,      merge,        merge,       _over,     _over),
    Absorb:   (absorb,     absorb,     absorb,     absorb,       absorb,      _over,     _over),
    Opening:  (_not_due,   opening,    _not_due,   _not_due,     _not_due,    _over,     _over),
    Closing:  (closing,    _not_due,   _not_due,   _not_due,     _not_due,    _over,     _over),
    Silence:  (_not_due,   _not_due,   silence,    _not_due,     _not_due,    _over,     _over),
    Reminded: (_not_due,   _not_due,   _not_due,   reminded,     _not_due,    _over,     _over),
    HoldOver: (_not_due,   _not_due,   _not_due,   _not_due,     hold_over,   _over,     _over),
    SnoozeOver: (_not_due, _not_due,   snooze_over, snooze_over, _not_due,    _over,     _over),
    Parted:   (_apart,     _apart,     _apart,     _apart,       _apart,      parted,    _apart),
    Stranded: (stranded,   stranded,   stranded,   stranded,     stranded,    _over,     _over),
}  # fmt: skip
TABLE: Mapping[type[Move], Mapping[CaseState, Cell]] = {
    kind: dict(zip(CaseState, cells, strict=True)) for kind, cells in _ROWS.items()
}

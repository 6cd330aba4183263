"""Who may do what: one table, role by role, and how far each permission reaches."""

from __future__ import annotations

from enum import Flag, StrEnum, auto
from typing import TYPE_CHECKING

from adapters.roster.people import Role
from bot.clocks import GRACE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adapters.roster.people import Viewer
    from bot.case import Case


class Reach(Flag):
    """Which cases a permission is for; what is no matter of cases has ``ANY``.

    OWN     open cases in one's own hands
    LINE    cases of one's teams that nobody has yet, but restricted ones
    TEAM    all open cases of one's teams
    OPEN    all open cases
    LATE    closed cases that one had last, as long as they may be taken up again
    CLOSED  closed cases
    CALLED  open cases that one was called into
    """

    NONE = 0
    OWN = auto()
    LINE = auto()
    TEAM = auto()
    OPEN = auto()
    LATE = auto()
    CLOSED = auto()
    CALLED = auto()
    ANY = auto()


class Action(StrEnum):
    """Everything that can be allowed."""

    # The lists.
    QUEUE = "queue"
    MINE = "mine"
    OPEN = "open"
    CLOSED = "closed"
    REPORTS = "reports"
    # One case.
    READ = "read"
    CLAIM = "claim"
    ANSWER = "answer"
    SUGGEST = "suggest"
    NOTE = "note"
    MARK = "mark"
    HOLD = "hold"
    TRANSFER = "transfer"
    RESOLVE = "resolve"
    RESTRICT = "restrict"
    CALL = "call"
    MERGE = "merge"
    TAKEOVER = "takeover"
    # The knowledge.
    PROPOSE = "propose"
    APPROVE = "approve"
    EDIT = "edit"
    PUBLISH = "publish"
    # The house.
    ACCOUNT = "account"
    PRESENCE = "presence"
    HOURS = "hours"
    STAFF = "staff"
    CHANNELS = "channels"
    # The resident's rights, and what is accounted for.
    ASK = "ask"
    EXPORT = "export"
    APPROVE_ERASURE = "approve-erasure"
    ERASE = "erase"
    AUDIT = "audit"


_I, _C, _L, _E, _A, _S = Role
_NO, _OWN, _LINE, _TEAM, _OPEN, _LATE, _CLOSED, _CALLED, _ANY = (
    Reach.NONE, Reach.OWN, Reach.LINE, Reach.TEAM, Reach.OPEN, Reach.LATE, Reach.CLOSED, Reach.CALLED, Reach.ANY,
)  # fmt: skip
_HAS, _KNOWS = _OWN | _LINE, _OWN | _LINE | _LATE

_ROWS: Mapping[Action, tuple[Reach, ...]] = {
    #                        interpreter counselor      lead             editor auditor administrator
    Action.QUEUE:           (_NO,        _ANY,          _ANY,            _NO,   _NO,    _NO),
    Action.MINE:            (_ANY,       _ANY,          _ANY,            _NO,   _NO,    _NO),
    Action.OPEN:            (_NO,        _NO,           _ANY,            _NO,   _NO,    _NO),
    Action.CLOSED:          (_NO,        _ANY,          _ANY,            _NO,   _NO,    _NO),
    Action.REPORTS:         (_NO,        _NO,           _ANY,            _ANY,  _ANY,   _ANY),
    Action.READ:            (_CALLED,    _KNOWS,        _OPEN | _CLOSED, _NO,   _NO,    _NO),
    Action.CLAIM:           (_NO,        _LINE,         _TEAM,           _NO,   _NO,    _NO),
    Action.ANSWER:          (_NO,        _OWN,          _TEAM,           _NO,   _NO,    _NO),
    Action.SUGGEST:         (_CALLED,    _OWN,          _TEAM,           _NO,   _NO,    _NO),
    Action.NOTE:            (_NO,        _KNOWS,        _OPEN | _CLOSED, _NO,   _NO,    _NO),
    Action.MARK:            (_NO,        _HAS,          _TEAM,           _NO,   _NO,    _NO),
    Action.HOLD:            (_NO,        _OWN,          _TEAM,           _NO,   _NO,    _NO),
    Action.TRANSFER:        (_NO,        _OWN,          _TEAM,           _NO,   _NO,    _NO),
    Action.RESOLVE:         (_NO,        _OWN,          _TEAM,           _NO,   _NO,    _NO),
    Action.RESTRICT:        (_NO,        _OWN,          _TEAM | _CLOSED, _NO,   _NO,    _NO),
    Action.CALL:            (_NO,        _OWN,          _TEAM,           _NO,   _NO,    _NO),
    Action.MERGE:           (_NO,        _HAS,          _TEAM,           _NO,   _NO,    _NO),
    Action.TAKEOVER:        (_NO,        _NO,           _ANY,            _NO,   _NO,    _NO),
    Action.PROPOSE:         (_NO,        _ANY,          _ANY,            _ANY,  _NO,    _NO),
    Action.APPROVE:         (_NO,        _NO,           _ANY,            _ANY,  _NO,    _NO),
    Action.EDIT:            (_NO,        _NO,           _NO,             _ANY,  _NO,    _NO),
    Action.PUBLISH:         (_NO,        _NO,           _NO,             _ANY,  _NO,    _NO),
    Action.ACCOUNT:         (_ANY,       _ANY,          _ANY,            _ANY,  _ANY,   _ANY),
    Action.PRESENCE:        (_ANY,       _ANY,          _ANY,            _NO,   _NO,    _NO),
    Action.HOURS:           (_NO,        _NO,           _ANY,            _NO,   _NO,    _ANY),
    Action.STAFF:           (_NO,        _NO,           _NO,             _NO,   _NO,    _ANY),
    Action.CHANNELS:        (_NO,        _NO,           _NO,             _NO,   _NO,    _ANY),
    Action.ASK:             (_NO,        _OWN | _LATE,  _OPEN | _CLOSED, _NO,   _NO,    _NO),
    Action.EXPORT:          (_NO,        _NO,           _OPEN | _CLOSED, _NO,   _NO,    _NO),
    Action.APPROVE_ERASURE: (_NO,        _NO,           _OPEN | _CLOSED, _NO,   _NO,    _NO),
    Action.ERASE:           (_NO,        _NO,           _NO,             _NO,   _NO,    _ANY),
    Action.AUDIT:           (_NO,        _NO,           _NO,             _NO,   _ANY,   _NO),
}  # fmt: skip
TABLE: Mapping[Action, Mapping[Role, Reach]] = {
    action: dict(zip(Role, cells, strict=True)) for action, cells in _ROWS.items()
}


def may(viewer: Viewer, action: Action, case: Case | None = None) -> bool:
    """Say whether somebody may do something, to one case; without a case: whether to any case at all."""
    reach = TABLE[action][viewer.role]
    return bool(reach) if case is None else any(_REACHES[one](viewer, case) for one in reach)


def asks_why(viewer: Viewer, case: Case) -> bool:
    """Say whether this case is read only with a reason, which is noted: not one's own, and closed or restricted."""
    return not (_own(viewer, case) or _late(viewer, case)) and (case.restricted or not case.state.open)


def _own(viewer: Viewer, case: Case) -> bool:
    return case.state.open and case.owner == viewer.id


def _line(viewer: Viewer, case: Case) -> bool:
    return _team(viewer, case) and case.owner is None and not case.restricted


def _team(viewer: Viewer, case: Case) -> bool:
    return case.state.open and (not case.team or case.team in viewer.teams)


def _late(viewer: Viewer, case: Case) -> bool:
    return case.former == viewer.id and case.closed is not None and viewer.at - case.closed <= GRACE


_REACHES: Mapping[Reach, Callable[[Viewer, Case], bool]] = {
    Reach.OWN: _own,
    Reach.LINE: _line,
    Reach.TEAM: _team,
    Reach.OPEN: lambda _, case: case.state.open,
    Reach.LATE: _late,
    Reach.CLOSED: lambda _, case: not case.state.open,
    Reach.CALLED: lambda viewer, case: case.state.open and case.id in viewer.invited,
    Reach.ANY: lambda _, __: True,
}

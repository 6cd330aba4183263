"""Who may do what: the table of the handoff, word for word, and how far each permission reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from adapters.roster.people import Role, Viewer
from adapters.roster.roles import TABLE, Action, Reach, asks_why, may
from bot.case import Case, CaseState

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
QUEUED = Case("c", 1, "line", "talk", CaseState.QUEUED, "uk", NOW, NOW, "1", team="desk")
MINE = replace(QUEUED, state=CaseState.ASSIGNED, owner="me")
THEIRS = replace(QUEUED, state=CaseState.ASSIGNED, owner="somebody")
CLOSED = replace(QUEUED, state=CaseState.RESOLVED, former="me", closed=NOW - timedelta(hours=72))
OLD = replace(CLOSED, closed=NOW - timedelta(hours=72, seconds=1))
ABANDONED = replace(CLOSED, state=CaseState.ABANDONED)
SECRET = replace(QUEUED, restricted=True)
ELSEWHERE = replace(QUEUED, team="ukraine")
NO_TEAM = replace(QUEUED, team="")
CASES = {
    "queued": QUEUED, "mine": MINE, "theirs": THEIRS, "closed": CLOSED, "old": OLD, "abandoned": ABANDONED,
    "secret": SECRET, "elsewhere": ELSEWHERE, "no team": NO_TEAM,
    "mine elsewhere": replace(MINE, team="ukraine"), "mine secret": replace(MINE, restricted=True),
    "theirs secret": replace(THEIRS, restricted=True), "callback": replace(QUEUED, state=CaseState.CALLBACK),
    "mine waiting": replace(MINE, state=CaseState.WAITING_USER), "mine on hold": replace(MINE, state=CaseState.ON_HOLD),
    "closed by others": replace(CLOSED, former="somebody"),
}  # fmt: skip
OWN = {"mine", "mine elsewhere", "mine secret", "mine waiting", "mine on hold"}
LATE = {"closed", "abandoned"}
LINE = {"queued", "no team", "callback"}
OPEN = {name for name, case in CASES.items() if case.state.open}
TEAM = OPEN - {"elsewhere", "mine elsewhere"}
ENDED = set(CASES) - OPEN


def viewer(role: Role, **about: object) -> Viewer:
    return replace(Viewer("me", "Me", "M", role, NOW, teams=("desk",)), **about)  # type: ignore[arg-type]


def reached(role: Role, action: Action) -> set[str]:
    return {name for name, case in CASES.items() if may(viewer(role), action, case)}


def test_every_action_has_a_cell_for_every_role() -> None:
    assert set(TABLE) == set(Action)
    assert all(set(cells) == set(Role) for cells in TABLE.values())


@pytest.mark.parametrize(
    ("action", "roles"),
    [
        (Action.QUEUE, {Role.COUNSELOR, Role.LEAD}),
        (Action.MINE, {Role.INTERPRETER, Role.COUNSELOR, Role.LEAD}),
        (Action.OPEN, {Role.LEAD}),
        (Action.CLAIM, {Role.COUNSELOR, Role.LEAD}),
        (Action.ANSWER, {Role.COUNSELOR, Role.LEAD}),
        (Action.SUGGEST, {Role.INTERPRETER, Role.COUNSELOR, Role.LEAD}),
        (Action.PROPOSE, {Role.COUNSELOR, Role.LEAD, Role.EDITOR}),
        (Action.PUBLISH, {Role.EDITOR}),
        (Action.STAFF, {Role.ADMINISTRATOR}),
        (Action.CHANNELS, {Role.ADMINISTRATOR}),
        (Action.HOURS, {Role.LEAD, Role.ADMINISTRATOR}),
        (Action.PRESENCE, {Role.INTERPRETER, Role.COUNSELOR, Role.LEAD}),
        (Action.AUDIT, {Role.AUDITOR}),
        (Action.APPROVE_ERASURE, {Role.LEAD}),
        (Action.ERASE, {Role.ADMINISTRATOR}),
        (Action.ACCOUNT, set(Role)),
    ],
)
def test_whose_an_action_is(action: Action, roles: set[Role]) -> None:
    assert {role for role in Role if may(viewer(role), action)} == roles


def test_what_a_counselor_reads() -> None:
    assert reached(Role.COUNSELOR, Action.READ) == OWN | LINE | LATE


def test_what_a_counselor_does() -> None:
    assert reached(Role.COUNSELOR, Action.CLAIM) == LINE
    for action in (Action.ANSWER, Action.TRANSFER, Action.RESOLVE, Action.HOLD, Action.RESTRICT, Action.CALL):
        assert reached(Role.COUNSELOR, action) == OWN, action
    assert reached(Role.COUNSELOR, Action.ASK) == OWN | LATE
    assert reached(Role.COUNSELOR, Action.MARK) == OWN | LINE
    assert reached(Role.COUNSELOR, Action.EXPORT) == set()


def test_what_a_lead_reads_and_does() -> None:
    assert reached(Role.LEAD, Action.READ) == set(CASES)
    for action in (Action.CLAIM, Action.ANSWER, Action.TRANSFER, Action.RESOLVE):
        assert reached(Role.LEAD, action) == TEAM, action


def test_an_interpreter_reads_the_cases_they_were_called_into_as_long_as_those_are_open() -> None:
    assert reached(Role.INTERPRETER, Action.READ) == set()
    called = viewer(Role.INTERPRETER, invited=frozenset({"c"}))
    assert {name for name, case in CASES.items() if may(called, Action.READ, case)} == OPEN
    assert may(called, Action.SUGGEST, THEIRS)
    for action in (Action.ANSWER, Action.CLAIM, Action.TRANSFER, Action.RESOLVE, Action.NOTE):
        assert not may(called, action, THEIRS)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_else_reads_a_word(role: Role) -> None:
    asking = viewer(role, invited=frozenset({"c"}))
    for action in (Action.READ, Action.ANSWER, Action.NOTE, Action.SUGGEST, Action.EXPORT, Action.CLAIM):
        assert not any(may(asking, action, case) for case in CASES.values()), action


def test_a_reason_is_asked_for_what_is_closed_or_restricted_and_not_ones_own() -> None:
    lead = viewer(Role.LEAD)
    asked = {name for name, case in CASES.items() if asks_why(lead, case)}
    assert asked == {"secret", "theirs secret", "old", "closed by others"}


def test_what_is_no_matter_of_cases_reaches_all() -> None:
    assert TABLE[Action.STAFF][Role.ADMINISTRATOR] is Reach.ANY
    assert may(viewer(Role.ADMINISTRATOR), Action.STAFF, QUEUED)
    assert {"closed", "old", "abandoned", "closed by others"} == ENDED

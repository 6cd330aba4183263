"""Every cell of the table: what each move makes of each state, and what can never be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import get_args

import pytest

from bot.aside import Absorb, Merge, Parted, Snooze, SnoozeOver, Stranded, Wake
from bot.case import (
    Again,
    Cancel,
    CaseState,
    Claim,
    Gone,
    Heard,
    Hold,
    Label,
    Move,
    Moved,
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
from bot.handoff import TABLE, move
from bot.overdue import Closing, HoldOver, Opening, Reminded, Silence
from tests.bot.office import EVENING, MONDAY, TUESDAY_10, Weekly, case

LATER = MONDAY + timedelta(hours=1)
# One move of each kind, by the owner where there is one, at a moment when it makes sense.
MOVES: dict[str, tuple[Move, datetime]] = {
    "claim": (Claim("taras", "Taras"), LATER),
    "release": (Release("olena", "lunch"), LATER),
    "transfer": (Transfer("olena", "taras", "Taras", "speaks better"), LATER),
    "lead-transfers": (Transfer("lead", "taras", "Taras", "yours", lead=True), LATER),
    "speak": (Speak("olena", "Olena", "Good day"), LATER),
    "hold": (Hold("olena", "Olena", LATER + timedelta(hours=3)), LATER),
    "resume": (Resume("olena", "Olena"), LATER),
    "resolve": (Resolve("olena", Reason.ANSWERED), LATER),
    "lead-resolves": (Resolve("lead", Reason.MISUSE, lead=True), LATER),
    "remark": (Remark("anybody", "seen the letter"), LATER),
    "urge": (Urge("olena", urgent=True), LATER),
    "label": (Label("olena", ("housing",)), LATER),
    "restrict": (Restrict("olena", restricted=True), LATER),
    "heard": (Heard(), LATER),
    "cancel": (Cancel(), LATER),
    "gone": (Gone(), LATER),
    "rate": (Rate(4), LATER),
    "again": (Again(), LATER),
    "opening": (Opening(), TUESDAY_10),
    "closing": (Closing(), EVENING),
    "silence": (Silence(), LATER),
    "reminded": (Reminded(), MONDAY + timedelta(hours=24)),
    "hold-over": (HoldOver(), MONDAY + timedelta(hours=2)),
    "snooze": (Snooze("olena", LATER + timedelta(days=3)), LATER),
    "lead-snoozes": (Snooze("lead", LATER + timedelta(days=3), lead=True), LATER),
    "wake": (Wake("olena"), LATER),
    "snooze-over": (SnoozeOver(), LATER),
    "merge": (Merge("olena", "other", "261123-00001"), LATER),
    "absorb": (Absorb("olena", "one", "261123-00002", owner="taras", alias="Taras", waits=MONDAY), LATER),
    "parted": (Parted(resolved=True), LATER),
    "stranded": (Stranded(), LATER),
}
# What comes of it: a state, "=" for the same one, or "-" and why it is refused.
EXPECTED = """
                queued        callback      assigned      waiting-user  on-hold       resolved      abandoned
claim           assigned      -not-waiting  -taken        -taken        -taken        -closed       -closed
release         -not-yours    -not-yours    queued        queued        queued        -closed       -closed
transfer        -not-yours    -not-yours    =             =             =             -closed       -closed
lead-transfers  assigned      assigned      =             =             =             -closed       -closed
speak           -not-yours    -not-yours    waiting-user  =             waiting-user  -closed       -closed
hold            -not-yours    -not-yours    on-hold       on-hold       =             -closed       -closed
resume          -not-on-hold  -not-on-hold  -not-on-hold  -not-on-hold  assigned      -closed       -closed
resolve         -not-yours    -not-yours    resolved      resolved      resolved      -closed       -closed
lead-resolves   resolved      resolved      resolved      resolved      resolved      -closed       -closed
remark          =             =             =             =             =             =             =
urge            =             =             =             =             =             -closed       -closed
label           =             =             =             =             =             =             =
restrict        =             =             =             =             =             =             =
heard           =             =             =             assigned      =             -closed       -closed
cancel          abandoned     abandoned     abandoned     abandoned     abandoned     -closed       -closed
gone            abandoned     abandoned     abandoned     abandoned     abandoned     -closed       -closed
rate            -still-open   -still-open   -still-open   -still-open   -still-open   =             -closed
again           -still-open   -still-open   -still-open   -still-open   -still-open   queued        -closed
opening         -not-due      queued        -not-due      -not-due      -not-due      -closed       -closed
closing         callback      -not-due      -not-due      -not-due      -not-due      -closed       -closed
silence         -not-due      -not-due      queued        -not-due      -not-due      -closed       -closed
reminded        -not-due      -not-due      -not-due      =             -not-due      -closed       -closed
hold-over       -not-due      -not-due      -not-due      -not-due      assigned      -closed       -closed
snooze          -not-yours    -not-yours    =             =             -on-hold      -closed       -closed
lead-snoozes    -not-yours    -not-yours    =             =             -on-hold      -closed       -closed
wake            -not-yours    -not-yours    -not-snoozed  -not-snoozed  -on-hold      -closed       -closed
snooze-over     -not-due      -not-due      -not-due      -not-due      -not-due      -closed       -closed
merge           resolved      resolved      resolved      resolved      resolved      -closed       -closed
absorb          assigned      assigned      =             assigned      =             -closed       -closed
parted          -not-merged   -not-merged   -not-merged   -not-merged   -not-merged   -not-merged   -not-merged
stranded        =             =             queued        queued        queued        -closed       -closed
"""
_HEAD, *_LINES = EXPECTED.strip().splitlines()
CELLS = [
    (name, CaseState(state), cell)
    for name, *cells in map(str.split, _LINES)
    for state, cell in zip(_HEAD.split(), cells, strict=True)
]


@pytest.mark.parametrize(("name", "state", "cell"), CELLS, ids=str)
def test_every_cell_of_the_table(name: str, state: CaseState, cell: str) -> None:
    what, now = MOVES[name]
    before = case(state)
    after = move(before, what, now, Weekly())
    if cell.startswith("-"):
        assert after == Refused(cell[1:])
        return
    assert isinstance(after, Moved)
    assert after.case.state == (state if cell == "=" else cell)
    assert after.case.version == before.version + 1
    assert (after.case.owner is not None) == (after.case.state in {"assigned", "waiting-user", "on-hold"})
    assert (after.case.closed is not None) == (not after.case.state.open)
    assert (after.case.due is not None) == (after.case.state in {"callback", "on-hold"})


def test_the_table_of_this_test_has_every_move_and_every_state() -> None:
    assert {type(what) for what, _ in MOVES.values()} == set(get_args(Move)) == set(TABLE)
    assert {line.split()[0] for line in _LINES} == set(MOVES)
    assert all(set(row) == set(CaseState) for row in TABLE.values())


@pytest.mark.parametrize(
    "name", ["speak", "hold", "resume", "resolve", "release", "transfer", "snooze", "wake", "merge"]
)
@pytest.mark.parametrize("state", [CaseState.ASSIGNED, CaseState.WAITING_USER, CaseState.ON_HOLD])
def test_only_the_owner_does_the_work_of_the_owner(name: str, state: CaseState) -> None:
    what, now = MOVES[name]
    after = move(case(state, owner="taras"), what, now, Weekly())
    held = state is CaseState.ON_HOLD
    expected = "not-on-hold" if name == "resume" and not held else "not-yours"
    assert after == Refused("on-hold" if held and name in {"snooze", "wake"} else expected)


@pytest.mark.parametrize("name", [*MOVES])
@pytest.mark.parametrize("state", [*CaseState])
def test_what_the_person_does_in_a_turn_of_theirs_has_no_notices(name: str, state: CaseState) -> None:
    what, now = MOVES[name]
    after = move(case(state), what, now, Weekly())
    if isinstance(what, Heard | Cancel | Gone | Rate | Again | Label | Restrict | Remark | Urge | Speak):
        assert isinstance(after, Refused) or after.notices == ()

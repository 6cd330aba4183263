"""The clocks of cases as timer rows: one of a kind for each talk, as a talk has one open case at most."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from adapters.store import timers
from adapters.store.tables import timer
from bot.clocks import KINDS

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.case import Case, Timer

PREFIX = "case-"
GONE = f"{PREFIX}gone"
"""Not one of the table's: a platform said that nobody is there any more."""

PARTED = f"{PREFIX}parted"
"""Not of a state either: the case that goes on for this one has ended."""

SOON = timedelta(minutes=1)


def wind(connection: Connection, case: Case, begin: Collection[Timer], stop: Collection[str]) -> None:
    """Stop the clocks of some kinds, then start others; who started one again starts it anew."""
    kinds = {f"{PREFIX}{kind}" for kind in (*stop, *(clock.kind for clock in begin))}
    if kinds:
        ours = (timer.c.channel == case.channel, timer.c.conversation == case.conversation)
        connection.execute(delete(timer).where(*ours, timer.c.kind.in_(kinds)))
    for clock in begin:
        due = timers.Due(f"{PREFIX}{clock.kind}", case.channel, case.conversation, case.id)
        timers.start(connection, due, clock.at)


def stop_all(connection: Connection, channel: str, conversation: str) -> None:
    """Stop every clock of a talk."""
    ours = (timer.c.channel == channel, timer.c.conversation == conversation)
    kinds = {GONE, PARTED, *(f"{PREFIX}{kind}" for kind in KINDS)}
    connection.execute(delete(timer).where(*ours, timer.c.kind.in_(kinds)))


def nobody_there(connection: Connection, channel: str, conversation: str, case_id: str, now: datetime) -> None:
    """Have a case ended soon: its person blocked us."""
    timers.start(connection, timers.Due(GONE, channel, conversation, case_id), now)

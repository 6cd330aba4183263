"""How much waits, and for how long: for metrics and alarms. Only indexes of what waits are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from adapters.store.tables import DEAD, UNCERTAIN, UNDELIVERED, UNSENT, inbox, outbox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Parcels:
    """The outbox of one channel: numbers of parcels, and seconds that the oldest unsent one waits."""

    unsent: int = 0
    oldest: float = 0.0
    uncertain: int = 0
    dead: int = 0


@dataclass(frozen=True, slots=True)
class Depths:
    """All processes together. ``waiting`` messages, the oldest for ``oldest`` seconds, ``dead`` ones."""

    waiting: int
    oldest: float
    dead: int
    outbox: Mapping[str, Parcels] = field(default_factory=dict)


def look(connection: Connection) -> Depths:
    """Count what waits and what was given up."""
    now = datetime.now(UTC)
    waiting, first = _of_inbox(connection, "new")
    given_up, _ = _of_inbox(connection, "dead")
    unsent = {
        row.channel: row
        for row in connection.execute(
            select(outbox.c.channel, func.count().label("number"), func.min(outbox.c.made_at).label("first"))
            .where(UNSENT)
            .group_by(outbox.c.channel)
        )
    }
    undelivered: Counter[tuple[str, str]] = Counter()
    for row in connection.execute(
        select(outbox.c.channel, outbox.c.state, func.count().label("number"))
        .where(UNDELIVERED)
        .group_by(outbox.c.channel, outbox.c.state)
    ):
        undelivered[row.channel, row.state] = row.number
    channels = sorted({*unsent, *(channel for channel, _ in undelivered)})
    return Depths(
        waiting,
        _age(first, now),
        given_up,
        {
            channel: Parcels(
                unsent[channel].number if channel in unsent else 0,
                _age(unsent[channel].first, now) if channel in unsent else 0.0,
                undelivered[channel, UNCERTAIN],
                undelivered[channel, DEAD],
            )
            for channel in channels
        },
    )


def _of_inbox(connection: Connection, state: str) -> tuple[int, datetime | None]:
    # Written out, so that the index of just these rows is used.
    rows = select(func.count(), func.min(inbox.c.received_at)).where(text(f"inbox.state = '{state}'"))
    number, first = connection.execute(rows).one()
    return number, first


def _age(first: datetime | None, now: datetime) -> float:
    return 0.0 if first is None else max(0.0, (now - first).total_seconds())

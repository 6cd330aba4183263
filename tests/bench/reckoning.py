"""After a measurement: which line was heard by whom and when, and whether the counters are right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.store import counters
from adapters.store.cipher import Cipher
from adapters.store.opening import open_store
from adapters.store.tables import message
from adapters.store.tables_cases import cases, feed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Connection

    from adapters.casebook import Tally
    from tests.bench.counselors import Heard
    from tests.bench.residents import Said

_GRACE = 2.0
"""Seconds around a claim in which a line may be taken for the whole line's or for its owner's alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the feed, as much of it as is needed. ``event`` is the message that a line came with."""

    position: int
    case: str
    kind: str
    state: str
    who: str | None
    event: str = ""


@dataclass
class Reckoned:
    """Seconds from when a line was due, and from when it was accepted, to everybody who heard of it."""

    from_due: list[float] = field(default_factory=list)
    from_accepted: list[float] = field(default_factory=list)
    lines: int = 0
    unheard: list[str] = field(default_factory=list)
    """Lines that somebody should have heard of and did not."""


async def reckon(folder: Path, database: str, day: tuple[date, date]) -> tuple[list[Row], bool, int]:
    """Read what was stored: the feed, whether the counters equal a recount, and how many cases there are."""
    store = open_store(database, folder, None)
    try:
        rows, kept, again = await store.submit(lambda connection: _read(connection, day))
    finally:
        await store.close()
    return rows, kept == again, sum(each.opened for each in again)


def _read(connection: Connection, day: tuple[date, date]) -> tuple[list[Row], list[Tally], list[Tally]]:
    found = connection.execute(select(feed).order_by(feed.c.id)).all()
    lines = select(cases.c.id, message.c.event_id).join(
        message,
        (message.c.channel == cases.c.channel)
        & (message.c.conversation == cases.c.conversation)
        & (message.c.id > cases.c.first_line)
        & (cases.c.last_line.is_(None) | (message.c.id <= cases.c.last_line)),
    )
    said = defaultdict(list)
    for row in connection.execute(lines.where(message.c.mine, message.c.part == 0).order_by(message.c.id)):
        said[row.id].append(row.event_id)
    heard = [(row.case_id, row.id) for row in found if row.kind == "line"]
    events = _paired(heard, said)
    rows = [
        Row(row.id, row.case_id, row.kind, row.state, row.who, events.get(row.id, "")) for row in found
    ]  # fmt: skip
    # Without labels nothing of a case is encrypted, and nobody gives labels here.
    return rows, counters.tallies(connection, *day), counters.recount(connection, Cipher((bytes(32),)))


def _paired(heard: Iterable[tuple[str, int]], said: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """Say which message each line of the feed is: both are in order, and what was said before the case came first."""
    positions = defaultdict(list)
    for case, position in heard:
        positions[case].append(position)
    return {
        position: event
        for case, numbers in positions.items()
        for position, event in zip(numbers, said[case][-len(numbers) :], strict=True)
    }


def compare(rows: Sequence[Row], said: Iterable[Said], heard: Iterable[Heard], staff: Sequence[str]) -> Reckoned:
    """Say how long it took, and whom it did not reach; ``staff`` are those who see all that waits."""
    by_event = {each.event: each for each in said}
    by_position: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for one in heard:
        by_position[one.position].setdefault(one.who, one.at)
    owners = _owners(rows)
    found = Reckoned()
    for row in rows:
        line = by_event.get(row.event)
        if row.kind != "line" or line is None:
            continue
        found.lines += 1
        times = by_position[row.position]
        found.from_due += [at - line.due for at in times.values()]
        found.from_accepted += [at - line.accepted for at in times.values()]
        missing = _expected(row, owners[row.case], staff) - times.keys()
        if missing:
            found.unheard.append(f"{row.position}: {', '.join(sorted(missing))}")
    return found


def _owners(rows: Iterable[Row]) -> dict[str, list[tuple[int, str]]]:
    """Give who took each case, and from which position of the feed on."""
    owners: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        if row.kind == "moved" and row.state == "assigned" and row.who:
            owners[row.case].append((row.position, row.who))
    return owners


def _expected(row: Row, owners: Sequence[tuple[int, str]], staff: Sequence[str]) -> set[str]:
    """Give who has to hear of a line: its owner; everybody while nobody had it, and nobody took it soon after."""
    before = [who for position, who in owners if position < row.position]
    if before:
        return {before[-1]}
    return {owners[0][1]} if owners else set(staff)

"""The counters as reports ask for them, and counted once more from the cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.casebook import Tally
from adapters.store import filing
from adapters.store.filed import Counted, figures
from adapters.store.tables_cases import cases, tally as table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher

_NUMBERS = tuple(field.name for field in fields(Tally) if field.type == "int")
_REASON, _FACE = "reason:", "face:"


def tallies(connection: Connection, first: date, last: date) -> list[Tally]:
    """Give the counts of some days, by day, language, topic and channel."""
    rows = connection.execute(
        select(table).where(table.c.day >= first.isoformat(), table.c.day <= last.isoformat(), table.c.number != 0)
    )
    found: defaultdict[Counted, dict[str, int]] = defaultdict(dict)
    for row in rows:
        found[Counted(row.day, row.language, row.topic, row.channel)][row.what] = row.number
    return made(found)


def recount(connection: Connection, cipher: Cipher) -> list[Tally]:
    """Count all cases anew, one by one: what the counters must agree with."""
    found: defaultdict[Counted, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(select(cases)):
        filed = filing.read(row, cipher)
        found[filed.counted].update(figures(filed))
    return made({key: {what: number for what, number in each.items() if number} for key, each in found.items()})


def made(found: Mapping[Counted, Mapping[str, int]]) -> list[Tally]:
    """Put counts together."""
    return [
        Tally(
            date.fromisoformat(key.day),
            key.language,
            key.topic,
            key.channel,
            **{name: numbers.get(name, 0) for name in _NUMBERS},
            reasons=_split(numbers, _REASON),
            faces={int(face): number for face, number in _split(numbers, _FACE).items()},
        )
        for key, numbers in sorted(found.items())
    ]


def _split(numbers: Mapping[str, int], prefix: str) -> dict[str, int]:
    kinds: Sequence[str] = sorted(what for what in numbers if what.startswith(prefix))
    return {kind.removeprefix(prefix): numbers[kind] for kind in kinds}

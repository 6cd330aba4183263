"""Many rows of one table in one statement, without a statement's usual preparation for each of them.

SQLAlchemy works out every value of every row by itself, which for these rows costs more than writing
them. For tables that are only ever added to; rows come as tuples, in the order of ``names``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.store.tables import Moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

_AT_ONCE = 200
"""Rows of a statement: both engines take several thousand values and more."""

_moment = Moment()


class Rows:
    """Rows of ``table``, with a value for each of ``names``."""

    def __init__(self, table: Table, *names: str) -> None:
        self._table = table.name
        self._names = names
        # A moment is a number in the database; what the table's own type does, done here.
        self._moments = tuple(at for at, name in enumerate(names) if isinstance(table.c[name].type, Moment))

    def add(self, connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
        """Insert rows. Runs inside a unit of work."""
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            sign = "?" if connection.dialect.paramstyle == "qmark" else "%s"
            connection.exec_driver_sql(_insert(self._table, self._names, len(some), sign), self._flat(some))

    def _flat(self, rows: Sequence[tuple[object, ...]]) -> tuple[object, ...]:
        flat: list[object] = []
        for row in rows:
            begin = len(flat)
            flat += row
            for at in self._moments:
                flat[begin + at] = _moment.process_bind_param(row[at], None)  # type: ignore[arg-type]
        return tuple(flat)


@lru_cache(maxsize=_AT_ONCE * 4)
def _insert(table: str, names: tuple[str, ...], rows: int, sign: str) -> str:
    row = f"({', '.join([sign] * len(names))})"
    columns = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({columns}) VALUES {", ".join([row] * rows)}'  # noqa: S608 - names of ours

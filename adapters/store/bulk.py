"""Many rows of one table in one statement, without a statement's usual preparation for each of them.

SQLAlchemy works out every value of every row by itself, which for these rows costs more than writing
them; and each statement of its own hands the interpreter's lock to and fro. Rows come as tuples, in the
order of ``names``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from adapters.store.tables import Moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Table

_AT_ONCE = 200
"""Rows of a statement: both engines take several thousand values and more."""

_moment = Moment()


Row = tuple[object, ...]


class Rows:
    """Rows of ``table``, with a value for each of ``names``. Used inside a unit of work."""

    def __init__(self, table: Table, *names: str) -> None:
        self._insert = f'INSERT INTO "{table.name}" ({_listed(names)}) VALUES '  # noqa: S608 - names of ours
        self._values = _Values(table, names)

    def add(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert rows."""
        for text, values in self._values.of(connection, rows):
            connection.exec_driver_sql(self._insert + text, values)


class Changes:
    """Changes of rows of ``table``: found by ``keys``, then ``sets`` are set; ``where`` may refuse a row.

    A change is a row of the keys' values, then the others'. In ``where`` the new values are called ``new``;
    ``always`` is set in every row.
    """

    def __init__(
        self, table: Table, keys: tuple[str, ...], sets: tuple[str, ...], where: str, always: str = ""
    ) -> None:
        found = " AND ".join(f'"{table.name}"."{key}" = new."{key}"' for key in keys)
        changed = ", ".join(f'"{name}" = new."{name}"' for name in sets)
        names = _listed((*keys, *sets))
        # The names stand inside: sqlite3 counts the rows of a statement only when it begins with UPDATE.
        self._begin = f'UPDATE "{table.name}" SET {changed}{always} FROM (WITH named ({names}) AS (VALUES '  # noqa: S608 - names of ours
        self._end = f") SELECT * FROM named) AS new WHERE {found} AND {where}"  # noqa: S608
        self._values = _Values(table, (*keys, *sets))

    def make(self, connection: Connection, rows: Sequence[Row]) -> int:
        """Change rows; gives how many were changed."""
        done = 0
        for text, values in self._values.of(connection, rows):
            done += connection.exec_driver_sql(self._begin + text + self._end, values).rowcount
        return done


class _Values:
    """Values of rows as a statement wants them."""

    def __init__(self, table: Table, names: tuple[str, ...]) -> None:
        self._width = len(names)
        # A moment is a number in the database; what the table's own type does, done here.
        self._moments = tuple(
            at for at, name in enumerate(names) if name in table.c and isinstance(table.c[name].type, Moment)
        )

    def of(self, connection: Connection, rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
        """Give the text and the values of as many statements as are needed."""
        sign = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            yield _places(self._width, len(some), sign), self._flat(some)

    def _flat(self, rows: Sequence[Row]) -> Row:
        flat: list[object] = []
        for row in rows:
            begin = len(flat)
            flat += row
            for at in self._moments:
                flat[begin + at] = _moment.process_bind_param(row[at], None)  # type: ignore[arg-type]
        return tuple(flat)


@lru_cache(maxsize=_AT_ONCE * 4)
def _places(width: int, rows: int, sign: str) -> str:
    return ", ".join([f"({', '.join([sign] * width)})"] * rows)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)

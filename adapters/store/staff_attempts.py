"""Tries that failed, counted in rows, so that every process counts the same ones.

A try is counted before it is looked at, and the count is taken back when it was right: of a
hundred tries at the same moment no more are looked at than of a hundred in a row.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from adapters.roster.accounts import pause
from adapters.store.engines import insert_new
from adapters.store.tables_staff import attempt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta
    from typing import Any

    from sqlalchemy import Connection, Row

    from adapters.roster.accounts import Knock
    from adapters.store.cipher import Cipher


def knock(connection: Connection, knocks: Sequence[Knock], now: datetime, cipher: Cipher) -> int:
    """Count one try against each of some; or give the seconds to wait, and count nothing."""
    keyed = {_key(cipher, one): one for one in knocks}
    # First without a trace: who has to wait makes no rows for whatever names come to their mind.
    if wait := _wait(_held(connection, keyed), now):
        return wait
    rows = _locked(connection, keyed, now)
    if wait := _wait(rows, now):
        return wait
    for key, one in keyed.items():
        row = rows[key]
        before: int = 0 if now - row.last_at >= one.forget else row.failures
        failures = before + 1
        connection.execute(
            update(attempt)
            .where(attempt.c.key == key)
            .values(failures=failures, last_at=now, until_at=now + pause(failures, one.free))
        )
    return 0


def excuse(connection: Connection, knocks: Sequence[Knock], now: datetime, cipher: Cipher) -> None:
    """Take one count back, and the wait that came with it."""
    keyed = {_key(cipher, one): one for one in knocks}
    for key, row in _locked(connection, keyed, now).items():
        less = update(attempt).where(attempt.c.key == key)
        connection.execute(less.values(failures=max(0, row.failures - 1), until_at=now))


def forget(connection: Connection, one: Knock, cipher: Cipher) -> None:
    """Forget all failures of one: they are inside now."""
    connection.execute(delete(attempt).where(attempt.c.key == _key(cipher, one)))


def sweep(connection: Connection, now: datetime, after: timedelta) -> int:
    """Forget what lies long back."""
    return connection.execute(delete(attempt).where(attempt.c.last_at < now - after)).rowcount


def _locked(connection: Connection, keyed: Mapping[str, Knock], now: datetime) -> dict[str, Row[Any]]:
    """Give the rows, new ones too, held until the end of the transaction."""
    new = [{"key": key, "failures": 0, "last_at": now, "until_at": now} for key in sorted(keyed)]
    connection.execute(insert_new(connection, attempt), new)
    return _held(connection, keyed)


def _held(connection: Connection, keyed: Mapping[str, Knock]) -> dict[str, Row[Any]]:
    """Give the rows that are there, held; in one order, so that nobody blocks each other."""
    held = select(attempt).where(attempt.c.key.in_(keyed)).order_by(attempt.c.key).with_for_update()
    return {row.key: row for row in connection.execute(held)}


def _wait(rows: Mapping[str, Row[Any]], now: datetime) -> int:
    until: datetime = max((row.until_at for row in rows.values()), default=now)
    return ceil((until - now).total_seconds()) if until > now else 0


def _key(cipher: Cipher, one: Knock) -> str:
    # People type passwords into the wrong field: what was typed is not kept.
    return cipher.pseudonym("attempt", one.kind, one.who)

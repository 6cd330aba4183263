"""What was given up: shown to a person, who has it tried again or dropped.

A drawer is opened beside a running counter, by a process that lives for a moment: no lock file, no
migration, one short transaction for each thing. The counter finds what is to be tried again by polling.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text, update

from adapters.store.cipher import Cipher
from adapters.store.engines import database, file_of, writing
from adapters.store.keys import data_keys
from adapters.store.tables import DONE, NEW, UNDELIVERED, WITHDRAWN, inbox, outbox
from adapters.store.talk import open_
from adapters.store.trouble import as_store_errors
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Row

_IN, _OUT = "in", "out"
_DIGITS = 18
_DEAD_INBOX = text("inbox.state = 'dead'")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """One thing that was given up. Nothing in it says who the person is.

    number  its name for ``replay`` and ``drop``: "in-5" a message, "out-7" a parcel
    person  a pseudonym of the talk: the same for all of one talk
    age     seconds since it came in, or was to go out
    code    why, short and technical
    """

    number: str
    channel: str
    person: str
    age: float
    state: str
    attempts: int
    code: str


class Drawer:
    """What was given up in one database. To be closed."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    def undelivered(self, limit: int = 1000) -> Sequence[Undelivered]:
        """List what was given up: messages first, then parcels, oldest first."""
        with self._transaction() as connection:
            now = datetime.now(UTC)
            messages = connection.execute(select(inbox).where(_DEAD_INBOX).order_by(inbox.c.seq).limit(limit)).all()
            parcels = connection.execute(select(outbox).where(UNDELIVERED).order_by(outbox.c.number).limit(limit))
            return [
                *(self._shown(f"{_IN}-{row.seq}", row, now - row.received_at, "") for row in messages),
                *(self._shown(f"{_OUT}-{row.number}", row, now - row.made_at, row.code or "") for row in parcels),
            ][:limit]

    def replay(self, number: str) -> bool:
        """Have it tried again from the start; False when it is not (any more) there to be tried.

        Nor is a parcel that was decided before the talk changed hands.
        """
        box, row_number = _parsed(number)
        with self._transaction() as connection:
            if box == _IN:
                again = update(inbox).where(inbox.c.seq == row_number, _DEAD_INBOX, inbox.c.body.is_not(None))
                return connection.execute(again.values(state=NEW, attempts=0, reason=None)).rowcount == 1
            row = connection.execute(select(outbox).where(outbox.c.number == row_number, UNDELIVERED)).one_or_none()
            if row is None or row.body is None or self._is_older(connection, row):
                return False
            send = update(outbox).where(outbox.c.number == row_number)
            now = datetime.now(UTC)
            connection.execute(send.values(state=NEW, attempts=0, unsure=False, due_at=now, code=None))
            return True

    def drop(self, number: str) -> bool:
        """Let go of it, words and all; False when it is not there (any more)."""
        box, row_number = _parsed(number)
        with self._transaction() as connection:
            if box == _IN:
                done = update(inbox).where(inbox.c.seq == row_number, _DEAD_INBOX)
                return connection.execute(done.values(state=DONE, body=None, reason=None)).rowcount == 1
            gone = update(outbox).where(outbox.c.number == row_number, UNDELIVERED)
            return connection.execute(gone.values(state=WITHDRAWN, body=None)).rowcount == 1

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with as_store_errors(), self._engine.begin() as connection:
            yield connection

    def _is_older(self, connection: Connection, row: Row[Any]) -> bool:
        epoch: int = row.epoch
        return open_(connection, row.channel, row.conversation, self._cipher).epoch > epoch

    def _shown(self, number: str, row: Row[Any], age: timedelta, code: str) -> Undelivered:
        person = self._cipher.pseudonym(row.channel, row.conversation)
        return Undelivered(number, row.channel, person, age.total_seconds(), row.state, row.attempts, code)


def open_drawer(database_url: str, data_dir: Path, data_key: str | None = None) -> Drawer:
    """Open the drawer of the database that a counter uses, or used; ``StoreError`` when there is none."""
    url = database(database_url, data_dir)
    file = file_of(url)
    if file is not None and not file.exists():
        msg = f"there is no database at {file}: start the counter once, or set DATABASE_URL"
        raise StoreError(msg)
    cipher = Cipher(data_keys(data_key, data_dir, first_run=False))
    with as_store_errors():
        return Drawer(writing(url), cipher)


def _parsed(number: str) -> tuple[str, int]:
    box, _, digits = number.partition("-")
    if box not in {_IN, _OUT} or not (digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS):
        msg = "name it as it is listed, for example in-5 or out-7"
        raise StoreError(msg)
    return box, int(digits)

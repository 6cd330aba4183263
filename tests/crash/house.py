"""The database as the tests look into it, from outside and without changing anything."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from adapters.store import outbox as parcels
from adapters.store.cipher import Cipher
from adapters.store.engines import database, reading
from adapters.store.keys import data_keys
from adapters.store.tables import UNCERTAIN, UNSENT, inbox, outbox
from adapters.store.undelivered import open_drawer
from tests.crash.echo import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from tests.crash.history import Told
    from tests.crash.order import Order


class House:
    """One database, looked at while counters come and go."""

    def __init__(self, order: Order) -> None:
        self._url = order.database
        self._folder = Path(order.folder)

    def waiting(self) -> tuple[int, int]:
        """Count what is not answered, and what is not sent."""
        with self._connection() as connection:
            unanswered = select(func.count()).select_from(inbox).where(text("state = 'new'"))
            unsent = select(func.count()).select_from(outbox).where(UNSENT)
            return connection.execute(unanswered).scalar_one(), connection.execute(unsent).scalar_one()

    def sending(self) -> int:
        """Count what was in somebody's hand."""
        with self._connection() as connection:
            rows = select(func.count()).select_from(outbox).where(text("state = 'sending'"))
            return int(connection.execute(rows).scalar_one())

    def uncertain(self) -> list[list[Told]]:
        """Give the parcels that the counter itself says it does not know about: which parts of answers each holds."""
        cipher = Cipher(data_keys(None, self._folder, first_run=False))
        with self._connection() as connection:
            rows = connection.execute(select(outbox).where(outbox.c.state == UNCERTAIN)).all()
        found = [parcels.dispatch(row, cipher, unsure=True) for row in rows]
        return [[(each.conversation, part) for part in marks(each.parcel.body)] for each in found]

    def too_late(self) -> int:
        """Count the replies on LINE whose token ran out before it was clear whether they had arrived."""
        with self._connection() as connection:
            rows = select(func.count()).select_from(outbox).where(outbox.c.state == UNCERTAIN)
            return int(connection.execute(rows.where(outbox.c.code == "reply token")).scalar_one())

    def listed(self) -> int:
        """Count the uncertain parcels that ``madoguchi undelivered`` shows to staff."""
        drawer = open_drawer(self._url, self._folder, None)
        try:
            return sum(row.state == UNCERTAIN for row in drawer.undelivered(limit=100_000))
        finally:
            drawer.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        engine = reading(database(self._url, self._folder))
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

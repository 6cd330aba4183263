"""A commit for no other purpose than to know that commits work."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from adapters.store.engines import insert_new
from adapters.store.tables import pulse

if TYPE_CHECKING:
    from sqlalchemy import Connection


def beat(connection: Connection) -> None:
    """Write the time."""
    now = datetime.now(UTC)
    if not connection.execute(pulse.update().where(pulse.c.id == 1).values(at=now)).rowcount:
        connection.execute(insert_new(connection, pulse), {"id": 1, "at": now})

"""Who is told that a translation is there, or will not be. Runs inside a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from adapters.store import ledger
from adapters.store.ledger import Happened
from adapters.store.tables_cases import cases

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row


def tell(connection: Connection, row: Row[Any], now: datetime) -> None:
    """Tell the cases that a line belongs to."""
    here = select(cases.c.id, cases.c.state, cases.c.merged_into).where(
        cases.c.channel == row.channel,
        cases.c.conversation == row.conversation,
        cases.c.first_line < row.line,
        func.coalesce(cases.c.last_line, row.line) >= row.line,
        cases.c.forgotten_at.is_(None),
    )
    for case in connection.execute(here).all():
        for case_id in filter(None, (case.id, case.merged_into)):
            ledger.note(connection, Happened(case_id, "translated", case.state, now))

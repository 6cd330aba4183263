"""What counselors began to write: each one's own, encrypted as all words are. Runs inside a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from adapters.casebook import Draft
from adapters.store import desktop
from adapters.store.engines import insert_or
from adapters.store.tables_cases import draft

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher


def read(connection: Connection, case_id: str, who: str, cipher: Cipher) -> Draft | None:
    """Give what somebody began to write."""
    row = connection.execute(select(draft).where(draft.c.case_id == case_id, draft.c.staff == who)).one_or_none()
    if row is None:
        return None
    return Draft(cipher.open(row.body, *_place(case_id, who)).decode("utf-8", "surrogatepass"), row.at)


def keep(connection: Connection, named: tuple[str, str], text: str, now: datetime, cipher: Cipher) -> None:
    """Keep what somebody (of ``named``, after the case) began to write; nothing for a case that has no words."""
    case_id, who = named
    if not text.strip():
        connection.execute(delete(draft).where(draft.c.case_id == case_id, draft.c.staff == who))
        return
    if desktop.state_of(connection, case_id) is None:
        return
    body = cipher.close(text.encode("utf-8", "surrogatepass"), *_place(case_id, who))
    connection.execute(insert_or(connection, draft), {"case_id": case_id, "staff": who, "at": now, "body": body})


def _place(case_id: str, who: str) -> tuple[str, ...]:
    return ("draft", "body", case_id, who)

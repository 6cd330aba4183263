"""Notes that only staff read. Runs inside a unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from adapters.casebook import RemarkLine
from adapters.store.tables_cases import remark

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher


@dataclass(frozen=True, slots=True)
class Note:
    """A note to be kept. ``kind`` as in ``RemarkLine.on``; ``key`` names it within its case."""

    case_id: str
    by: str
    kind: str
    key: str
    text: str


def keep(connection: Connection, note: Note, now: datetime, cipher: Cipher) -> None:
    """Keep a note on a case."""
    body = cipher.close(note.text.encode("utf-8", "surrogatepass"), *_place(note.case_id, note.key))
    row = {"case_id": note.case_id, "at": now, "by": note.by, "kind": note.kind, "key": note.key, "body": body}
    connection.execute(insert(remark), row)


def of(connection: Connection, case_id: str, cipher: Cipher) -> list[RemarkLine]:
    """Give the notes on a case, oldest first."""
    rows = connection.execute(select(remark).where(remark.c.case_id == case_id).order_by(remark.c.id))
    return [
        RemarkLine(
            row.id,
            row.at,
            row.by,
            row.kind,
            cipher.open(row.body, *_place(case_id, row.key)).decode("utf-8", "surrogatepass"),
            row.key,
        )
        for row in rows
    ]


def _place(case_id: str, key: str) -> tuple[str, ...]:
    return ("remark", "body", case_id, key)

"""Reading what is closed, and taking a copy of what is kept: each leaves a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.store import auditing, filing, moving, remarks
from adapters.store.auditing import Deed
from adapters.store.tables_cases import audit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.filed import Filed
    from adapters.store.remarks import Note

VIEWED, EXPORT = "viewed", "export"


def viewed(connection: Connection, note: Note, now: datetime, cipher: Cipher) -> None:
    """Note who read a closed or restricted case, and (for colleagues alone) why."""
    filed = filing.find(connection, note.case_id, cipher)
    if filed is None:
        return
    auditing.write(connection, Deed(VIEWED, note.by, note.case_id), now)
    if note.text.strip() and filed.forgotten is None:
        remarks.keep(connection, note, now, cipher)


def exported(
    connection: Connection, case_id: str, by: str, at: tuple[datetime, datetime], cipher: Cipher
) -> int | None:  # fmt: skip
    """Note an export as of the first moment, at the second one; gives the newest line that belongs into it.

    That is the newest one when it was exported for the first time: a later copy is to be the same document.
    """
    filed = kept(connection, case_id, cipher)
    if filed is None:
        return None
    as_of, now = at
    codes = f"as_of={as_of.isoformat()} line="
    before = select(audit.c.detail).where(audit.c.case_id == case_id, audit.c.what == EXPORT).order_by(audit.c.id)
    found = next((detail for detail in connection.scalars(before) if detail.startswith(codes)), None)
    line = moving.newest_line(connection, filed.case.channel, filed.case.conversation)
    until = line if found is None else int(found.removeprefix(codes))
    auditing.write(connection, Deed(EXPORT, by, case_id, detail=f"{codes}{until}"), now)
    return until


def kept(connection: Connection, case_id: str, cipher: Cipher) -> Filed | None:
    """Give a case that has its words, to be changed by nobody else until the commit."""
    filed = filing.find(connection, case_id, cipher, lock=True)
    return None if filed is None or filed.forgotten is not None else filed

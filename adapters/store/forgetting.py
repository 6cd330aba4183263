"""Forgetting cases: whose they were, and every note on them. What was counted stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from adapters.store import auditing, clocks, family, filed as files, filing, ledger, moving, translation
from adapters.store.duty import Shut
from adapters.store.ledger import Happened
from adapters.store.tables_cases import cases, draft, presence, remark
from adapters.store.tables_files import enclosure
from bot import handoff
from bot.case import Cancel, CaseState, Moved

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.filed import Filed


def forget(connection: Connection, channel: str, conversation: str, cipher: Cipher, now: datetime) -> None:
    """Forget whose the cases of a talk were, and every note on them; an open one ends with it."""
    ids = select(cases.c.id).where(cases.c.channel == channel, cases.c.conversation == conversation)
    for case_id in connection.scalars(ids).all():
        filed = filing.find(connection, case_id, cipher, lock=True)
        if filed is not None:
            empty(connection, filed, cipher, now)
            ledger.note(connection, Happened(case_id, "erased", CaseState.ABANDONED, now))
    clocks.stop_all(connection, channel, conversation)


def empty(connection: Connection, filed: Filed, cipher: Cipher, now: datetime) -> None:
    """Leave of a case only what is counted."""
    case_id, after = filed.case.id, filed
    if filed.case.state.open:
        moved = handoff.move(filed.case, Cancel(), now, Shut())
        if isinstance(moved, Moved):
            after = moving.moved_on(connection, filed, Cancel(), moved, now)
            auditing.write(connection, auditing.moved(Cancel(), filed.case, moved.case), now)
    # They were made for the case, and go with it, even where a line stays a little longer.
    translation.forget(connection, *translation.of_span(family.own(after)))
    filing.change(connection, filed, files.emptied(after, now), cipher)
    for table in (remark, draft, presence, enclosure):
        connection.execute(delete(table).where(table.c.case_id == case_id))

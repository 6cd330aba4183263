"""The person's rights, as staff see to them: reading what is closed leaves a trace, and erasing takes three.

Who asked and who approved stands in the audit, where nobody can change it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from adapters.casebook import Done, Erasure, Refusal
from adapters.store import auditing, cases, erasing, filing, remarks, speaking
from adapters.store.acting import KEY, MISSING, Acted
from adapters.store.auditing import Deed
from adapters.store.tables_cases import audit, cases as rows
from adapters.store.talk import advance, open_
from bot import replies
from bot.telling import Telling

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.acting import Means
    from adapters.store.cipher import Cipher
    from adapters.store.filing import Filed
    from adapters.store.remarks import Note

VIEWED, EXPORT = "viewed", "export"
_ASKED, _APPROVED, _ERASE = "erasure-asked", "erasure-approved", "erase"
_ABOUT = text("audit.what IN ('erasure-asked', 'erasure-approved')")
NOT_APPROVED = "not-approved"


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
    filed = _kept(connection, case_id, cipher)
    if filed is None:
        return None
    as_of, now = at
    codes = f"as_of={as_of.isoformat()} line="
    before = select(audit.c.detail).where(audit.c.case_id == case_id, audit.c.what == EXPORT).order_by(audit.c.id)
    found = next((detail for detail in connection.scalars(before) if detail.startswith(codes)), None)
    line = cases.newest_line(connection, filed.case.channel, filed.case.conversation)
    until = line if found is None else int(found.removeprefix(codes))
    auditing.write(connection, Deed(EXPORT, by, case_id, detail=f"{codes}{until}"), now)
    return until


def ask(connection: Connection, case_id: str, by: str, now: datetime, cipher: Cipher) -> bool:
    """Ask that a person's data be erased; False when that is asked for already, or done."""
    if _kept(connection, case_id, cipher) is None or _erasure(connection, case_id) is not None:
        return False
    auditing.write(connection, Deed(_ASKED, by, case_id), now)
    return True


def approve(connection: Connection, case_id: str, by: str, now: datetime, cipher: Cipher) -> bool:
    """Approve what somebody else asked for."""
    found = _erasure(connection, case_id)
    if _kept(connection, case_id, cipher) is None or found is None or found.approved_by or found.asked_by == by:
        return False
    auditing.write(connection, Deed(_APPROVED, by, case_id, on=found.asked_by), now)
    return True


def erasures(connection: Connection) -> list[Erasure]:
    """Give what is asked for and not done, oldest first."""
    asked = select(audit.c.case_id).join(rows, rows.c.id == audit.c.case_id)
    still = asked.where(_ABOUT, audit.c.what == _ASKED, rows.c.forgotten_at.is_(None)).order_by(audit.c.id)
    found = (_erasure(connection, case_id) for case_id in dict.fromkeys(connection.scalars(still)))
    return [each for each in found if each is not None]


def erase(connection: Connection, deed: Deed, now: datetime, means: Means) -> Acted:
    """Delete all words of a case's person, everywhere, and tell them; what was counted stays counted."""
    case_id, key, cipher = deed.case_id or "", deed.key or "", means.cipher
    before = auditing.done(connection, case_id, key)
    known = filing.find(connection, case_id, cipher)
    if known is not None and before is not None:
        return Acted(Done(known.case, again=True) if before == (deed.by, _ERASE) else Refusal(KEY, known.case))
    if known is None or known.forgotten is not None:
        return Acted(Refusal(MISSING))
    found = _erasure(connection, case_id)
    if found is None or found.approved_by is None:
        return Acted(Refusal(NOT_APPROVED, known.case))
    channel, person = known.case.channel, known.case.conversation
    talk = open_(connection, channel, person, cipher, lock=True)
    erasing.talk(connection, (channel, person), cipher.pseudonym(channel, person), None)
    cases.forget(connection, channel, person, cipher, now)
    talk = replace(talk.emptied(), version=talk.version + 1)
    advance(connection, [(talk, now)], cipher)
    said = (replies.say(means.desk, talk, "erased", entry="erased"),)
    push = means.channels.get(channel)
    parcels = push.pack_spoken(talk, said, "") if push is not None else ()
    # By the key alone: what is said now must not lead back to the case.
    speech = speaking.Speech(f"erased:{key}", Telling(talk, said), parcels, now)
    dispatches = speaking.say(connection, speech, cipher)
    auditing.write(connection, replace(deed, what=_ERASE, on=found.asked_by), now)
    after = filing.find(connection, case_id, cipher)
    return Acted(Done(after.case if after else known.case), dispatches, (channel, person))


def _kept(connection: Connection, case_id: str, cipher: Cipher) -> Filed | None:
    filed = filing.find(connection, case_id, cipher, lock=True)
    return None if filed is None or filed.forgotten is not None else filed


def _erasure(connection: Connection, case_id: str) -> Erasure | None:
    found: Erasure | None = None
    about = select(audit).where(audit.c.case_id == case_id, audit.c.what.in_((_ASKED, _APPROVED))).order_by(audit.c.id)
    for row in connection.execute(about):
        if row.what == _ASKED and found is None:
            found = Erasure(case_id, row.by, row.at)
        elif row.what == _APPROVED and found is not None:
            found = replace(found, approved_by=row.by)
    return found

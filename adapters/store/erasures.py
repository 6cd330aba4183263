"""Erasing a person takes three: one asks, another approves, a third does it.

Who asked and who approved stands in the audit, where nobody can change it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, text

from adapters.casebook import Done, Erasure, Refusal
from adapters.store import auditing, erasing, filing, forgetting, speaking
from adapters.store.auditing import Deed
from adapters.store.orders import KEY, MISSING, Acted
from adapters.store.rights import kept
from adapters.store.tables_cases import audit, cases as rows
from adapters.store.talk import advance, open_
from bot import replies
from bot.telling import Telling

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.orders import Means

_ASKED, _APPROVED, _ERASE = "erasure-asked", "erasure-approved", "erase"
_ABOUT = text("audit.what IN ('erasure-asked', 'erasure-approved')")
NOT_APPROVED = "not-approved"


def ask(connection: Connection, case_id: str, by: str, now: datetime, cipher: Cipher) -> bool:
    """Ask that a person's data be erased; False when that is asked for already, or done."""
    if kept(connection, case_id, cipher) is None or _erasure(connection, case_id) is not None:
        return False
    auditing.write(connection, Deed(_ASKED, by, case_id), now)
    return True


def approve(connection: Connection, case_id: str, by: str, now: datetime, cipher: Cipher) -> bool:
    """Approve what somebody else asked for."""
    found = _erasure(connection, case_id)
    if kept(connection, case_id, cipher) is None or found is None or found.approved_by or found.asked_by == by:
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
    forgetting.forget(connection, channel, person, cipher, now)
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


def _erasure(connection: Connection, case_id: str) -> Erasure | None:
    found: Erasure | None = None
    about = select(audit).where(audit.c.case_id == case_id, audit.c.what.in_((_ASKED, _APPROVED))).order_by(audit.c.id)
    for row in connection.execute(about):
        if row.what == _ASKED and found is None:
            found = Erasure(case_id, row.by, row.at)
        elif row.what == _APPROVED and found is not None:
            found = replace(found, approved_by=row.by)
    return found

"""Sessions as rows: begun, given a new id, ended, by whichever process the browser happens to reach."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from adapters.roster.accounts import Entered, Stage
from adapters.roster.people import Role
from adapters.store import auditing, staff_rows
from adapters.store.auditing import Deed
from adapters.store.tables_staff import called, session, staff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.roster.accounts import Ending, Session, Start
    from adapters.store.cipher import Cipher


def entered(connection: Connection, key_hash: str, now: datetime, cipher: Cipher) -> Entered | None:
    """Give the living session of an id; None when it is over, or its owner may not enter any more."""
    row = connection.execute(select(session).where(session.c.key_hash == key_hash)).one_or_none()
    if row is None:
        return None
    found = staff_rows.session(row, cipher)
    if found.over(now):
        return None
    if found.staff is None:
        return Entered(found)
    owner = connection.execute(select(staff).where(staff.c.id == found.staff, staff.c.active)).one_or_none()
    if owner is None:
        return None
    into: frozenset[str] = frozenset()
    if owner.role == Role.INTERPRETER:
        into = frozenset(connection.scalars(select(called.c.case_id).where(called.c.staff == owner.id)))
    return Entered(found, staff_rows.member(owner, cipher), into)


def holds(connection: Connection, name: str | None) -> bool:
    """Say whether the session to be replaced is there, and let nobody else replace it meanwhile."""
    if name is None:
        return True
    there = select(session.c.name).where(session.c.name == name).with_for_update()
    return connection.execute(there).first() is not None


def begin(connection: Connection, start: Start, now: datetime, cipher: Cipher) -> None:
    """Write a session in the place of the one it replaces; what ended by itself is forgotten."""
    connection.execute(delete(session).where((session.c.name == start.replaces) | (session.c.ends_at < now)))
    about = json.dumps((start.about.agent, start.about.address), ensure_ascii=False)
    connection.execute(
        insert(session),
        {
            "name": start.name,
            "key_hash": start.key_hash,
            "staff": start.staff,
            "stage": start.stage,
            "token": start.token,
            "about_body": staff_rows.close(cipher, about, "session", "about_body", start.name),
            "pending_body": _pending(cipher, start.name, start.pending),
            "made_at": now,
            "used_at": now,
            "ends_at": start.ends,
            "stale": False,
        },
    )


def begin_half(connection: Connection, start: Start, now: datetime, cipher: Cipher) -> bool:
    """Begin a session that is not inside yet."""
    if start.stage is Stage.IN or not holds(connection, start.replaces):
        return False
    begin(connection, start, now, cipher)
    return True


def renew(connection: Connection, name: str, old_hash: str, new_hash: str) -> bool:
    """Give a stale session its new id; of several requests at once only one does."""
    stale = update(session).where(session.c.name == name, session.c.key_hash == old_hash, session.c.stale)
    return connection.execute(stale.values(key_hash=new_hash, stale=False)).rowcount == 1


def use(connection: Connection, name: str, now: datetime) -> None:
    """Note the last use, of the session and of whom it belongs to."""
    connection.execute(update(session).where(session.c.name == name).values(used_at=now))
    owner = select(session.c.staff).where(session.c.name == name).scalar_subquery()
    connection.execute(update(staff).where(staff.c.id == owner).values(seen_at=now))


def keep(connection: Connection, name: str, pending: str, cipher: Cipher) -> bool:
    """Keep what was begun."""
    kept = update(session).where(session.c.name == name).values(pending_body=_pending(cipher, name, pending))
    return connection.execute(kept).rowcount == 1


def take(connection: Connection, name: str, cipher: Cipher) -> str:
    """Give what was begun, once."""
    mine = select(session.c.pending_body).where(session.c.name == name).with_for_update()
    blob = connection.scalars(mine).one_or_none()
    if blob is None:
        return ""
    connection.execute(update(session).where(session.c.name == name).values(pending_body=None))
    return staff_rows.open_(cipher, blob, "session", "pending_body", name)


def end(connection: Connection, name: str, now: datetime) -> None:
    """End a session, because its owner goes."""
    gone = connection.execute(delete(session).where(session.c.name == name).returning(session.c.staff, session.c.stage))
    for row in gone.all():
        if row.stage == Stage.IN:
            auditing.write(connection, Deed("logout", row.staff), now)


def end_all(connection: Connection, ending: Ending) -> int:
    """End sessions of somebody."""
    theirs = delete(session).where(session.c.staff == ending.staff, session.c.name != ending.but)
    return connection.execute(theirs.where(session.c.name == ending.only) if ending.only else theirs).rowcount


def revoke(connection: Connection, ending: Ending, now: datetime) -> int:
    """End sessions of somebody because somebody says so."""
    ended = end_all(connection, ending)
    if ended:
        auditing.write(connection, Deed("revoke", ending.by, on=ending.staff, detail=f"sessions={ended}"), now)
    return ended


def living(connection: Connection, staff_id: str, now: datetime, cipher: Cipher) -> Sequence[Session]:
    """Give the sessions in which somebody is inside, the newest first."""
    rows = connection.execute(
        select(session)
        .where(session.c.staff == staff_id, session.c.stage == Stage.IN)
        .order_by(session.c.made_at.desc(), session.c.name)
    )
    found = (staff_rows.session(row, cipher) for row in rows)
    return [one for one in found if not one.over(now)]


def sweep(connection: Connection, now: datetime) -> int:
    """Forget what ended by itself."""
    return connection.execute(delete(session).where(session.c.ends_at < now)).rowcount


def _pending(cipher: Cipher, name: str, pending: str) -> bytes | None:
    return staff_rows.close(cipher, pending, "session", "pending_body", name) if pending else None

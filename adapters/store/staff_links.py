"""One-time links: who comes by one uses it up, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from adapters.roster.accounts import Ending, Kind, Outcome
from adapters.roster.people import Presence
from adapters.store import auditing, staff_badges, staff_people, staff_rows, staff_sessions
from adapters.store.auditing import Deed
from adapters.store.tables_staff import invitation, passkey, recovery, staff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection, Row

    from adapters.roster.accounts import Invitation, Newcomer, Renewed, Start
    from adapters.store.cipher import Cipher

CAPACITY = 5
"""How many open cases a newcomer takes, until they say something else."""


def invite(connection: Connection, new: Invitation, key_hash: str, cipher: Cipher) -> None:
    """Keep a link; of somebody's renewals the newest holds. First ones all hold: each process shows one of its own."""
    if new.staff is not None:
        connection.execute(delete(invitation).where(invitation.c.staff == new.staff))
    connection.execute(
        insert(invitation),
        {
            "id": new.id,
            "key_hash": key_hash,
            "kind": new.kind,
            "role": new.role,
            "teams": " ".join(new.teams),
            "staff": new.staff,
            "by": new.by,
            "note_body": staff_rows.close(cipher, new.note, "invitation", "note_body", new.id) if new.note else None,
            "made_at": new.made,
            "ends_at": new.ends,
        },
    )
    if new.by is not None:
        what = "renewal" if new.kind is Kind.RENEWAL else "invite"
        auditing.write(connection, Deed(what, new.by, on=new.staff or new.id, detail=f"role={new.role}"), new.made)


def find(connection: Connection, key_hash: str, now: datetime, cipher: Cipher) -> Invitation | None:
    """Give what a link is for."""
    row = _held(connection, key_hash, now, hold=False)
    return None if row is None else staff_rows.invitation(row, cipher)


def waiting(connection: Connection, now: datetime, cipher: Cipher) -> Sequence[Invitation]:
    """Give the links that somebody may still come by, the newest first."""
    rows = connection.execute(
        select(invitation)
        .where(invitation.c.ends_at > now, invitation.c.kind != Kind.FIRST)
        .order_by(invitation.c.made_at.desc(), invitation.c.id)
    )
    return [staff_rows.invitation(row, cipher) for row in rows]


def withdraw(connection: Connection, invitation_id: str, by: str, now: datetime) -> Outcome:
    """Take a link back."""
    gone = delete(invitation).where(invitation.c.id == invitation_id, invitation.c.kind != Kind.FIRST)
    if connection.execute(gone).rowcount != 1:
        return Outcome.GONE
    auditing.write(connection, Deed("withdraw", by, on=invitation_id), now)
    return Outcome.DONE


def join(connection: Connection, newcomer: Newcomer, start: Start, now: datetime, cipher: Cipher) -> Outcome:
    """Let somebody in. A name that is taken leaves the link as it is."""
    row = _held(connection, newcomer.link, now, hold=True)
    if row is None or row.kind == Kind.RENEWAL or (row.kind == Kind.FIRST and not staff_people.nobody(connection)):
        return Outcome.GONE
    new = {
        "id": newcomer.id,
        "login": newcomer.login,
        "active": True,
        "role": row.role,
        "alias": newcomer.alias,
        "name_body": staff_rows.close(cipher, newcomer.name, "staff", "name_body", newcomer.id),
        "password": newcomer.password,
        "totp_body": None,
        "totp_step": 0,
        "languages": "",
        "teams": row.teams,
        "presence": Presence.AWAY,
        "capacity": CAPACITY,
        "made_at": now,
        "seen_at": None,
    }
    if not staff_rows.added(connection, staff, new):
        return Outcome.TAKEN
    used = invitation.c.kind == Kind.FIRST if row.kind == Kind.FIRST else invitation.c.id == row.id
    connection.execute(delete(invitation).where(used))
    staff_sessions.begin(connection, start, now, cipher)
    detail = f"role={row.role} by={row.kind}"
    auditing.write(connection, Deed("join", newcomer.id, on=row.by or "", detail=detail), now)
    return Outcome.DONE


def restart(connection: Connection, renewed: Renewed, start: Start, now: datetime, cipher: Cipher) -> Outcome:
    """Give somebody a new beginning. ``start.staff`` has to be whom the link is for."""
    row = _held(connection, renewed.link, now, hold=True)
    if row is None or row.kind != Kind.RENEWAL or row.staff != start.staff:
        return Outcome.GONE
    again = update(staff).where(staff.c.id == row.staff, staff.c.active)
    if connection.execute(again.values(password=renewed.password, totp_body=None, totp_step=0)).rowcount != 1:
        return Outcome.GONE
    connection.execute(delete(invitation).where(invitation.c.id == row.id))
    for table in (recovery, passkey):
        connection.execute(delete(table).where(table.c.staff == row.staff))
    staff_badges.void(connection, row.staff)
    staff_sessions.end_all(connection, Ending(row.staff, row.staff))
    staff_sessions.begin(connection, start, now, cipher)
    auditing.write(connection, Deed("renewed", row.staff, on=row.by or ""), now)
    return Outcome.DONE


def sweep(connection: Connection, now: datetime) -> int:
    """Forget links that nobody came by in time."""
    return connection.execute(delete(invitation).where(invitation.c.ends_at < now)).rowcount


def _held(connection: Connection, key_hash: str, now: datetime, *, hold: bool) -> Row[Any] | None:
    there = select(invitation).where(invitation.c.key_hash == key_hash, invitation.c.ends_at > now)
    return connection.execute(there.with_for_update() if hold else there).one_or_none()

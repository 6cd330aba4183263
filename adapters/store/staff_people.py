"""Who works here: looked up, described, given another role, shut out. Somebody who may let others in always stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from adapters.roster.accounts import Ending, Outcome
from adapters.roster.people import Role
from adapters.store import auditing, staff_rows, staff_sessions
from adapters.store.auditing import Deed
from adapters.store.tables_staff import called, invitation, session, staff, staff_code, staff_telegram

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Connection, Row

    from adapters.roster.accounts import Change, Profile
    from adapters.roster.people import Member
    from adapters.store.cipher import Cipher

_ABLE = (staff.c.role == Role.ADMINISTRATOR, staff.c.active, staff.c.totp_body.is_not(None))


def members(connection: Connection, cipher: Cipher) -> Sequence[Member]:
    """Give everybody, in the order of their coming."""
    rows = connection.execute(select(staff).order_by(staff.c.made_at, staff.c.id))
    return [staff_rows.member(row, cipher) for row in rows]


def member(connection: Connection, staff_id: str, cipher: Cipher) -> Member | None:
    """Give one of them."""
    row = connection.execute(select(staff).where(staff.c.id == staff_id)).one_or_none()
    return None if row is None else staff_rows.member(row, cipher)


def nobody(connection: Connection) -> bool:
    """Say whether there is no administrator who can enter."""
    return connection.execute(select(staff.c.id).where(*_ABLE).limit(1)).first() is None


def describe(connection: Connection, staff_id: str, profile: Profile, cipher: Cipher) -> None:
    """Write what somebody says about themselves."""
    connection.execute(
        update(staff)
        .where(staff.c.id == staff_id)
        .values(
            alias=profile.alias,
            name_body=staff_rows.close(cipher, profile.name, "staff", "name_body", staff_id),
            languages=staff_rows.spoken(profile.languages),
            capacity=profile.capacity,
        )
    )


def change(connection: Connection, staff_id: str, wanted: Change, by: str, now: datetime) -> Outcome:
    """Do what an administrator decided; what is as wanted already stays, and is not noted again."""
    able = connection.scalars(select(staff.c.id).where(*_ABLE).order_by(staff.c.id).with_for_update()).all()
    row = connection.execute(select(staff).where(staff.c.id == staff_id).with_for_update()).one_or_none()
    if row is None:
        return Outcome.GONE
    leaves = wanted.active is False or wanted.role not in {None, Role.ADMINISTRATOR}
    if leaves and list(able) == [staff_id]:
        return Outcome.LAST
    mine = update(staff).where(staff.c.id == staff_id)
    if wanted.role is not None and wanted.role != row.role:
        connection.execute(mine.values(role=wanted.role))
        connection.execute(update(session).where(session.c.staff == staff_id).values(stale=True))
        auditing.write(connection, Deed("role", by, on=staff_id, detail=f"{row.role}>{wanted.role}"), now)
    if wanted.teams is not None and (teams := " ".join(wanted.teams)) != row.teams:
        connection.execute(mine.values(teams=teams))
        auditing.write(connection, Deed("teams", by, on=staff_id, detail=",".join(wanted.teams)), now)
    if wanted.active is not None and wanted.active != row.active:
        _let(connection, row, by, now, active=wanted.active)
    if wanted.presence is not None:
        connection.execute(mine.values(presence=wanted.presence))
    return Outcome.DONE


def call(connection: Connection, case_id: str, staff_id: str, by: str, now: datetime) -> Outcome:
    """Call an interpreter into a case."""
    able = (staff.c.id == staff_id, staff.c.role == Role.INTERPRETER, staff.c.active)
    if connection.execute(select(staff.c.id).where(*able)).first() is None:
        return Outcome.GONE
    row = {"staff": staff_id, "case_id": case_id, "by": by, "at": now}
    if staff_rows.added(connection, called, row):
        auditing.write(connection, Deed("call", by, case_id, on=staff_id), now)
    return Outcome.DONE


def dismiss(connection: Connection, case_id: str, staff_id: str, by: str, now: datetime) -> None:
    """Take back a call."""
    theirs = delete(called).where(called.c.staff == staff_id, called.c.case_id == case_id)
    if connection.execute(theirs).rowcount == 1:
        auditing.write(connection, Deed("dismiss", by, case_id, on=staff_id), now)


def into(connection: Connection, case_id: str) -> Sequence[str]:
    """Give the ids of those who were called into a case."""
    return connection.scalars(select(called.c.staff).where(called.c.case_id == case_id).order_by(called.c.at)).all()


def _let(connection: Connection, row: Row[Any], by: str, now: datetime, *, active: bool) -> None:
    """Let somebody in again, or shut them out: their sessions and open links end with it."""
    connection.execute(update(staff).where(staff.c.id == row.id).values(active=active))
    auditing.write(connection, Deed("enable" if active else "disable", by, on=row.id), now)
    if not active:
        staff_sessions.end_all(connection, Ending(row.id, by))
        connection.execute(delete(invitation).where(invitation.c.staff == row.id))
        connection.execute(delete(called).where(called.c.staff == row.id))
        for table in (staff_telegram, staff_code):
            connection.execute(delete(table).where(table.c.staff == row.id))

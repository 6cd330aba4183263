"""Whose account somebody's Telegram belongs to: linked by a code that is used once. Runs inside a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select, update

from adapters.store import auditing, filing, ledger, staff_people
from adapters.store.auditing import Deed
from adapters.store.engines import insert_or
from adapters.store.ledger import Happened
from adapters.store.tables_cases import IS_OPEN, cases
from adapters.store.tables_staff import staff_code, staff_telegram

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.roster.people import Member
    from adapters.store.cipher import Cipher

LINKED, UNLINKED = "telegram-linked", "telegram-unlinked"


def named(person: int) -> str:
    """Call somebody of the group who has no account, as they own cases."""
    return f"telegram:{person}"


def linked(connection: Connection, staff: str) -> datetime | None:
    """Say since when somebody's account is linked."""
    return connection.execute(select(staff_telegram.c.at).where(staff_telegram.c.staff == staff)).scalar()


def offer(connection: Connection, staff: str, code_hash: str, ends: datetime) -> None:
    """Keep a code."""
    row = {"staff": staff, "code_hash": code_hash, "ends_at": ends}
    connection.execute(insert_or(connection, staff_code, {"code_hash": code_hash, "ends_at": ends}), row)


def link(connection: Connection, person: int, code_hash: str, now: datetime, cipher: Cipher) -> Member | None:
    """Use up a code."""
    mine = delete(staff_code).where(staff_code.c.code_hash == code_hash, staff_code.c.ends_at > now)
    staff: str | None = connection.execute(mine.returning(staff_code.c.staff)).scalar()
    member = staff_people.member(connection, staff, cipher) if staff is not None else None
    if member is None or not member.active:
        return None
    # One account each way: whoever linked before is linked anew.
    connection.execute(
        delete(staff_telegram).where(or_(staff_telegram.c.person == person, staff_telegram.c.staff == member.id))
    )
    connection.execute(insert(staff_telegram), {"person": person, "staff": member.id, "at": now})
    auditing.write(connection, Deed("telegram-linked", member.id, on=named(person)), now)
    _bring(connection, person, member, now, cipher)
    return member


def unlink(connection: Connection, staff: str, now: datetime) -> bool:
    """Undo it. What was done stays done by whoever it was."""
    connection.execute(delete(staff_code).where(staff_code.c.staff == staff))
    gone = delete(staff_telegram).where(staff_telegram.c.staff == staff).returning(staff_telegram.c.person)
    person = connection.execute(gone).scalar()
    if person is None:
        return False
    auditing.write(connection, Deed("telegram-unlinked", staff, on=named(person)), now)
    return True


def by_telegram(connection: Connection, person: int, cipher: Cipher) -> Member | None:
    """Give whose account a Telegram belongs to."""
    staff = connection.execute(select(staff_telegram.c.staff).where(staff_telegram.c.person == person)).scalar()
    return None if staff is None else staff_people.member(connection, staff, cipher)


def _bring(connection: Connection, person: int, member: Member, now: datetime, cipher: Cipher) -> None:
    """Have the cases that somebody has in the group be those of their account; so who had one last is remembered."""
    was = named(person)
    found = select(cases.c.id).where(IS_OPEN, cases.c.owner == was).order_by(cases.c.id)
    for case_id in connection.scalars(found).all():
        filed = filing.find(connection, case_id, cipher, lock=True)
        if filed is None or filed.case.owner != was:
            continue
        mine = update(cases).where(cases.c.id == case_id)
        connection.execute(mine.values(owner=member.id, version=cases.c.version + 1))
        auditing.write(connection, Deed("telegram-linked", member.id, case_id, on=was), now)
        ledger.note(connection, Happened(case_id, "moved", filed.case.state, now, member.id))
    connection.execute(
        update(cases)
        .where(cases.c.former == was, cases.c.forgotten_at.is_(None))
        .values(former=member.id, version=cases.c.version + 1)
    )

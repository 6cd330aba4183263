"""What somebody proves with that it is them: passwords, codes, recovery codes, passkeys. Nothing is taken twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sqlalchemy import delete, func, insert, or_, select, update

from adapters.roster.accounts import Code, Credentials, Ending, Outcome, Recovered, Touched, Vouched
from adapters.store import auditing, staff_attempts, staff_rows, staff_sessions
from adapters.store.auditing import Deed
from adapters.store.tables_staff import badge, passkey, recovery, staff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from adapters.roster.accounts import Admission, Passkey, Proof, Second, Start
    from adapters.roster.people import Member
    from adapters.store.cipher import Cipher


def credentials(connection: Connection, which: ColumnElement[bool], cipher: Cipher) -> Credentials | None:
    """Give what is checked, of somebody who may enter."""
    row = connection.execute(select(staff).where(which, staff.c.active)).one_or_none()
    if row is None:
        return None
    secret = staff_rows.open_(cipher, row.totp_body, "staff", "totp_body", row.id)
    return Credentials(staff_rows.member(row, cipher), row.password, secret)


def enter(connection: Connection, admission: Admission, now: datetime, cipher: Cipher) -> bool:
    """Take the proof and begin a session inside, both or neither."""
    start, proof = admission.start, admission.proof
    who = select(staff.c.id).where(staff.c.id == start.staff, staff.c.active).with_for_update()
    if connection.execute(who).first() is None or not staff_sessions.holds(connection, start.replaces):
        return False
    if not _taken(connection, start.staff or "", proof, now):
        return False
    staff_sessions.begin(connection, start, now, cipher)
    staff_attempts.forget(connection, admission.clear, cipher)
    connection.execute(update(staff).where(staff.c.id == start.staff).values(seen_at=now))
    auditing.write(connection, Deed("login", start.staff, detail=f"by={_name(proof)}"), now)
    return True


def refused(connection: Connection, staff_id: str, why: str, now: datetime) -> None:
    """Note that somebody was not let in. For unknown names too, so that both take the same time."""
    auditing.write(connection, Deed("login-failed", on=staff_id, detail=f"by={why}"), now)


def set_password(connection: Connection, password: str, start: Start, now: datetime, cipher: Cipher) -> None:
    """Set it; whoever was inside with the old one is out, but the one who did this goes on with a new id."""
    staff_id = start.staff or ""
    connection.execute(update(staff).where(staff.c.id == staff_id).values(password=password))
    staff_sessions.end_all(connection, Ending(staff_id, staff_id))
    staff_sessions.begin(connection, start, now, cipher)
    auditing.write(connection, Deed("password", staff_id), now)


def rehash(connection: Connection, staff_id: str, old: str, new: str) -> None:
    """Write a password as it is hashed today, unless it was changed meanwhile."""
    connection.execute(update(staff).where(staff.c.id == staff_id, staff.c.password == old).values(password=new))


def set_second(connection: Connection, second: Second, start: Start, now: datetime, cipher: Cipher) -> bool:
    """Set the second factor; False when the session in which that was begun is gone."""
    staff_id = start.staff or ""
    if not staff_sessions.holds(connection, start.replaces):
        return False
    body = staff_rows.close(cipher, second.secret, "staff", "totp_body", staff_id)
    mine = update(staff).where(staff.c.id == staff_id)
    connection.execute(mine.values(totp_body=body, totp_step=second.step, seen_at=now))
    _write_codes(connection, staff_id, second.codes)
    staff_sessions.end_all(connection, Ending(staff_id, staff_id))
    staff_sessions.begin(connection, start, now, cipher)
    auditing.write(connection, Deed("second-factor", staff_id), now)
    return True


def set_codes(connection: Connection, staff_id: str, codes: Sequence[str], now: datetime) -> None:
    """Replace the recovery codes."""
    _write_codes(connection, staff_id, codes)
    auditing.write(connection, Deed("recovery-codes", staff_id), now)


def codes_left(connection: Connection, staff_id: str) -> int:
    """Count the recovery codes that are left."""
    mine = select(func.count()).select_from(recovery).where(recovery.c.staff == staff_id)
    return connection.execute(mine).scalar_one()


def passkeys(connection: Connection, staff_id: str, cipher: Cipher) -> Sequence[Passkey]:
    """Give somebody's passkeys, the oldest first."""
    mine = select(passkey).where(passkey.c.staff == staff_id).order_by(passkey.c.made_at, passkey.c.id)
    return [staff_rows.key(row, cipher) for row in connection.execute(mine)]


def passkey_of(connection: Connection, key_id: str, cipher: Cipher) -> tuple[Passkey, Member] | None:
    """Give a passkey and whose it is, if they may enter."""
    row = connection.execute(select(passkey).where(passkey.c.id == key_id)).one_or_none()
    if row is None:
        return None
    owner = connection.execute(
        select(staff).where(staff.c.id == row.staff, staff.c.active, staff.c.totp_body.is_not(None))
    ).one_or_none()
    return None if owner is None else (staff_rows.key(row, cipher), staff_rows.member(owner, cipher))


def add_passkey(connection: Connection, new: Passkey, now: datetime, cipher: Cipher) -> Outcome:
    """Keep a passkey; nobody gets one that is somebody's already."""
    row = {
        "id": new.id,
        "staff": new.staff,
        "public_key": new.public_key,
        "uses": new.uses,
        "name_body": staff_rows.close(cipher, new.name, "passkey", "name_body", new.id),
        "made_at": now,
        "used_at": None,
    }
    if not staff_rows.added(connection, passkey, row):
        return Outcome.TAKEN
    auditing.write(connection, Deed("passkey", new.staff), now)
    return Outcome.DONE


def drop_passkey(connection: Connection, staff_id: str, key_id: str, now: datetime) -> Outcome:
    """Forget one of somebody's own."""
    mine = delete(passkey).where(passkey.c.id == key_id, passkey.c.staff == staff_id)
    if connection.execute(mine).rowcount != 1:
        return Outcome.GONE
    auditing.write(connection, Deed("passkey-gone", staff_id), now)
    return Outcome.DONE


def _taken(connection: Connection, staff_id: str, proof: Proof, now: datetime) -> bool:
    match proof:
        case Code(step):
            newer = update(staff).where(staff.c.id == staff_id, staff.c.totp_step < step).values(totp_step=step)
            return connection.execute(newer).rowcount == 1
        case Recovered(code_hash):
            used = delete(recovery).where(recovery.c.staff == staff_id, recovery.c.code_hash == code_hash)
            return connection.execute(used).rowcount == 1
        case Touched(key_id, uses):
            # A counter that does not grow is a copy of the key; some authenticators never count.
            grown = or_(passkey.c.uses < uses, (passkey.c.uses == 0) & (uses == 0))
            mine = update(passkey).where(passkey.c.id == key_id, passkey.c.staff == staff_id, grown)
            return connection.execute(mine.values(uses=uses, used_at=now)).rowcount == 1
        case Vouched(subject):
            # Unlinked meanwhile, it is nobody's. Nobody is inside without a second factor of ours to come back by.
            able = select(staff.c.id).where(staff.c.id == staff_id, staff.c.totp_body.is_not(None))
            linked = update(badge).where(badge.c.id == staff_id, badge.c.subject == subject, badge.c.id.in_(able))
            return connection.execute(linked.values(used_at=now)).rowcount == 1
        case never:
            assert_never(never)


def _name(proof: Proof) -> str:
    return {Code: "code", Recovered: "recovery-code", Touched: "passkey", Vouched: "badge"}[type(proof)]


def _write_codes(connection: Connection, staff_id: str, codes: Sequence[str]) -> None:
    connection.execute(delete(recovery).where(recovery.c.staff == staff_id))
    connection.execute(insert(recovery), [{"staff": staff_id, "code_hash": code} for code in codes])

"""Outside accounts of the staff. Only hashes say which account is whose; the address can be read by its key alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from adapters.roster.accounts import Outcome
from adapters.roster.badges import Badge, address_of, tidy
from adapters.store import auditing, staff_proofs, staff_rows
from adapters.store.auditing import Deed
from adapters.store.engines import insert_new
from adapters.store.tables_staff import badge, staff

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from typing import Any, Protocol, TypeVar

    from sqlalchemy import Connection, Row

    from adapters.roster.accounts import Credentials
    from adapters.roster.badges import Shown
    from adapters.store.cipher import Cipher

    T = TypeVar("T")

    class Work(Protocol):
        """Runs a unit of work on a connection."""

        def __call__(self, work: Callable[[Connection], T], /) -> Awaitable[T]:
            """Give its result."""
            ...


_UNLINKED = {"subject": None, "linked_at": None, "used_at": None}


class SqlBadges:
    """All of ``adapters.roster.badges.Badges``."""

    def __init__(self, submit: Work, read: Work, cipher: Cipher) -> None:
        self._submit = submit
        self._read = read
        self._cipher = cipher

    async def badge(self, staff_id: str) -> Badge:
        """Give what is kept for somebody."""
        return await self._read(lambda db: of(db, staff_id, self._cipher))

    async def expect(self, staff_id: str, email: str, by: str, now: datetime) -> Outcome:
        """Take an account with this address for somebody's, the first time it comes."""
        return await self._submit(lambda db: expect(db, staff_id, email, (by, now), self._cipher))

    async def link(self, staff_id: str, shown: Shown, now: datetime) -> Outcome:
        """Link an account to somebody who is inside."""
        return await self._submit(lambda db: link(db, staff_id, shown, now))

    async def unlink(self, staff_id: str, now: datetime) -> None:
        """Forget somebody's account, and the address."""
        await self._submit(lambda db: unlink(db, staff_id, now))

    async def recognised(self, shown: Shown, now: datetime) -> Credentials | None:
        """Give whose account it is."""
        return await self._submit(lambda db: recognised(db, shown, now, self._cipher))


def of(connection: Connection, staff_id: str, cipher: Cipher) -> Badge:
    """Give what is kept for somebody."""
    row = connection.execute(select(badge).where(badge.c.id == staff_id)).one_or_none()
    if row is None:
        return Badge()
    email = staff_rows.open_(cipher, row.email_body, "badge", "email_body", staff_id)
    return Badge(email, row.linked_at, row.used_at)


def expect(
    connection: Connection, staff_id: str, email: str, deed: tuple[str, datetime], cipher: Cipher
) -> Outcome:  # fmt: skip
    """Keep the address of an account; another account than before is not linked yet."""
    by, now = deed
    if connection.execute(select(staff.c.id).where(staff.c.id == staff_id).with_for_update()).first() is None:
        return Outcome.GONE
    key = address_of(email) if email else None
    row = _row(connection, staff_id)
    if row.address == key:
        return Outcome.DONE
    if key is not None and connection.execute(select(badge.c.id).where(badge.c.address == key)).first() is not None:
        return Outcome.TAKEN
    body = staff_rows.close(cipher, tidy(email), "badge", "email_body", staff_id) if email else None
    connection.execute(
        update(badge).where(badge.c.id == staff_id).values(address=key, email_body=body, **_UNLINKED)
    )  # fmt: skip
    auditing.write(connection, Deed("badge-expected" if email else "badge-gone", by, on=staff_id), now)
    return Outcome.DONE


def link(connection: Connection, staff_id: str, shown: Shown, now: datetime) -> Outcome:
    """Link an account to somebody who is inside."""
    connection.execute(select(staff.c.id).where(staff.c.id == staff_id).with_for_update())
    owner = connection.execute(select(badge.c.id).where(badge.c.subject == shown.subject)).scalar()
    if owner not in {None, staff_id}:
        return Outcome.TAKEN
    _row(connection, staff_id)
    _link(connection, staff_id, shown, now)
    return Outcome.DONE


def unlink(connection: Connection, staff_id: str, now: datetime) -> None:
    """Forget somebody's account."""
    if connection.execute(delete(badge).where(badge.c.id == staff_id)).rowcount:
        auditing.write(connection, Deed("badge-gone", staff_id, on=staff_id), now)


def void(connection: Connection, staff_id: str) -> None:
    """Unlink the account of somebody who begins anew; the address that the administrator gave stays."""
    connection.execute(update(badge).where(badge.c.id == staff_id).values(**_UNLINKED))


def recognised(connection: Connection, shown: Shown, now: datetime, cipher: Cipher) -> Credentials | None:
    """Give whose account it is. An address links only where no account is linked: it is not proof for ever."""
    owner = connection.execute(select(badge.c.id).where(badge.c.subject == shown.subject)).scalar()
    if owner is not None:
        return staff_proofs.credentials(connection, staff.c.id == owner, cipher)
    if not shown.email:
        return None
    waiting = select(badge.c.id).where(badge.c.address == address_of(shown.email), badge.c.subject.is_(None))
    expected = connection.execute(waiting.with_for_update()).scalar()
    known = staff_proofs.credentials(connection, staff.c.id == expected, cipher) if expected is not None else None
    if known is not None:
        _link(connection, known.member.id, shown, now)
    return known


def _link(connection: Connection, staff_id: str, shown: Shown, now: datetime) -> None:
    new = {"subject": shown.subject, "linked_at": now, "used_at": None}
    connection.execute(update(badge).where(badge.c.id == staff_id).values(**new))
    auditing.write(connection, Deed("badge-linked", staff_id, on=staff_id), now)


def _row(connection: Connection, staff_id: str) -> Row[Any]:
    connection.execute(insert_new(connection, badge), {"id": staff_id})
    return connection.execute(select(badge).where(badge.c.id == staff_id)).one()

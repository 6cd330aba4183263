"""The roster in the database: what the console asks of it, each thing one unit of work."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from adapters.store import (
    staff_attempts as attempts,
    staff_linking as linking,
    staff_links as links,
    staff_people as people,
    staff_proofs as proofs,
    staff_sessions as sessions,
)
from adapters.store.staff_badges import SqlBadges
from adapters.store.tables_staff import staff

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime
    from typing import Protocol

    from sqlalchemy import Connection

    from adapters.roster.accounts import (
        Admission,
        Change,
        Credentials,
        Ending,
        Entered,
        Invitation,
        Knock,
        Newcomer,
        Outcome,
        Passkey,
        Profile,
        Renewed,
        Second,
        Session,
        Start,
    )
    from adapters.roster.people import Member
    from adapters.store.cipher import Cipher

    T = TypeVar("T")

    class Work(Protocol):
        """Runs a unit of work on a connection."""

        def __call__(self, work: Callable[[Connection], T], /) -> Awaitable[T]:
            """Give its result."""
            ...


_OLD = timedelta(days=2)


class SqlRoster:
    """Who works here, on SQLite or PostgreSQL."""

    def __init__(self, submit: Work, read: Work, cipher: Cipher) -> None:
        self._submit = submit
        self._read = read
        self._cipher = cipher
        self.badges = SqlBadges(submit, read, cipher)

    # People.

    async def members(self) -> Sequence[Member]:
        """Give everybody."""
        return await self._read(lambda db: people.members(db, self._cipher))

    async def member(self, staff_id: str) -> Member | None:
        """Give one of them."""
        return await self._read(lambda db: people.member(db, staff_id, self._cipher))

    async def nobody(self) -> bool:
        """Say whether there is no administrator who can enter."""
        return await self._read(people.nobody)

    async def describe(self, staff_id: str, profile: Profile) -> None:
        """Write what somebody says about themselves."""
        await self._submit(lambda db: people.describe(db, staff_id, profile, self._cipher))

    async def change(self, staff_id: str, change: Change, by: str, now: datetime) -> Outcome:
        """Change role, teams or access."""
        return await self._submit(lambda db: people.change(db, staff_id, change, by, now))

    async def call(self, case_id: str, staff_id: str, by: str, now: datetime) -> Outcome:
        """Call an interpreter into a case."""
        return await self._submit(lambda db: people.call(db, case_id, staff_id, by, now))

    async def dismiss(self, case_id: str, staff_id: str, by: str, now: datetime) -> None:
        """Take back a call."""
        await self._submit(lambda db: people.dismiss(db, case_id, staff_id, by, now))

    async def called(self, case_id: str) -> Sequence[str]:
        """Give the ids of those who were called into a case."""
        return await self._read(lambda db: people.into(db, case_id))

    # Sessions.

    async def entered(self, key_hash: str, now: datetime) -> Entered | None:
        """Give the living session of an id."""
        return await self._read(lambda db: sessions.entered(db, key_hash, now, self._cipher))

    async def begin(self, start: Start, now: datetime) -> bool:
        """Begin a session that is not inside yet."""
        return await self._submit(lambda db: sessions.begin_half(db, start, now, self._cipher))

    async def renew(self, name: str, old_hash: str, new_hash: str) -> bool:
        """Give a stale session its new id."""
        return await self._submit(lambda db: sessions.renew(db, name, old_hash, new_hash))

    async def use(self, name: str, now: datetime) -> None:
        """Note that a session was used."""
        await self._submit(lambda db: sessions.use(db, name, now))

    async def keep(self, name: str, pending: str) -> bool:
        """Keep what was begun in a session."""
        return await self._submit(lambda db: sessions.keep(db, name, pending, self._cipher))

    async def take(self, name: str) -> str:
        """Take what was begun, once."""
        return await self._submit(lambda db: sessions.take(db, name, self._cipher))

    async def end(self, name: str, now: datetime) -> None:
        """End a session."""
        await self._submit(lambda db: sessions.end(db, name, now))

    async def end_all(self, ending: Ending, now: datetime) -> int:
        """End sessions of somebody."""
        return await self._submit(lambda db: sessions.revoke(db, ending, now))

    async def sessions(self, staff_id: str, now: datetime) -> Sequence[Session]:
        """Give the living sessions of somebody."""
        return await self._read(lambda db: sessions.living(db, staff_id, now, self._cipher))

    # Coming in.

    async def knock(self, knocks: Sequence[Knock], now: datetime) -> int:
        """Count one try, or give the seconds to wait."""
        return await self._submit(lambda db: attempts.knock(db, knocks, now, self._cipher))

    async def excuse(self, knocks: Sequence[Knock], now: datetime) -> None:
        """Take the count back."""
        await self._submit(lambda db: attempts.excuse(db, knocks, now, self._cipher))

    async def credentials(self, login: str) -> Credentials | None:
        """Give what a sign-in is checked against."""
        return await self._read(lambda db: proofs.credentials(db, staff.c.login == login, self._cipher))

    async def credentials_of(self, staff_id: str) -> Credentials | None:
        """Give what a question to somebody inside is checked against."""
        return await self._read(lambda db: proofs.credentials(db, staff.c.id == staff_id, self._cipher))

    async def enter(self, admission: Admission, now: datetime) -> bool:
        """Begin a session inside."""
        return await self._submit(lambda db: proofs.enter(db, admission, now, self._cipher))

    async def refused(self, staff_id: str, why: str, now: datetime) -> None:
        """Note that somebody was not let in."""
        await self._submit(lambda db: proofs.refused(db, staff_id, why, now))

    # What they prove with.

    async def set_password(self, password: str, start: Start, now: datetime) -> None:
        """Set the password and end all sessions but the new one."""
        await self._submit(lambda db: proofs.set_password(db, password, start, now, self._cipher))

    async def rehash(self, staff_id: str, old: str, new: str) -> None:
        """Write the same password as it is hashed today."""
        await self._submit(lambda db: proofs.rehash(db, staff_id, old, new))

    async def set_second(self, second: Second, start: Start, now: datetime) -> bool:
        """Set the second factor and go on inside."""
        return await self._submit(lambda db: proofs.set_second(db, second, start, now, self._cipher))

    async def set_codes(self, staff_id: str, codes: Sequence[str], now: datetime) -> None:
        """Replace the recovery codes."""
        await self._submit(lambda db: proofs.set_codes(db, staff_id, codes, now))

    async def codes_left(self, staff_id: str) -> int:
        """Count the recovery codes that are left."""
        return await self._read(lambda db: proofs.codes_left(db, staff_id))

    async def passkeys(self, staff_id: str) -> Sequence[Passkey]:
        """Give somebody's passkeys."""
        return await self._read(lambda db: proofs.passkeys(db, staff_id, self._cipher))

    async def passkey(self, key_id: str) -> tuple[Passkey, Member] | None:
        """Give a passkey and whose it is."""
        return await self._read(lambda db: proofs.passkey_of(db, key_id, self._cipher))

    async def add_passkey(self, passkey: Passkey, now: datetime) -> Outcome:
        """Keep a new one."""
        return await self._submit(lambda db: proofs.add_passkey(db, passkey, now, self._cipher))

    async def drop_passkey(self, staff_id: str, key_id: str, now: datetime) -> Outcome:
        """Forget one."""
        return await self._submit(lambda db: proofs.drop_passkey(db, staff_id, key_id, now))

    # One-time links.

    async def invite(self, invitation: Invitation, key_hash: str) -> None:
        """Keep a link."""
        await self._submit(lambda db: links.invite(db, invitation, key_hash, self._cipher))

    async def invitation(self, key_hash: str, now: datetime) -> Invitation | None:
        """Give what a link is for."""
        return await self._read(lambda db: links.find(db, key_hash, now, self._cipher))

    async def invitations(self, now: datetime) -> Sequence[Invitation]:
        """Give the open ones."""
        return await self._read(lambda db: links.waiting(db, now, self._cipher))

    async def withdraw(self, invitation: str, by: str, now: datetime) -> Outcome:
        """Take a link back."""
        return await self._submit(lambda db: links.withdraw(db, invitation, by, now))

    async def join(self, newcomer: Newcomer, start: Start, now: datetime) -> Outcome:
        """Let somebody in by a link."""
        return await self._submit(lambda db: links.join(db, newcomer, start, now, self._cipher))

    async def restart(self, renewed: Renewed, start: Start, now: datetime) -> Outcome:
        """Give somebody a new beginning by a link."""
        return await self._submit(lambda db: links.restart(db, renewed, start, now, self._cipher))

    # Their Telegram.

    async def linked(self, staff_id: str) -> datetime | None:
        """Say since when an account is linked."""
        return await self._read(lambda db: linking.linked(db, staff_id))

    async def offer(self, staff_id: str, code_hash: str, ends: datetime) -> None:
        """Keep a code by which it can be linked."""
        await self._submit(lambda db: linking.offer(db, staff_id, code_hash, ends))

    async def link(self, person: int, code_hash: str, now: datetime) -> Member | None:
        """Link by a code."""
        return await self._submit(lambda db: linking.link(db, person, code_hash, now, self._cipher))

    async def unlink(self, staff_id: str, now: datetime) -> bool:
        """Undo it."""
        return await self._submit(lambda db: linking.unlink(db, staff_id, now))

    async def by_telegram(self, person: int) -> Member | None:
        """Give whose account a Telegram belongs to."""
        return await self._read(lambda db: linking.by_telegram(db, person, self._cipher))

    async def sweep(self, now: datetime) -> int:
        """Forget what ended by itself: sessions, links, failed tries."""
        units = (sessions.sweep, links.sweep, partial(attempts.sweep, after=_OLD))
        return sum([await self._submit(partial(_swept, unit, now)) for unit in units])


def _swept(unit: Callable[[Connection, datetime], int], now: datetime, connection: Connection) -> int:
    return unit(connection, now)

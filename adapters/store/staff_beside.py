"""The roster beside a running counter: for the operator, when nobody inside can help. Opened for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adapters.roster.accounts import RENEWAL, Invitation, Kind
from adapters.store import auditing, staff_links, staff_people
from adapters.store.auditing import Deed
from adapters.store.cipher import Cipher
from adapters.store.engines import database, file_of, writing
from adapters.store.keys import data_keys
from adapters.store.trouble import as_store_errors
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

    from adapters.roster.people import Member


class StaffList:
    """Who works here, in one database. To be closed."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher

    def members(self) -> Sequence[Member]:
        """Give everybody, in the order of their coming."""
        with as_store_errors(), self._engine.begin() as connection:
            return staff_people.members(connection, self._cipher)

    def renew(self, login: str, invitation_id: str, key_hash: str, now: datetime) -> bool:
        """Keep a link for somebody's new beginning; False when nobody of that name may enter."""
        with as_store_errors(), self._engine.begin() as connection:
            found = (one for one in staff_people.members(connection, self._cipher) if one.login == login)
            member = next(found, None)
            if member is None or not member.active:
                return False
            link = Invitation(
                invitation_id, Kind.RENEWAL, member.role, now, now + RENEWAL, member.teams, member.id
            )  # fmt: skip
            staff_links.invite(connection, link, key_hash, self._cipher)
            auditing.write(connection, Deed("renewal", on=member.id, detail="by=operator"), now)
            return True

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def open_staff_list(database_url: str, data_dir: Path, data_key: str | None = None) -> StaffList:
    """Open the roster of the database that a counter uses, or used; ``StoreError`` when there is none."""
    url = database(database_url, data_dir)
    file = file_of(url)
    if file is not None and not file.exists():
        msg = f"there is no database at {file}: start the counter once, or set DATABASE_URL"
        raise StoreError(msg)
    cipher = Cipher(data_keys(data_key, data_dir, first_run=False))
    with as_store_errors():
        return StaffList(writing(url), cipher)

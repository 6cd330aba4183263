"""From rows of the roster to what the house sees of them, and back. What is encrypted is opened here alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from adapters.roster.accounts import About, Invitation, Kind, Passkey, Session, Stage
from adapters.roster.people import Level, Member, Presence, Role
from adapters.store.engines import insert_new
from adapters.store.tables_staff import badge, passkey, staff

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row, Table

    from adapters.store.cipher import Cipher

_PLACES = ((staff, "name_body"), (staff, "totp_body"), (passkey, "name_body"), (badge, "email_body"))


def close(cipher: Cipher, text: str, *place: str) -> bytes:
    """Encrypt a text for a table, column and row."""
    return cipher.close(text.encode("utf-8", "surrogatepass"), *place)


def open_(cipher: Cipher, blob: bytes | None, *place: str) -> str:
    """Decrypt it; nothing is an empty text."""
    return "" if blob is None else cipher.open(blob, *place).decode("utf-8", "surrogatepass")


def reseal(connection: Connection, cipher: Cipher) -> None:
    """Encrypt what stays for years with today's key, so that a former one can go when its time has come."""
    for table, column in _PLACES:
        body = table.c[column]
        for row in connection.execute(select(table.c.id, body).where(body.is_not(None))).all():
            blob = row[1]
            if not blob.startswith(cipher.prefix):
                place = (table.name, column, row.id)
                fresh = cipher.close(cipher.open(blob, *place), *place)
                connection.execute(
                    update(table).where(table.c.id == row.id, body == blob).values({column: fresh})
                )  # fmt: skip


def added(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Add a row; False when there is one with its name already."""
    new = insert_new(connection, table).execution_options(preserve_rowcount=True)
    return connection.execute(new, row).rowcount == 1


def spoken(languages: Iterable[tuple[str, Level]]) -> str:
    """Write languages and levels."""
    return " ".join(f"{tag}:{level}" for tag, level in languages)


def member(row: Row[Any], cipher: Cipher) -> Member:
    """Read one of the staff."""
    pairs = (pair.rpartition(":") for pair in row.languages.split())
    return Member(
        id=row.id,
        login=row.login,
        name=open_(cipher, row.name_body, "staff", "name_body", row.id),
        alias=row.alias,
        role=Role(row.role),
        active=row.active,
        ready=row.totp_body is not None,
        made=row.made_at,
        languages=tuple((tag, Level(level)) for tag, _, level in pairs),
        teams=tuple(row.teams.split()),
        presence=Presence(row.presence),
        capacity=row.capacity,
        seen=row.seen_at,
    )


def session(row: Row[Any], cipher: Cipher) -> Session:
    """Read a session."""
    about = open_(cipher, row.about_body, "session", "about_body", row.name)
    return Session(
        name=row.name,
        staff=row.staff,
        stage=Stage(row.stage),
        token=row.token,
        made=row.made_at,
        used=row.used_at,
        ends=row.ends_at,
        stale=row.stale,
        about=About(*json.loads(about)) if about else About(),
        pending=open_(cipher, row.pending_body, "session", "pending_body", row.name),
    )


def invitation(row: Row[Any], cipher: Cipher) -> Invitation:
    """Read a link."""
    return Invitation(
        id=row.id,
        kind=Kind(row.kind),
        role=Role(row.role),
        made=row.made_at,
        ends=row.ends_at,
        teams=tuple(row.teams.split()),
        staff=row.staff,
        by=row.by,
        note=open_(cipher, row.note_body, "invitation", "note_body", row.id),
    )


def key(row: Row[Any], cipher: Cipher) -> Passkey:
    """Read a passkey."""
    name = open_(cipher, row.name_body, "passkey", "name_body", row.id)
    return Passkey(row.id, row.staff, row.public_key, row.uses, name, row.made_at, row.used_at)

"""The keys' seals: which keys the data needs, found out at the start and not at the first reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from adapters.store.cipher import Cipher, missing_key
from adapters.store.keys import data_keys
from adapters.store.migrate import one_at_a_time
from adapters.store.tables import conversation, inbox, message, outbox, seal
from adapters.store.tables_cases import cases, draft, remark
from adapters.store.tables_files import enclosure
from adapters.store.tables_staff import invitation, passkey, session, staff
from adapters.store.tables_translation import translation

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

_BLOBS = (
    *(conversation.c.state_body, message.c.body, inbox.c.body, inbox.c.reason, outbox.c.body),
    *(cases.c.labels, remark.c.body, draft.c.body),
    *(enclosure.c.about, enclosure.c.body, enclosure.c.small, translation.c.body),
    *(staff.c.name_body, staff.c.totp_body, passkey.c.name_body),
    *(session.c.about_body, session.c.pending_body, invitation.c.note_body),
)


def unseal(engine: Engine, given: str | None, data_dir: Path) -> Cipher:
    """Give the cipher of this database, or say which key is missing."""
    with engine.begin() as connection:
        one_at_a_time(connection)
        seals = {row.key_id: row.proof for row in connection.execute(select(seal))}
        cipher = Cipher(data_keys(given, data_dir, first_run=not seals))
        for name, proof in seals.items():
            if bytes.fromhex(name) in cipher.ids:
                cipher.open(proof, "seal", "proof", name)
            elif _still_needed(connection, bytes.fromhex(name)):
                raise missing_key(bytes.fromhex(name))
            else:
                connection.execute(seal.delete().where(seal.c.key_id == name))
        if cipher.current.hex() not in seals:
            name = cipher.current.hex()
            proof = cipher.close(b"Madoguchi", "seal", "proof", name)
            connection.execute(insert(seal).values(key_id=name, proof=proof))
    return cipher


def _still_needed(connection: Connection, identity: bytes) -> bool:
    """Say whether anything is left that only this key opens. Looked up only when a key is missing."""
    return any(
        connection.execute(select(1).where(func.substr(column, 2, 4) == identity).limit(1)).first() for column in _BLOBS
    )

"""What counselors began to write: each one's own, encrypted as all words are. Runs inside a unit of work."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from adapters import jsons
from adapters.casebook import Draft, Preview
from adapters.store import desktop
from adapters.store.engines import insert_or
from adapters.store.tables_cases import draft
from bot.translation import Loss, Way

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher

_MORE = b"\0"
"""No text begins so: what follows is a text with its preview."""


def read(connection: Connection, case_id: str, who: str, cipher: Cipher) -> Draft | None:
    """Give what somebody began to write."""
    row = connection.execute(select(draft).where(draft.c.case_id == case_id, draft.c.staff == who)).one_or_none()
    if row is None:
        return None
    return _read(cipher.open(row.body, *_place(case_id, who)), row.at)


def keep(connection: Connection, named: tuple[str, str], given: Draft, cipher: Cipher) -> None:
    """Keep what somebody (of ``named``, after the case) began to write; nothing for a case that has no words."""
    case_id, who = named
    if not given.text.strip():
        connection.execute(delete(draft).where(draft.c.case_id == case_id, draft.c.staff == who))
        return
    if desktop.state_of(connection, case_id) is None:
        return
    body = cipher.close(_written(given), *_place(case_id, who))
    connection.execute(insert_or(connection, draft), {"case_id": case_id, "staff": who, "at": given.at, "body": body})


def _written(given: Draft) -> bytes:
    if given.preview is None:
        return given.text.encode("utf-8", "surrogatepass")
    return _MORE + jsons.write({"text": given.text, "preview": asdict(given.preview)})


def _read(plain: bytes, at: datetime) -> Draft:
    if not plain.startswith(_MORE):
        return Draft(plain.decode("utf-8", "surrogatepass"), at)
    value = jsons.read(plain[1:])
    made = value["preview"]
    losses = tuple(Loss(**loss) for loss in made["losses"])
    way = Way(made["way"]) if made["way"] else None
    return Draft(value["text"], at, Preview(**{**made, "losses": losses, "way": way}))


def _place(case_id: str, who: str) -> tuple[str, ...]:
    return ("draft", "body", case_id, who)

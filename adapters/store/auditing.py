"""Who did what: rows that nobody, not even this program, can change afterwards. Never a word of anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, insert, select

from adapters.casebook import AuditRow
from adapters.store.tables_cases import audit
from bot.aside import Absorb, Merge
from bot.case import Label, Resolve, Restrict, Transfer, Urge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.case import Case, Move

_KEYED = select(audit.c.by, audit.c.what).where(audit.c.case_id == bindparam("case"), audit.c.key == bindparam("key"))
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something somebody did.

    by      id of who did it; None for a resident or the clock
    on      id of whom or what it was done to
    detail  short codes, never free text
    key     what is asked for twice with one key (of one case) is done once
    """

    what: str
    by: str | None = None
    case_id: str | None = None
    on: str = ""
    detail: str = ""
    key: str | None = None


def write(connection: Connection, deed: Deed, now: datetime) -> None:
    """Add a row."""
    connection.execute(
        insert(audit),
        {
            "at": now,
            "by": deed.by,
            "what": deed.what,
            "case_id": deed.case_id,
            "target": deed.on,
            "detail": deed.detail,
            "key": deed.key,
        },
    )


def done(connection: Connection, case_id: str, key: str) -> tuple[str | None, str] | None:
    """Give who did what with a key, or None when it is new."""
    row = connection.execute(_KEYED, {"case": case_id, "key": key}).one_or_none()
    return None if row is None else (row.by, row.what)


def name(move: Move) -> str:
    """Call a move by its name: "claim", "hold-over"."""
    return _WORD.sub("-", type(move).__name__).casefold()


def moved(move: Move, before: Case, after: Case, key: str | None = None) -> Deed:
    """Say what a move did."""
    codes = [f"{before.state}>{after.state}"] if before.state is not after.state else []
    match move:
        case Resolve():
            codes.append(f"reason={move.reason}")
        case Urge():
            codes.append(f"urgent={move.urgent}".casefold())
        case Restrict():
            codes.append(f"restricted={move.restricted}".casefold())
        case Label():
            codes.append(f"labels={len(move.labels)}")
        case _:
            pass
    by = getattr(move, "by", None)
    return Deed(name(move), by, before.id, _on(move), " ".join(codes), key)


def _on(move: Move) -> str:
    """Give whom, or which other case, a move was made to."""
    match move:
        case Transfer():
            return move.to
        case Merge():
            return move.into
        case Absorb():
            return move.of
        case _:
            return ""


def rows(connection: Connection, case_id: str | None, before: int | None, limit: int) -> Sequence[AuditRow]:
    """Give who did what, the newest first."""
    statement = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if case_id is not None:
        statement = statement.where(audit.c.case_id == case_id)
    if before is not None:
        statement = statement.where(audit.c.id < before)
    return [
        AuditRow(row.id, row.at, row.by, row.what, row.case_id, row.target, row.detail)
        for row in connection.execute(statement)
    ]

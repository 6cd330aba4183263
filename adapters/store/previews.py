"""The first words of cases in a list: what their residents wrote last. Read for all of a list at once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, or_, select, union_all

from adapters.store import lines
from adapters.store.tables import message
from adapters.store.tables_cases import cases

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import BindParameter, Connection, Row

    from adapters.store.cipher import Cipher

LONGEST = 120
_LOOKED_AT = 6
"""Lines in which words are looked for: a "yes" to being helped says nothing of what is wanted."""
_AT_ONCE = 200
"""Cases in one query: far below the engines' limits of bound values."""
_ASKED: BindParameter[str] = bindparam("cases", expanding=True)
_PART = (cases.c.channel, cases.c.conversation, cases.c.first_line, cases.c.last_line, cases.c.forgotten_at)
# The lines of a case are its own and those of each that was merged into it.
_SPANS = union_all(
    select(cases.c.id.label("case_id"), *_PART).where(cases.c.id.in_(_ASKED)),
    select(cases.c.merged_into.label("case_id"), *_PART).where(cases.c.merged_into.in_(_ASKED)),
).subquery()
_LAST = (
    select(
        _SPANS.c.case_id,
        message,
        func.row_number().over(partition_by=_SPANS.c.case_id, order_by=message.c.id.desc()).label("back"),
    )
    .join(
        message,
        and_(
            message.c.channel == _SPANS.c.channel,
            message.c.conversation == _SPANS.c.conversation,
            message.c.id > _SPANS.c.first_line,
            or_(_SPANS.c.last_line.is_(None), message.c.id <= _SPANS.c.last_line),
        ),
    )
    .where(_SPANS.c.forgotten_at.is_(None), message.c.mine, message.c.body.is_not(None))
    .subquery()
)
_STATEMENT = select(_LAST).where(_LAST.c.back <= _LOOKED_AT).order_by(_LAST.c.case_id, _LAST.c.back)


def previews(connection: Connection, case_ids: Collection[str], cipher: Cipher) -> dict[str, str]:
    """Give the beginning of what the resident wrote last in each of some cases."""
    found: dict[str, str] = {}
    ids = list(case_ids)
    for start in range(0, len(ids), _AT_ONCE):
        rows = connection.execute(_STATEMENT, {"cases": ids[start : start + _AT_ONCE]})
        for case, last in groupby(rows, key=lambda row: str(row.case_id)):
            found[case] = _short(last, cipher)
    return found


def _short(last: Iterable[Row[Any]], cipher: Cipher) -> str:
    """Give the newest words of their own; else what they tapped. No line is opened that is not needed."""
    other = ""
    for row in last:
        kind, text = lines.words(row, cipher)
        if text and kind == "text":
            other = text
            break
        other = other or text or ""
    said = " ".join(other.split())
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"

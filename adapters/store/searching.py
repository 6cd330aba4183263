"""Finding words in cases. They are encrypted, so each line is opened and looked at: the newest first, not for ever."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.casebook import Hit
from adapters.store import filing, lines, listing, remarks
from adapters.store.lines import Part
from adapters.store.tables_cases import cases
from bot.reply import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.casebook import Line
    from adapters.store.cipher import Cipher
    from adapters.store.filing import Filed
    from bot.case import Case

MOST_LINES = 20_000
"""Lines that are opened for one search: some tenths of a second."""
MOST_CASES = 2_000
_PAGE = 100
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, in the cases that ``may`` be read."""

    words: str
    may: Callable[[Case], bool]
    limit: int


def search(connection: Connection, asked: Search, now: datetime, cipher: Cipher) -> list[Hit]:
    """Find words, one hit for each case: the newest line or note that holds all of them."""
    words = _folded(asked.words).split()
    if not words:
        return []
    hits: list[Hit] = []
    left = MOST_LINES
    for filed in _cases(connection, cipher):
        if left <= 0 or len(hits) >= asked.limit:
            break
        if not asked.may(filed.case):
            continue
        found, looked_at = _look(connection, filed, words, cipher)
        left -= looked_at
        if found is not None:
            position, at, snippet = found
            hits.append(Hit(listing.row(connection, filed, now), position, at, snippet))
    return hits


def _look(
    connection: Connection, filed: Filed, words: list[str], cipher: Cipher
) -> tuple[tuple[int | None, datetime, str] | None, int]:
    case = filed.case
    if all(word in case.called or word in map(_folded, case.labels) for word in words):
        return (None, filed.last, case.called), 1
    talk = lines.lines(connection, filed, Part(limit=MOST_LINES), cipher)
    notes = remarks.of(connection, case.id, cipher)
    told: list[tuple[int | None, datetime, str]] = [(line.position, line.at, _text(line)) for line in talk]
    told += [(None, note.at, note.text) for note in notes]
    for position, at, text in sorted(told, key=lambda each: each[1], reverse=True):
        folded = _folded(text)
        if all(word in folded for word in words):
            return (position, at, _snippet(text, words)), len(told)
    return None, len(told)


def _cases(connection: Connection, cipher: Cipher) -> Iterator[Filed]:
    for start in range(0, MOST_CASES, _PAGE):
        newest = select(cases).where(cases.c.forgotten_at.is_(None)).order_by(cases.c.seq.desc())
        rows = connection.execute(newest.offset(start).limit(_PAGE)).all()
        yield from (filing.read(row, cipher) for row in rows)
        if len(rows) < _PAGE:
            return


def _text(line: Line) -> str:
    if line.reply is None:
        return line.text or ""
    return "\n".join(part.text for part in line.reply.parts if isinstance(part, Paragraph))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _snippet(text: str, words: list[str]) -> str:
    """Give what stands around the first of the words."""
    plain = " ".join(text.split())
    at = _folded(plain).find(words[0])
    start = max(0, min(at, len(plain)) - _AROUND)
    end = start + 2 * _AROUND + len(words[0])
    return f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"

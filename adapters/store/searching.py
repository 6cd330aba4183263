"""Finding words in cases. They are encrypted, so each line is opened and looked at: the newest first, not for ever.

What the bot said is not looked at: it is in every talk.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, or_, select

from adapters.casebook import Hit
from adapters.store import codec, filing, listing, remarks, translated
from adapters.store.naming import EVENT
from adapters.store.tables import message
from adapters.store.tables_cases import cases, remark
from adapters.store.tables_translation import translation
from adapters.store.talk import body_place
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.filed import Filed
    from bot.case import Case

MOST_LINES = 20_000
"""Lines that are opened for one search: some tenths of a second."""
MOST_CASES = 5_000
_PAGE = 100
_AROUND = 40


class Said(NamedTuple):
    """Something that was written: in a line, or (without a position) in a note; or what a machine made of a line."""

    at: datetime
    position: int | None
    text: str
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, in the cases that ``may`` be read."""

    words: str
    may: Callable[[Case], bool]
    limit: int


def search(connection: Connection, asked: Search, now: datetime, cipher: Cipher) -> list[Hit]:
    """Find words, one hit for each case: the newest line or note that holds all of them."""
    words = _folded(asked.words).split()
    hits: list[Hit] = []
    left = MOST_LINES
    for page in _pages(connection, cipher) if words else ():
        some = [filed for filed in page if asked.may(filed.case)]
        told = _told(connection, [filed.case.id for filed in some], left, cipher)
        for filed in some:
            found = _found(filed, told[filed.case.id], words)
            if found is not None:
                snippet = _snippet(found.text, words)
                hits.append(Hit(listing.row(connection, filed, now), found.position, found.at, snippet, found.machine))
            if len(hits) == asked.limit:
                return hits
        left -= sum(map(len, told.values()))
        if left <= 0:
            break
    return hits


def _found(filed: Filed, told: Sequence[Said], words: Sequence[str]) -> Said | None:
    case = filed.case
    marks = [case.called, *map(_folded, case.labels)]
    if all(any(word in mark for mark in marks) for word in words):
        return Said(filed.last, None, case.called)
    newest_first = sorted(told, key=lambda said: said.at, reverse=True)
    return next((said for said in newest_first if all(word in _folded(said.text) for word in words)), None)


def _pages(connection: Connection, cipher: Cipher) -> Iterator[list[Filed]]:
    """Give cases whose words are there, the newest first."""
    last: int | None = None
    for _ in range(MOST_CASES // _PAGE):
        some = select(cases).where(cases.c.forgotten_at.is_(None)).order_by(cases.c.seq.desc()).limit(_PAGE)
        rows = connection.execute(some if last is None else some.where(cases.c.seq < last)).all()
        if not rows:
            return
        last = rows[-1].seq
        yield [filing.read(row, cipher) for row in rows]


def _told(connection: Connection, ids: Collection[str], limit: int, cipher: Cipher) -> defaultdict[str, list[Said]]:
    """Give what residents and counselors wrote in some cases, and the notes on them."""
    told: defaultdict[str, list[Said]] = defaultdict(list)
    theirs = or_(message.c.mine, message.c.event_id.startswith(EVENT))
    within = and_(
        message.c.channel == cases.c.channel,
        message.c.conversation == cases.c.conversation,
        message.c.id > cases.c.first_line,
        or_(cases.c.last_line.is_(None), message.c.id <= cases.c.last_line),
    )
    written = select(cases.c.id.label("case_id"), message).join(message, within)
    written = written.where(cases.c.id.in_(ids), message.c.body.is_not(None), theirs)
    for row in connection.execute(written.order_by(message.c.id.desc()).limit(limit)):
        try:
            plain = cipher.open(row.body, *body_place(row.channel, row.conversation, row.event_id, row.part))
            told[row.case_id].append(Said(row.at, row.id, codec.read_words(plain)))
            if spoken := codec.read_spoken(plain):
                told[row.case_id].append(Said(row.at, row.id, spoken, machine=True))
        except StoreError:  # a damaged line holds no word
            continue
    made = select(cases.c.id.label("case_id"), message.c.at.label("said"), translation).join(message, within)
    made = made.join(translation, translation.c.line == message.c.id).where(cases.c.id.in_(ids))
    for row in connection.execute(made.where(translated.IS_DONE).order_by(message.c.id.desc()).limit(limit)):
        if there := translated.made(row, cipher):
            told[row.case_id].append(Said(row.said, row.line, there.text, machine=True))
    noted = select(remark.c.case_id).where(remark.c.case_id.in_(ids)).distinct()
    for case_id in connection.scalars(noted).all():
        told[case_id] += [Said(note.at, None, note.text) for note in remarks.of(connection, case_id, cipher)]
    return told


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _snippet(text: str, words: Sequence[str]) -> str:
    """Give what stands around the first of the words."""
    plain = " ".join(text.split())
    at = _folded(plain).find(words[0])
    start = max(0, min(at, len(plain)) - _AROUND)
    end = start + 2 * _AROUND + len(words[0])
    return f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"

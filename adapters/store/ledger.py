"""What is written last in a transaction: the feed and the counters.

Whoever follows the feed by its numbers must never see a later one before an earlier one. On PostgreSQL
numbers are given out long before a commit, so the feed is written under one lock that ends with the
commit; and because it is the last thing written, nobody waits for a row while holding that lock.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from adapters.store import hints
from adapters.store.tables_cases import feed, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

TALK = ("", "feed")
"""What those who wait for the feed wait for at the doorbell."""
_NAME = hints.talk_name(*TALK)
_LOCK = 0x66656564
_PAGE = "madoguchi.ledger"

Key = tuple[str, str, str, str]
"""Day, language, topic, channel: what is counted apart."""


class Happened(NamedTuple):
    """Something happened to a case; ``state`` is how it stands since, ``who`` the counselor who did it."""

    case_id: str
    kind: str
    state: str
    at: datetime
    who: str | None = None


@dataclass(slots=True)
class _Page:
    happened: list[Happened] = field(default_factory=list)
    counted: Counter[tuple[Key, str]] = field(default_factory=Counter)


@contextmanager
def kept(connection: Connection) -> Iterator[None]:
    """Frame the work of a transaction; at its end all that was noted is written."""
    shelf = connection.info
    shelf[_PAGE] = page = _Page()
    try:
        yield
        _settle(connection, page)
    finally:
        shelf.pop(_PAGE, None)


def note(connection: Connection, happened: Happened) -> None:
    """Note for the feed that something happened; what happens twice in one transaction is told once."""
    page: _Page = connection.info[_PAGE]
    if happened not in page.happened:
        page.happened.append(happened)


def count(connection: Connection, key: Key, numbers: Mapping[str, int]) -> None:
    """Note for the counters how much more (or less) there is of some things."""
    page: _Page = connection.info[_PAGE]
    for what, number in numbers.items():
        page.counted[key, what] += number


def _settle(connection: Connection, page: _Page) -> None:
    rows = [
        dict(zip(("day", "language", "topic", "channel", "what", "number"), (*key, what, number), strict=True))
        for (key, what), number in sorted(page.counted.items())
        if number
    ]
    if not rows and not page.happened:
        return
    on_postgres = connection.dialect.name == "postgresql"
    if on_postgres:
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    if rows:
        new = postgresql.insert(tally) if on_postgres else sqlite.insert(tally)
        more = {"number": tally.c.number + new.excluded.number}
        connection.execute(new.on_conflict_do_update(index_elements=list(tally.primary_key), set_=more), rows)
    if page.happened:
        connection.execute(insert(feed), [each._asdict() for each in page.happened])
        hints.tell(connection, hints.TALK, {_NAME})

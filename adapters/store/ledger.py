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

from sqlalchemy import func, insert, literal_column, select

from adapters.store import hints
from adapters.store.engines import insert_or
from adapters.store.tables_cases import feed, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

NAME = hints.talk_name("", "feed")
"""By what other processes are told that the feed has something new."""
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
class Page:
    """What was noted in one transaction."""

    happened: list[Happened] = field(default_factory=list)
    counted: Counter[tuple[Key, str]] = field(default_factory=Counter)


@contextmanager
def kept(connection: Connection) -> Iterator[Page]:
    """Frame the work of a transaction; at its end all that was noted is written."""
    shelf = connection.info
    shelf[_PAGE] = page = Page()
    try:
        yield page
        _settle(connection, page)
    finally:
        shelf.pop(_PAGE, None)


def note(connection: Connection, happened: Happened) -> None:
    """Note for the feed that something happened; what happens twice in one transaction is told once."""
    page: Page = connection.info[_PAGE]
    if happened not in page.happened:
        page.happened.append(happened)


def count(connection: Connection, key: Key, numbers: Mapping[str, int]) -> None:
    """Note for the counters how much more (or less) there is of some things."""
    page: Page = connection.info[_PAGE]
    for what, number in numbers.items():
        page.counted[key, what] += number


def _settle(connection: Connection, page: Page) -> None:
    rows = [
        dict(zip(("day", "language", "topic", "channel", "what", "number"), (*key, what, number), strict=True))
        for (key, what), number in sorted(page.counted.items())
        if number
    ]
    if not rows and not page.happened:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    if rows:
        more = {"number": tally.c.number + literal_column("excluded.number")}
        connection.execute(insert_or(connection, tally, more), rows)
    if page.happened:
        connection.execute(insert(feed), [each._asdict() for each in page.happened])
        hints.tell(connection, hints.TALK, {NAME})

"""From what a database driver raises to ``StoreError``, in one place for both engines."""

from __future__ import annotations

from contextlib import contextmanager
from sqlite3 import OperationalError as SqliteTrouble
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.errors import StoreAway, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADVICE = {
    "SQLITE_FULL": "the disk is full: make room; nothing needs to be restarted",
    "SQLITE_BUSY": "another program holds the database: close it",
    "SQLITE_READONLY": "the database cannot be written: check the disk and the file's owner",
    "SQLITE_CANTOPEN": "the database file cannot be opened: check its folder",
    "SQLITE_IOERR": "the disk does not read or write: check it",
    "SQLITE_CORRUPT": "the database file is damaged: restore it from a backup",
    "SQLITE_NOTADB": "the database file is no SQLite database, or damaged: restore it from a backup",
    "53100": "the database server's disk is full: make room there",
}
_CROSSED = frozenset({"40P01", "40001"})
_LOST = (
    "the database does not answer: check that it runs and that DATABASE_URL is right; once it does, "
    "nothing needs to be restarted"
)


def is_lost(error: BaseException) -> bool:
    """Say whether the connection itself is gone (or the database held), not one statement bad.

    Then nothing that follows can succeed right now, and trying would only keep callers waiting.
    """
    if not isinstance(error, DBAPIError):
        return False
    code = _code(error)
    # A failed connection attempt has neither an SQLSTATE nor an invalidated connection.
    refused = type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout") and not code
    return error.connection_invalidated or refused or code.startswith(("SQLITE_BUSY", "57P", "08"))


def was_cut(error: BaseException) -> bool:
    """Say whether a connection from the pool turned out to be dead: the next one may be alive."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def was_crossed(error: BaseException) -> bool:
    """Say whether two processes waited for each other, and this one was chosen to give way."""
    return isinstance(error, DBAPIError) and _code(error) in _CROSSED


def as_store_error(error: BaseException) -> StoreError:
    """Give the error that callers see. It never quotes values: they may be a person's."""
    if isinstance(error, StoreError):
        return error
    code = _code(error)
    advice = next((words for start, words in _ADVICE.items() if code.startswith(start)), None)
    if advice is None and is_lost(error):
        advice = _LOST
    name = type(error.orig if isinstance(error, DBAPIError) else error).__name__
    kind = StoreAway if advice is _LOST else StoreError
    return kind(f"{advice or 'the record was not written or read'} ({code or name})")


@contextmanager
def as_store_errors() -> Iterator[None]:
    """Turn what the driver raises inside into ``StoreError``."""
    try:
        yield
    except (SQLAlchemyError, SqliteTrouble, OSError) as error:
        # Without its cause: SQLAlchemy's texts quote the bound values.
        raise as_store_error(error) from None


def _code(error: BaseException) -> str:
    origin = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None) or "")

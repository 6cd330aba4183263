"""Translations as they are read, and who is told that there is one. Runs inside a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, func, or_, select

from adapters.casebook.translating import LineTranslation, Stage
from adapters.store import codec, ledger
from adapters.store.ledger import Happened
from adapters.store.tables_cases import cases
from adapters.store.tables_translation import translation
from bot.errors import StoreError
from bot.mixture import Mixture
from bot.translation import Translation, Trouble

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

    from adapters.store.cipher import Cipher


IS_DONE = translation.c.state == Stage.DONE.value


class Rendered(NamedTuple):
    """A translation that is there, and since when."""

    line: int
    at: datetime
    made: Translation


def of_lines(
    connection: Connection, talks: Collection[tuple[str, str]], ends: tuple[int, int], how: tuple[str, Cipher]
) -> dict[int, LineTranslation]:
    """Give what there is of lines of some talks from one position to another; nothing where nothing is to be made.

    how  the language of who reads it, and the keys
    """
    reader, cipher = how
    theirs = or_(*(and_(*of_talk(*talk)) for talk in talks))
    rows = select(translation).where(
        theirs,
        translation.c.line.between(*ends),
        translation.c.target == reader,
        translation.c.state != Stage.NEEDLESS.value,
    )
    return {row.line: _read(row, cipher) for row in connection.execute(rows)}


def rendered(connection: Connection, which: ColumnElement[bool], cipher: Cipher) -> list[Rendered]:
    """Give those that are there, in the order of lines and languages."""
    done = select(translation).where(IS_DONE, which)
    rows = connection.execute(done.order_by(translation.c.line, translation.c.target)).all()
    found = ((row, made(row, cipher)) for row in rows)
    return [Rendered(row.line, row.at, there) for row, there in found if there is not None]


def of_talk(channel: str, conversation: str) -> tuple[ColumnElement[bool], ...]:
    """Say which belong to a talk."""
    return (translation.c.channel == channel, translation.c.conversation == conversation)


def tell(connection: Connection, row: Row[Any], now: datetime) -> None:
    """Tell the cases that a line belongs to."""
    here = select(cases.c.id, cases.c.state, cases.c.merged_into).where(
        cases.c.channel == row.channel,
        cases.c.conversation == row.conversation,
        cases.c.first_line < row.line,
        func.coalesce(cases.c.last_line, row.line) >= row.line,
        cases.c.forgotten_at.is_(None),
    )
    for case in connection.execute(here).all():
        for case_id in filter(None, (case.id, case.merged_into)):
            ledger.note(connection, Happened(case_id, "translated", case.state, now))


def _read(row: Row[Any], cipher: Cipher) -> LineTranslation:
    mixture, trouble = Mixture(row.mixture), Trouble(row.trouble) if row.trouble else None
    bare = LineTranslation(Stage(row.state), row.target, row.source, mixture, trouble=trouble, forced=row.forced)
    if bare.stage is not Stage.DONE:
        return bare
    there = made(row, cipher)
    if there is None:
        return LineTranslation(Stage.FAILED, row.target, row.source, mixture, trouble=Trouble.BROKEN)
    told = (there.text, there.way, there.engine, there.losses)
    return LineTranslation(Stage.DONE, row.target, row.source, mixture, *told, forced=row.forced)


def made(row: Row[Any], cipher: Cipher) -> Translation | None:
    """Read what a machine made; None where that is damaged."""
    try:
        return codec.read_translation(cipher.open(row.body, *place(row.line, row.target)))
    except StoreError:  # a damaged one must not take the talk from anybody
        return None


def place(line: int, target: str) -> tuple[str, ...]:
    """Give the identity of a row, to which its ciphertext is bound."""
    return ("translation", "body", str(line), target)

"""What counselors enclose: rows of ciphertext beside the lines they are sent with. Runs inside a unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, func, or_, select, update

from adapters.casebook.enclosing import Chosen, Unkept
from adapters.media import MOST, Enclosure
from adapters.store import codec, filing, naming
from adapters.store.engines import insert_new
from adapters.store.tables import message
from adapters.store.tables_files import enclosure
from bot.case import Speak
from bot.reply import File

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from adapters.store.cipher import Cipher
    from adapters.store.orders import Order

_BATCH = 50


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something chosen, encrypted already: that takes long enough to be done beside the writing thread."""

    chosen: Chosen
    file: File
    about: bytes
    body: bytes
    small: bytes | None


def seal(chosen: Chosen, name: str, cipher: Cipher) -> Sealed:
    """Encrypt what was chosen under its name (``File.id``)."""
    prepared = chosen.prepared
    whole = prepared.whole
    file = File(name, whole.mime, whole.name, len(whole.data), prepared.millis)
    small = cipher.close(prepared.small, *_place("small", name)) if prepared.small else None
    about, body = codec.file(file), whole.data
    return Sealed(
        chosen, file, cipher.close(about, *_place("about", name)), cipher.close(body, *_place("body", name)), small
    )


def keep(connection: Connection, given: Sealed, now: datetime, cipher: Cipher) -> File | Unkept:
    """Keep something for the next answer."""
    chosen = given.chosen
    mine = (enclosure.c.case_id == chosen.case_id, enclosure.c.by == chosen.by)
    known = connection.execute(select(enclosure.c.id, enclosure.c.about).where(*mine, enclosure.c.key == chosen.key))
    before = known.one_or_none()
    if before is not None:
        return _file(before.id, before.about, cipher)
    filed = filing.find(connection, chosen.case_id, cipher)
    if filed is None or filed.forgotten is not None or not filed.case.state.open:
        return Unkept.NOBODY
    waits = select(func.count()).select_from(enclosure).where(*mine, enclosure.c.event_id.is_(None))
    if connection.execute(waits).scalar_one() >= MOST:
        return Unkept.MANY
    row = {
        "id": given.file.id,
        "case_id": chosen.case_id,
        "channel": filed.case.channel,
        "conversation": filed.case.conversation,
        "by": chosen.by,
        "key": chosen.key,
        "at": now,
        "about": given.about,
        "body": given.body,
        "small": given.small,
    }
    connection.execute(insert_new(connection, enclosure), [row])
    return given.file


def files(connection: Connection, cipher: Cipher, *which: ColumnElement[bool]) -> list[File]:
    """Give some, in the order they were chosen."""
    rows = select(enclosure.c.id, enclosure.c.about).where(*which).order_by(enclosure.c.at, enclosure.c.key)
    return [_file(row.id, row.about, cipher) for row in connection.execute(rows)]


def waiting(case_id: str, by: str) -> tuple[ColumnElement[bool], ...]:
    """Say which those are that somebody chose for their next answer."""
    return (*chosen(case_id, by), enclosure.c.event_id.is_(None))


def chosen(case_id: str, by: str) -> tuple[ColumnElement[bool], ...]:
    """Say which those are that somebody chose for a case."""
    return (enclosure.c.case_id == case_id, enclosure.c.by == by)


def drop(connection: Connection, case_id: str, by: str, file: str) -> bool:
    """Throw away what was not sent."""
    return bool(connection.execute(delete(enclosure).where(*waiting(case_id, by), enclosure.c.id == file)).rowcount)


def missing(connection: Connection, order: Order) -> bool:
    """Say whether an answer encloses what is not there to be sent."""
    ids = _ids(order)
    if not ids or not isinstance(order.move, Speak):
        return False
    mine = waiting(order.case_id, order.move.by)
    there = select(func.count()).select_from(enclosure).where(*mine, enclosure.c.id.in_(ids))
    count: int = connection.execute(there).scalar_one()
    return count != len(ids)


def send(connection: Connection, order: Order, talk: tuple[str, str]) -> None:
    """Put what an answer encloses to its line, and into the talk in which that is said."""
    ids = _ids(order)
    if ids:
        event = naming.event_of(order.case_id, order.key)
        connection.execute(
            update(enclosure)
            .where(enclosure.c.id.in_(ids))
            .values(event_id=event, channel=talk[0], conversation=talk[1])
        )


def content(connection: Connection, cipher: Cipher, which: Collection[ColumnElement[bool]], *, small: bool) -> (
    Enclosure | None
):  # fmt: skip
    """Give one with what is in it; ``small``: the small picture, if there is one."""
    column = enclosure.c.small if small else enclosure.c.body
    row = connection.execute(
        select(enclosure.c.id, enclosure.c.about, column.label("held")).where(*which)
    ).one_or_none()
    if row is None or row.held is None:
        return None
    file = _file(row.id, row.about, cipher)
    data = cipher.open(row.held, *_place("small" if small else "body", row.id))
    return Enclosure("image/jpeg" if small else file.mime, file.name, data)


def forget(connection: Connection, *whose: ColumnElement[bool]) -> None:
    """Delete some, sent or not."""
    connection.execute(delete(enclosure).where(*whose))


def of_talk(channel: str, conversation: str) -> tuple[ColumnElement[bool], ...]:
    """Say which belong to a talk."""
    return (enclosure.c.channel == channel, enclosure.c.conversation == conversation)


def sweep(connection: Connection, unsent: datetime) -> int:
    """Delete what was chosen before a moment and never sent, and whatever its line is gone of."""
    line = exists().where(message.c.channel == enclosure.c.channel, message.c.event_id == enclosure.c.event_id)
    never = enclosure.c.event_id.is_(None) & (enclosure.c.at < unsent)
    old = select(enclosure.c.id).where(or_(never, enclosure.c.event_id.is_not(None) & ~line)).limit(_BATCH)
    return connection.execute(delete(enclosure).where(enclosure.c.id.in_(old.scalar_subquery()))).rowcount


def _ids(order: Order) -> set[str]:
    enclosed = order.move.enclosed if isinstance(order.move, Speak) else ()
    return {each.id for each in enclosed if isinstance(each, File)}


def _file(name: str, about: bytes, cipher: Cipher) -> File:
    return codec.read_file(cipher.open(about, *_place("about", name)))


def _place(column: str, name: str) -> tuple[str, ...]:
    return ("enclosure", column, name)

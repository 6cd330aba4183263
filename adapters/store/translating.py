"""Working off what is to be translated. Runs inside a unit of work; what translates is elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, literal, select, update

from adapters.casebook.translating import Failed, Held, Later, Made, Needless, Stage, Wanted
from adapters.store import codec
from adapters.store.tables import message
from adapters.store.tables_cases import cases
from adapters.store.tables_translation import translation
from adapters.store.talk import body_place
from adapters.store.translated import place, tell
from bot.errors import StoreError
from bot.translation import Trouble

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

    from adapters.casebook.translating import Outcome
    from adapters.store.cipher import Cipher


def waiting(connection: Connection, now: datetime) -> bool:
    """Say whether anything is to be translated now."""
    return connection.execute(select(translation.c.line).where(*_due(now)).limit(1)).first() is not None


def take(
    connection: Connection, now: datetime, how: tuple[int, float, int], cipher: Cipher
) -> list[Wanted]:  # fmt: skip
    """Take some (``limit``, ``lease``, ``most`` of ``how``), the newest first; nobody else takes them meanwhile."""
    limit, lease, most = how
    due = select(translation).where(*_due(now)).order_by(translation.c.line.desc()).limit(limit)
    taken: list[Wanted] = []
    for row in connection.execute(due.with_for_update(skip_locked=True)).all():
        this = (translation.c.line == row.line, translation.c.target == row.target)
        text, readable = _words(connection, row, cipher)
        if not readable:
            connection.execute(delete(translation).where(*this))
        elif not text:
            connection.execute(update(translation).where(*this).values(state=Stage.NEEDLESS.value, at=now))
        elif row.tries >= most:
            # It was taken so often, and nobody lived to say what came of it.
            trouble = row.trouble or Trouble.DOWN.value
            connection.execute(
                update(translation).where(*this).values(state=Stage.FAILED.value, trouble=trouble, at=now)
            )
            tell(connection, row, now)
        else:
            token, until = row.token + 1, now + timedelta(seconds=lease)
            connection.execute(update(translation).where(*this).values(token=token, tries=row.tries + 1, due_at=until))
            prior = _prior(connection, row)
            taken.append(Wanted(row.line, row.target, text, prior, token, row.tries + 1, row.forced))
    return taken


def finish(connection: Connection, wanted: Wanted, outcome: Outcome, now: datetime, cipher: Cipher) -> bool:
    """Write what came of it; False when the line is gone, or somebody else has it by now."""
    this = (translation.c.line == wanted.line, translation.c.target == wanted.target)
    line = select(message.c.id).where(message.c.id == wanted.line, message.c.body.is_not(None)).with_for_update()
    if connection.execute(line).first() is None:
        connection.execute(delete(translation).where(*this))
        return False
    mine = (*this, translation.c.token == wanted.token, translation.c.state == Stage.WANTED.value)
    changed = update(translation).where(*mine).values(**_values(wanted, outcome, now, cipher))
    row = connection.execute(changed.returning(translation)).one_or_none()
    if row is None:
        return False
    if not isinstance(outcome, Later | Needless):
        tell(connection, row, now)
    return True


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    # Written out and not bound: an engine uses an index of some rows only when it sees that it may.
    return (translation.c.state == literal(Stage.WANTED.value, literal_execute=True), translation.c.due_at <= now)


def _words(connection: Connection, row: Row[Any], cipher: Cipher) -> tuple[str, bool]:
    """Give what was typed in a line, and whether the line is there to be read; "" of a tap, a place, a picture."""
    found = connection.execute(select(message).where(message.c.id == row.line, message.c.mine)).one_or_none()
    if found is None or found.body is None:
        return "", False
    try:
        plain = cipher.open(found.body, *body_place(found.channel, found.conversation, found.event_id, found.part))
        return (codec.read_said(plain) or "" if codec.read_kind(plain) == "text" else ""), True
    except StoreError:
        return "", True


def _prior(connection: Connection, row: Row[Any]) -> str:
    ours = (cases.c.channel == row.channel, cases.c.conversation == row.conversation)
    newest = select(cases.c.language).where(*ours).order_by(cases.c.seq.desc()).limit(1)
    return connection.execute(newest).scalar() or ""


def _values(wanted: Wanted, outcome: Outcome, now: datetime, cipher: Cipher) -> dict[str, object]:
    match outcome:
        case Made(made, mixture):
            body = cipher.close(codec.translation(made), *place(wanted.line, wanted.target))
            done = {"state": Stage.DONE.value, "source": made.source, "mixture": mixture.value, "trouble": ""}
            return {**done, "body": body, "at": now}
        case Failed(trouble, source, mixture):
            why = {"trouble": trouble.value, "source": source, "mixture": mixture.value}
            return {"state": Stage.FAILED.value, **why, "at": now}
        case Held(source):
            return {"state": Stage.HELD.value, "source": source, "at": now}
        case Needless(source):
            return {"state": Stage.NEEDLESS.value, "source": source, "at": now}
        case Later(wait, trouble):
            due = now + timedelta(seconds=wait)
            if trouble is None:
                return {"due_at": due, "tries": wanted.tries - 1}
            return {"due_at": due, "trouble": trouble.value}

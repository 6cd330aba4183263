"""A file that should not have been sent: it goes, and with it every address of it. Runs inside a unit of work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from adapters.store import auditing, codec, enclosing, filing, hints, ledger
from adapters.store.ledger import Happened
from adapters.store.tables import message
from adapters.store.tables_files import enclosure
from adapters.store.talk import body_place
from bot.reply import File

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.auditing import Deed
    from adapters.store.cipher import Cipher
    from bot.reply import Part


def take_back(connection: Connection, deed: Deed, file: str, now: datetime, cipher: Cipher) -> bool:
    """Delete a file that was sent, and its name from the line. Asked for twice with one key, it is done once."""
    filed = filing.find(connection, deed.case_id or "", cipher, lock=True)
    if filed is None or filed.forgotten is not None:
        return False
    if deed.key is not None and auditing.done(connection, filed.case.id, deed.key) is not None:
        return True
    mine = (enclosure.c.id == file, enclosure.c.case_id == filed.case.id, enclosure.c.event_id.is_not(None))
    sent = connection.execute(select(enclosure).where(*mine)).one_or_none()
    if sent is None:
        return False
    enclosing.forget(connection, *mine)
    # In the talk in which it was said: a case may have several.
    whose = (message.c.channel == sent.channel, message.c.conversation == sent.conversation)
    for row in connection.execute(select(message).where(*whose, message.c.event_id == sent.event_id)).all():
        place = body_place(row.channel, row.conversation, row.event_id, row.part)
        plain = cipher.open(row.body, *place)
        reply = codec.read_reply(plain)
        parts = tuple(_emptied(part, file) for part in reply.parts)
        written = cipher.close(codec.reply(replace(reply, parts=parts), codec.read_by(plain)), *place)
        connection.execute(update(message).where(message.c.id == row.id).values(body=written))
    auditing.write(connection, deed, now)
    ledger.note(connection, Happened(filed.case.id, "spoke", filed.case.state, now, deed.by))
    hints.tell(connection, hints.TALK, {hints.talk_name(sent.channel, sent.conversation)})
    return True


def _emptied(part: Part, file: str) -> Part:
    return File(mime=part.mime) if isinstance(part, File) and part.id == file else part

"""Another wording of what a counselor has said: the line and what arrived of it change together.

Runs inside a unit of work.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select, update

from adapters.casebook.correcting import Corrected
from adapters.store import auditing, codec, family, filing, ledger, naming, outbox as parcels, withdrawing
from adapters.store.auditing import Deed
from adapters.store.lanes import lane_of
from adapters.store.ledger import Happened
from adapters.store.tables import SENT, message, outbox
from adapters.store.talk import body_place
from bot.parcel import Dispatch
from bot.reply import Enclosure, Kind, Paragraph, Translated

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.casebook.correcting import Correction
    from adapters.store.cipher import Cipher
    from bot.parcel import Parcel
    from bot.reply import Part

_SENT = select(outbox.c.state, outbox.c.receipt).where(
    outbox.c.channel == bindparam("of"),
    outbox.c.conversation == bindparam("talk"),
    outbox.c.event_id == bindparam("event"),
)


def correct(  # noqa: PLR0911 - a line a refusal
    connection: Connection, case_id: str, given: Correction, now: datetime, cipher: Cipher
) -> tuple[Corrected, tuple[Dispatch, ...]]:  # fmt: skip
    """Change what was said; gives what is to be sent."""
    filed = filing.find(connection, case_id, cipher, lock=True)
    if filed is None or filed.forgotten is not None:
        return Corrected.UNKNOWN, ()
    if auditing.done(connection, case_id, given.name) is not None:
        return Corrected.SAME, ()
    event = naming.event_of(case_id, given.key)
    places = family.spans(connection, filed)
    lines = connection.execute(
        select(message).where(or_(*(each.holds() for each in places)), message.c.event_id == event)
    ).all()
    if not lines:
        return Corrected.UNKNOWN, ()
    if not filed.case.state.open:
        return Corrected.CLOSED, ()
    talk = (lines[0].channel, lines[0].conversation)
    place = body_place(*talk, event, lines[0].part)
    body = lines[0].body
    plain = cipher.open(body, *place) if body is not None else b""
    if not plain or codec.read_by(plain) != given.by or filed.case.owner != given.by:
        return Corrected.NOT_YOURS, ()
    reply = codec.read_reply(plain)
    new = replace(reply, parts=_reworded(reply.parts, given))
    if new == reply:
        return Corrected.SAME, ()
    if given.translated is None and _unlike(reply.parts, given.text):
        return Corrected.UNTRANSLATED, ()
    whole = len(lines) == 1 and reply.kind is Kind.PERSON and bool(new.parts)
    parcel = given.pack(new, _arrived(connection, talk, event)) if whole else None
    if parcel is None:
        return Corrected.CANNOT, ()
    written = cipher.close(codec.reply(new, given.by), *place)
    connection.execute(update(message).where(message.c.id == lines[0].id).values(body=written))
    auditing.write(connection, Deed("correct", given.by, case_id, key=given.name), now)
    ledger.note(connection, Happened(case_id, "spoke", filed.case.state, now, given.by))
    return Corrected.DONE, _send(connection, talk, naming.event_of(case_id, given.name), parcel, (now, cipher))


def _reworded(parts: tuple[Part, ...], given: Correction) -> tuple[Part, ...]:
    """Put other words where a counselor's stand, beside what is enclosed; nothing where there is more than that."""
    enclosed = tuple(given.exchange(part) for part in parts if isinstance(part, Enclosure))
    own = [part for part in parts if not isinstance(part, Enclosure)]
    if len(own) > 1 or any(not isinstance(part, Paragraph | Translated) for part in own):
        return ()
    before = own[0] if own else None
    return (_worded(before, given), *enclosed) if given.text.strip() else enclosed


def _worded(before: Part | None, given: Correction) -> Part:
    """Give the words as the person is to read them; where only a picture changes, in the translation they have."""
    if given.translated:
        return Translated(given.translated, given.text, given.written)
    if given.translated is None and isinstance(before, Translated) and before.original == given.text:
        return before
    return Paragraph(given.text)


def _unlike(parts: tuple[Part, ...], text: str) -> bool:
    """Say whether what stands there is the translation of other words."""
    return any(isinstance(part, Translated) and part.original != text for part in parts)


def _arrived(connection: Connection, talk: tuple[str, str], event: str) -> tuple[str, ...]:
    """Give the platform's names of what was said, if all of it has arrived."""
    rows = connection.execute(_SENT, {"of": talk[0], "talk": talk[1], "event": event}).all()
    if any(row.state != SENT for row in rows):
        return ()
    return tuple(name for row in rows for name in json.loads(row.receipt or "[]"))


def _send(
    connection: Connection, talk: tuple[str, str], event: str, parcel: Parcel, how: tuple[datetime, Cipher]
) -> tuple[Dispatch, ...]:  # fmt: skip
    now, cipher = how
    channel, conversation = talk
    bare = Dispatch(0, channel, conversation, event, 1, parcel)
    lane = lane_of(channel, conversation)
    numbers = parcels.add(connection, [parcels.row(bare, lane, withdrawing.PEOPLE, now, cipher)])
    return tuple(replace(bare, number=number) for number in numbers)

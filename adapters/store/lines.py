"""The lines of a case's talk as counselors see them: who said what, and whether ours have arrived."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, or_, select

from adapters.casebook import Delivery, Line, Who
from adapters.casebook.translating import READER
from adapters.store import codec, family, naming, translated
from adapters.store.tables import DEAD, NEW, SENDING, SENT, UNCERTAIN, WITHDRAWN, message, outbox
from adapters.store.talk import body_place
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection, Row, Select

    from adapters.store.cipher import Cipher
    from adapters.store.family import Span
    from adapters.store.filed import Filed

log = logging.getLogger(__name__)

PAGE = 200
UNREADABLE = "unreadable"

_WORST = (DEAD, UNCERTAIN, SENDING, NEW, WITHDRAWN, SENT)
"""Several parcels may bring one line: it has come as far as the worst of them."""
_STATES = {
    DEAD: Delivery.FAILED,
    UNCERTAIN: Delivery.UNCERTAIN,
    SENDING: Delivery.PENDING,
    NEW: Delivery.PENDING,
    WITHDRAWN: Delivery.WITHDRAWN,
    SENT: Delivery.SENT,
}
_ON_ITS_WAY = select(outbox.c.event_id, outbox.c.state, outbox.c.code).where(
    outbox.c.channel == bindparam("of"),
    outbox.c.conversation == bindparam("talk"),
    outbox.c.event_id.in_(bindparam("events", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Which lines are asked for: those after one position and before another, at most ``limit``, the newest.

    alone  of the case's own talk, without those of cases that were merged into it
    reader the language whose readers look at them
    """

    after: int = 0
    before: int | None = None
    limit: int = PAGE
    theirs: bool = False
    alone: bool = False
    reader: str = READER


def lines(connection: Connection, filed: Filed, part: Part, cipher: Cipher) -> list[Line]:
    """Give lines of a case, oldest first."""
    places = (family.own(filed),) if part.alone else family.spans(connection, filed)
    statement = _of(places, part.after)
    if part.before is not None:
        statement = statement.where(message.c.id < part.before)
    if part.theirs:
        statement = statement.where(message.c.mine, message.c.body.is_not(None))
    rows = connection.execute(statement.order_by(message.c.id.desc()).limit(part.limit)).all()[::-1]
    found: dict[int, Line] = {}
    for place in places:
        here = [row for row in rows if (row.channel, row.conversation) == (place.channel, place.conversation)]
        deliveries = _deliveries(connection, place, {row.event_id for row in here if not row.mine})
        originals = _originals(connection, place, {row.refers for row in here if row.refers})
        via = "" if place.case_id == filed.case.id else place.case_id
        for row in here:
            ours = deliveries.get(row.event_id)
            line = _theirs(row, originals, cipher) if row.mine else _ours(row, ours, cipher)
            found[row.id] = replace(line, via=via, channel=place.channel) if via else line
    if any(row.mine for row in rows):
        talks, ends = [(place.channel, place.conversation) for place in places], (rows[0].id, rows[-1].id)
        for position, there in translated.of_lines(connection, talks, ends, (part.reader, cipher)).items():
            if position in found:
                found[position] = replace(found[position], translation=there)
    return [found[row.id] for row in rows]


def unread(connection: Connection, filed: Filed) -> int:
    """Count the resident's lines that the owner has not read."""
    unseen = (
        _of(family.spans(connection, filed), filed.case.seen)
        .where(message.c.mine, message.c.body.is_not(None))
        .subquery()
    )
    return connection.execute(select(func.count()).select_from(unseen)).scalar_one()


def newest(connection: Connection, filed: Filed, *, theirs: bool = False) -> int:
    """Give the newest position of a case; of the resident's lines alone, those that can be read, if ``theirs``."""
    found = _of(family.spans(connection, filed), 0)
    if theirs:
        found = found.where(message.c.mine, message.c.body.is_not(None))
    return connection.execute(select(func.max(found.subquery().c.id))).scalar() or 0


def words(row: Row[Any], cipher: Cipher) -> tuple[str, str | None]:
    """Give of a resident's line what kind it is, and what it says."""
    line = _theirs(row, {}, cipher)
    return line.kind, line.text


def attached(connection: Connection, filed: Filed, position: int, cipher: Cipher) -> tuple[str, str] | None:
    """Give the channel of what came with a line, and how it can be fetched there; None when nothing did."""
    whole = _of(family.spans(connection, filed), position - 1)
    row = connection.execute(whole.where(message.c.id == position, message.c.mine)).one_or_none()
    plain = _plain(row, cipher) if row is not None and row.body is not None else None
    how = codec.read_attached(plain) if plain is not None else ""
    return (row.channel, how) if row is not None and how else None


def _of(places: Sequence[Span], after: int) -> Select[Any]:
    return select(message).where(
        or_(*(place.holds(after) for place in places)),
        or_(message.c.body.is_not(None), message.c.erased_at.is_not(None)),
    )


def _theirs(row: Row[Any], originals: Mapping[str, int], cipher: Cipher) -> Line:
    edits = originals.get(row.refers) if row.refers else None
    if row.body is None:
        return Line(row.id, row.at, Who.RESIDENT, edits=edits, gone=True)
    plain = _plain(row, cipher)
    if plain is None:
        return Line(row.id, row.at, Who.RESIDENT, UNREADABLE)
    kind, file = codec.read_kind(plain), bool(codec.read_attached(plain))
    if kind in {"text", "tap", "location"}:
        return Line(row.id, row.at, Who.RESIDENT, kind, codec.read_said(plain), edits=edits, file=file)
    return Line(row.id, row.at, Who.RESIDENT, "attachment", kind, file=file)


def _ours(row: Row[Any], delivery: tuple[Delivery, str] | None, cipher: Cipher) -> Line:
    state, code = delivery or (Delivery.SENT, "")
    plain = _plain(row, cipher)
    if plain is None:
        return Line(row.id, row.at, Who.BOT, UNREADABLE, delivery=state, code=code)
    reply, by, key = codec.read_reply(plain), codec.read_by(plain), naming.key_of(row.event_id)
    who = Who.BOT if by is None else Who.STAFF
    return Line(row.id, row.at, who, reply.kind.value, reply=reply, staff=by, delivery=state, code=code, key=key)


def _plain(row: Row[Any], cipher: Cipher) -> bytes | None:
    try:
        return cipher.open(row.body, *body_place(row.channel, row.conversation, row.event_id, row.part))
    except StoreError as error:
        # One damaged row must not take the whole talk from a counselor.
        log.error("a line cannot be read", extra={"id": row.id, "error": str(error)})  # noqa: TRY400
        return None


def _deliveries(
    connection: Connection, place: Span, events: Collection[str]
) -> dict[str, tuple[Delivery, str]]:  # fmt: skip
    if not events:
        return {}
    found: dict[str, tuple[str, str]] = {}
    whose = {"of": place.channel, "talk": place.conversation}
    for row in connection.execute(_ON_ITS_WAY, {**whose, "events": sorted(events)}):
        known = found.get(row.event_id)
        if known is None or _WORST.index(row.state) < _WORST.index(known[0]):
            found[row.event_id] = (row.state, row.code or "")
    return {
        event: (_STATES[state], code if state in {DEAD, UNCERTAIN} else "") for event, (state, code) in found.items()
    }


def _originals(connection: Connection, place: Span, names: Collection[str]) -> dict[str, int]:
    """Find the lines that others are new wordings of."""
    if not names:
        return {}
    found = connection.execute(
        select(message.c.id, message.c.event_id, message.c.ref).where(
            message.c.channel == place.channel,
            message.c.conversation == place.conversation,
            message.c.mine,
            or_(message.c.event_id.in_(names), message.c.ref.in_(names)),
            message.c.refers.is_(None),
        )
    )
    return {name: row.id for row in found for name in (row.event_id, row.ref) if name in names}

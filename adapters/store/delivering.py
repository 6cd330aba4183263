"""Lines of ours that have not arrived, or perhaps have: a counselor looks, and decides. Runs inside a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from adapters.store import auditing, clocks, family, filing, ledger
from adapters.store.ledger import Happened
from adapters.store.naming import case_of
from adapters.store.tables import NEW, SENT, UNCERTAIN, UNDELIVERED, message, outbox
from adapters.store.tables_cases import IS_OPEN, cases
from adapters.store.talk import open_
from bot.parcel import Dead, Sent, Uncertain

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.auditing import Deed
    from adapters.store.cipher import Cipher
    from bot.parcel import Dispatch, Outcome

_OPEN_OF = select(cases.c.id, cases.c.state).where(
    cases.c.channel == bindparam("of"), cases.c.conversation == bindparam("talk"), IS_OPEN
)

_BY_ID = select(cases.c.id, cases.c.state).where(cases.c.id == bindparam("case"))


def again(connection: Connection, deed: Deed, position: int, now: datetime, cipher: Cipher) -> bool:
    """Have a line sent again from the start; False when it is not there to be sent."""
    filed = filing.find(connection, deed.case_id or "", cipher)
    if filed is None or filed.forgotten is not None:
        return False
    place = family.span_of(connection, filed, position)
    if place is None:
        return False
    talk = open_(connection, place.channel, place.conversation, cipher, lock=True)
    new = {"state": NEW, "attempts": 0, "unsure": False, "due_at": now, "code": None}
    ours = _of_line(connection, (talk.channel, talk.id), position)
    mine = (outbox.c.channel == talk.channel, outbox.c.event_id.in_(ours), UNDELIVERED)
    send = update(outbox).where(*mine, outbox.c.body.is_not(None), outbox.c.epoch >= talk.epoch)
    if not ours or not connection.execute(send.values(new)).rowcount:
        return False
    _tell(connection, deed, filed.case.state, now)
    return True


def arrived(connection: Connection, deed: Deed, position: int, now: datetime, cipher: Cipher) -> bool:
    """Take a counselor's word that an uncertain line has arrived; False when it is not uncertain."""
    filed = filing.find(connection, deed.case_id or "", cipher)
    if filed is None or filed.forgotten is not None:
        return False
    place = family.span_of(connection, filed, position)
    ours = _of_line(connection, (place.channel, place.conversation), position) if place is not None else ()
    mine = (outbox.c.channel == (place.channel if place else ""), outbox.c.event_id.in_(ours), UNDELIVERED)
    doubted = update(outbox).where(*mine, outbox.c.state == UNCERTAIN)
    if not ours or not connection.execute(doubted.values(state=SENT, body=None, code=None)).rowcount:
        return False
    _tell(connection, deed, filed.case.state, now)
    return True


def ended(connection: Connection, tries: Collection[tuple[Dispatch, Outcome | None, datetime]]) -> None:
    """Tell the cases concerned how tries to send ended; one whose person is gone ends soon."""
    for dispatch, outcome, at in tries:
        spoken = case_of(dispatch.event)
        if not isinstance(outcome, Uncertain | Dead) and not (spoken and isinstance(outcome, Sent)):
            continue
        whose = {"of": dispatch.channel, "talk": dispatch.conversation}
        open_case = connection.execute(_OPEN_OF, whose).one_or_none()
        told = open_case if spoken is None else connection.execute(_BY_ID, {"case": spoken}).one_or_none()
        if told is not None:
            ledger.note(connection, Happened(told.id, "delivery", told.state, at))
        if open_case is not None and isinstance(outcome, Dead) and outcome.gone:
            clocks.nobody_there(connection, dispatch.channel, dispatch.conversation, open_case.id, at)


def _of_line(connection: Connection, talk: tuple[str, str], position: int) -> tuple[str, ...]:
    """Give the event of a line of ours in this very talk."""
    channel, conversation = talk
    statement = select(message.c.event_id).where(
        message.c.channel == channel,
        message.c.conversation == conversation,
        message.c.id == position,
        message.c.mine.is_(False),
    )
    return tuple(connection.scalars(statement))


def _tell(connection: Connection, deed: Deed, state: str, now: datetime) -> None:
    auditing.write(connection, deed, now)
    ledger.note(connection, Happened(deed.case_id or "", "delivery", state, now, deed.by))

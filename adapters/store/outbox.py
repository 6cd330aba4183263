"""The outbox: what is to be sent, until the platform has it. Each function runs inside a unit of work.

Rows of one talk go in the order of their numbers: a later one is never due, nor begun, before the
earlier ones have ended one way or another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, assert_never

from sqlalchemy import bindparam, func, insert, or_, select, text, update

from adapters import jsons
from adapters.store.bulk import Changes
from adapters.store.lanes import fence, lost
from adapters.store.tables import DEAD, NEW, SENDING, SENT, UNCERTAIN, UNSENT, WITHDRAWN, outbox
from bot.parcel import Dead, Dispatch, Later, Parcel, Sent, Uncertain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row, Update

    from adapters.store.cipher import Cipher
    from bot.parcel import Outcome

_LONGEST_CODE = 100
_EARLIER = outbox.alias("earlier")
_BEGIN = (
    update(outbox)
    .where(
        outbox.c.number.in_(bindparam("numbers", expanding=True)),
        UNSENT,
        # A scalar and "+ 0" for PostgreSQL's sake, as in ``inbox.py``.
        outbox.c.number
        == select(func.min(_EARLIER.c.number + 0))
        .where(
            _EARLIER.c.channel == outbox.c.channel,
            _EARLIER.c.conversation == outbox.c.conversation,
            text("earlier.state IN ('new', 'sending')"),
        )
        .correlate(outbox)
        .scalar_subquery(),
    )
    .values(
        state=SENDING,
        attempts=outbox.c.attempts + 1,
        tried_at=bindparam("at"),
        # A try that nobody ended may have arrived, and that stays so whatever the next one brings.
        unsure=or_(outbox.c.unsure, outbox.c.state == SENDING),
    )
    .returning(outbox.c.number)
)
_ROW = update(outbox).where(outbox.c.number == bindparam("row"), UNSENT)
_SENT = Changes(
    outbox, ("number",), ("receipt",), "state IN ('new', 'sending')", f", state = '{SENT}', body = NULL, code = NULL"
)
_LATER = _ROW.values(
    state=NEW,
    due_at=bindparam("due"),
    code=bindparam("why"),
    unsure=or_(outbox.c.unsure, bindparam("maybe")),
    route=func.coalesce(bindparam("by"), outbox.c.route),
)
_ENDED = _ROW.values(state=bindparam("end"), code=bindparam("why"))
_OTHERS = (
    update(outbox)
    .where(
        outbox.c.channel == bindparam("of"),
        outbox.c.conversation == bindparam("talk"),
        outbox.c.number != bindparam("row"),
        UNSENT,
    )
    .values(state=WITHDRAWN, body=None)
)


@dataclass(frozen=True, slots=True)
class Try:
    """A dispatch in somebody's hand, and the token of its lane as that one knows it."""

    dispatch: Dispatch
    lane: int
    token: int
    at: datetime
    outcome: Outcome | None = None


def row(dispatch: Dispatch, lane: int, epoch: int, now: datetime, cipher: Cipher) -> dict[str, object]:
    """Give the row of what is to be sent; its number is not known yet."""
    place = body_place(dispatch.channel, dispatch.conversation, dispatch.event, dispatch.part)
    return {
        "channel": dispatch.channel,
        "conversation": dispatch.conversation,
        "event_id": dispatch.event,
        "part": dispatch.part,
        "lane": lane,
        "epoch": epoch,
        "state": NEW,
        "route": dispatch.parcel.route,
        "unsure": False,
        "attempts": 0,
        "due_at": now,
        "made_at": now,
        "body": cipher.close(dispatch.parcel.body.encode("utf-8", "surrogatepass"), *place),
    }


def add(connection: Connection, rows: Sequence[dict[str, object]]) -> Sequence[int]:
    """Insert rows; gives their numbers, in the same order and growing."""
    new = insert(outbox).returning(outbox.c.number, sort_by_parameter_order=True)
    return connection.execute(new, rows).scalars().all()


def begin(connection: Connection, tries: Sequence[Try], me: str) -> list[bool]:
    """Mark what is about to be sent; False for what is not to be."""
    gone = lost(connection, me, [(each.lane, each.token) for each in tries])
    numbers = [each.dispatch.number for each in tries if (each.lane, each.token) not in gone]
    if not numbers:
        return [False] * len(tries)
    begun = set(connection.scalars(_BEGIN, {"numbers": numbers, "at": tries[-1].at}))
    return [each.dispatch.number in begun for each in tries]


def finish(connection: Connection, tries: Sequence[Try], me: str) -> list[None]:
    """Write down how tries ended. What was withdrawn meanwhile stays so."""
    fence(connection, me, [(each.lane, each.token) for each in tries])
    sent: list[tuple[object, ...]] = []
    for each in tries:
        if isinstance(each.outcome, Sent):
            ids = each.outcome.receipt.ids
            sent.append((each.dispatch.number, jsons.text(ids) if ids else None))
        else:
            statement, values = _ending(each)
            connection.execute(statement, {"row": each.dispatch.number, **values})
    _SENT.make(connection, sent)
    gone = [each.dispatch for each in tries if isinstance(each.outcome, Dead) and each.outcome.gone]
    if gone:
        connection.execute(_OTHERS, [{"of": it.channel, "talk": it.conversation, "row": it.number} for it in gone])
    return [None] * len(tries)


def _ending(one: Try) -> tuple[Update, dict[str, object]]:
    match one.outcome:
        case Later(wait, reason, unsure, route):
            due = one.at + timedelta(seconds=wait)
            return _LATER, {"due": due, "why": _code(reason), "maybe": unsure, "by": route}
        case Uncertain(reason):
            return _ENDED, {"end": UNCERTAIN, "why": _code(reason)}
        case Dead(reason):
            return _ENDED, {"end": DEAD, "why": _code(reason)}
        case Sent() | None:
            msg = "a try without its outcome"
            raise ValueError(msg)
        case unknown:
            assert_never(unknown)


def _code(reason: str) -> str:
    """Keep a reason short, and such that every database takes it."""
    return reason.encode("utf-8", "replace").decode().replace("\0", "")[:_LONGEST_CODE]


def due(
    connection: Connection, lanes: Collection[int] | None, in_hand: Collection[int], now: datetime, limit: int
) -> Sequence[Row[Any]]:
    """Give the unsent rows of talks whose first one may go now, at most ``limit`` of each channel.

    lanes    None for all; ``in_hand`` are first rows whose talks are not looked at. Of each channel,
             so that one that stands still does not hide the others.
    """
    ours = (UNSENT,) if lanes is None else (UNSENT, outbox.c.lane.in_(lanes))
    first = (
        select(func.min(outbox.c.number).label("number"))
        .where(*ours)
        .group_by(outbox.c.channel, outbox.c.conversation)
        .subquery()
    )
    head = outbox.alias("head")
    ready = (
        select(head.c.channel, head.c.conversation)
        .join(first, first.c.number == head.c.number)
        # Said of the first ones once more, so that here too only the unsent are looked at.
        .where(head.c.due_at <= now, head.c.number.not_in(in_hand), text("head.state IN ('new', 'sending')"))
        .subquery()
    )
    ranked = (
        select(
            outbox,
            func.row_number().over(partition_by=outbox.c.channel, order_by=outbox.c.number).label("rank"),
        )
        .join(ready, (ready.c.channel == outbox.c.channel) & (ready.c.conversation == outbox.c.conversation))
        .where(UNSENT)
        .subquery()
    )
    return connection.execute(select(ranked).where(ranked.c.rank <= limit).order_by(ranked.c.number)).all()


def dispatch(row: Row[Any], cipher: Cipher, *, unsure: bool) -> Dispatch:
    """Make a row what it was; ``StoreError`` when it cannot be read."""
    place = body_place(row.channel, row.conversation, row.event_id, row.part)
    body = cipher.open(row.body, *place).decode("utf-8", "surrogatepass")
    return Dispatch(
        row.number,
        row.channel,
        row.conversation,
        row.event_id,
        row.part,
        Parcel(body, row.route),
        row.attempts,
        unsure,
    )


def bury(connection: Connection, numbers: Sequence[int]) -> None:
    """Mark rows that cannot be read as dead, so that their talks go on."""
    connection.execute(_ENDED, [{"row": number, "end": DEAD, "why": "unreadable"} for number in numbers])


def body_place(channel: str, talk: str, event_id: str, part: int) -> tuple[str, ...]:
    """Give the identity of an outbox row, to which its ciphertext is bound."""
    return ("outbox", "body", channel, talk, event_id, str(part))

"""A move of a counselor, or of a clock: one transaction that holds all of it. Runs inside a unit of work.

What must not change meanwhile is locked, the talk before the case, as where a person's turn is saved;
so of fifty who claim one case each sees what the one before has done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from adapters.casebook import Done, Refusal
from adapters.store import auditing, cases, clocks, filing, ledger, lines, naming, remarks, speaking, withdrawing
from adapters.store.ledger import Happened
from adapters.store.lines import Part
from adapters.store.remarks import Note
from adapters.store.tables_cases import IS_OPEN, cases as rows, draft
from adapters.store.tables_staff import staff
from adapters.store.talk import advance, open_
from bot import handoff
from bot.case import CaseState, Claim, Refused, Release, Remark, Resolve, Speak, Transfer
from bot.telling import Telling, tell
from bot.why import Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cases import Duty
    from adapters.store.cipher import Cipher
    from adapters.store.filing import Filed
    from bot.case import Move, Moved
    from bot.conversation import Conversation
    from bot.desk import Desk
    from bot.parcel import Dispatch
    from bot.ports import Channel, Office

PULLED = frozenset({"web"})
"""Channels whose people look for themselves; to all others what is said is brought."""
MISSING, NOBODY, FULL, KEY = "missing", "nobody", "full", "key"


@dataclass(frozen=True, slots=True)
class Order:
    """A move that is asked for; as in ``Pane.act``."""

    case_id: str
    move: Move
    key: str
    at: datetime
    seen: int | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Means:
    """What acting needs of the house; ``channels`` are those that push."""

    cipher: Cipher
    desk: Desk
    duty: Duty
    channels: Mapping[str, Channel]


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of it; ``dispatches`` are to be sent, and ``talk`` has something new."""

    answer: Done | Refusal
    dispatches: tuple[Dispatch, ...] = ()
    talk: tuple[str, str] | None = None


def act_all(connection: Connection, orders: Sequence[Order], means: Means) -> list[Acted]:
    """Make moves, one after the other."""
    return [act(connection, order, means) for order in orders]


def act(connection: Connection, order: Order, means: Means) -> Acted:
    """Make a move, or say why not."""
    known = filing.find(connection, order.case_id, means.cipher)
    if known is None or known.forgotten is not None:
        return Acted(Refusal(MISSING))
    talk = open_(connection, known.case.channel, known.case.conversation, means.cipher, lock=True)
    filed = filing.find(connection, order.case_id, means.cipher, lock=True)
    if filed is None or filed.forgotten is not None:
        return Acted(Refusal(MISSING))
    before = auditing.done(connection, order.case_id, order.key)
    if before is not None:
        same = before == (getattr(order.move, "by", None), auditing.name(order.move))
        return Acted(Done(filed.case, again=True) if same else Refusal(KEY, filed.case))
    moved = handoff.move(filed.case, order.move, order.at, means.duty.office)
    if isinstance(moved, Refused):
        return Acted(Refusal(str(moved.why), filed.case, filed.case.owner, filed.alias if filed.case.owner else ""))
    hindered = _hindered(connection, order, filed, means)
    if hindered is not None:
        return Acted(hindered)
    return _made(connection, order, (filed, moved, talk), means)


def _hindered(connection: Connection, order: Order, filed: Filed, means: Means) -> Refusal | None:
    """Say what the table does not know: lines nobody has read, a channel that is off, full hands."""
    case, move = filed.case, order.move
    if isinstance(move, Speak) and case.channel not in {*means.channels, *PULLED}:
        return Refusal(NOBODY, case, case.owner, filed.alias)
    if isinstance(move, Claim) and _full(connection, move.by, means.duty.office):
        return Refusal(FULL, case)
    if isinstance(move, Speak | Resolve) and not order.confirmed:
        seen = case.seen if order.seen is None else order.seen
        missed = lines.lines(connection, filed, Part(after=seen, theirs=True), means.cipher)
        if missed:
            return Refusal(Why.STALE, case, case.owner, filed.alias, tuple(missed))
    return None


def _full(connection: Connection, who: str, office: Office) -> bool:
    row = connection.execute(select(staff.c.capacity, staff.c.teams).where(staff.c.id == who)).one_or_none()
    if row is None:
        return False
    most = office.capacity(row.teams.split())
    held = select(func.count()).select_from(rows).where(rows.c.owner == who, IS_OPEN)
    number: int = connection.execute(held).scalar_one()
    own: int = row.capacity
    return number >= (own if most is None else min(most, own))


def _made(
    connection: Connection, order: Order, found: tuple[Filed, Moved, Conversation], means: Means
) -> Acted:  # fmt: skip
    filed, moved, talk = found
    move, now, cipher = order.move, order.at, means.cipher
    telling = _telling(order, filed, moved, talk, means)
    dispatches: tuple[Dispatch, ...] = ()
    if telling is not None:
        advance(connection, [(telling.conversation, now)], cipher)
        gone = moved.case.state is CaseState.ABANDONED
        epoch = withdrawing.ALARM if gone else telling.conversation.epoch
        withdrawing.older(connection, talk.channel, talk.id, epoch)
        channel = means.channels.get(talk.channel)
        told = (telling.conversation, telling.replies, telling.sender)
        parcels = channel.pack_spoken(*told) if channel is not None and telling.replies else ()
        by = move.by if isinstance(move, Speak) else None
        event = naming.event_of(order.case_id, order.key)
        dispatches = speaking.say(connection, speaking.Speech(event, telling, parcels, now, by), cipher)
    after = cases.moved_on(connection, filed, move, moved, now)
    after = replace(after, case=replace(after.case, seen=_seen(connection, order, filed)))
    filing.change(connection, filed, after, cipher)
    clocks.wind(connection, after.case, moved.timers, moved.forget)
    auditing.write(connection, auditing.moved(move, filed.case, after.case, order.key), now)
    _note(connection, order, cipher)
    if isinstance(move, Speak):
        connection.execute(delete(draft).where(draft.c.case_id == order.case_id, draft.c.staff == move.by))
    by = getattr(move, "by", None)
    ledger.note(connection, Happened(order.case_id, cases.kind_of(move), after.case.state, now, by))
    return Acted(Done(after.case), dispatches, (talk.channel, talk.id) if telling is not None else None)


def _telling(order: Order, filed: Filed, moved: Moved, talk: Conversation, means: Means) -> Telling | None:
    """Say what the move does to the talk; None when that goes on as it was.

    Every change of state or owner moves the talk as well, so that what the bot decides meanwhile is decided anew.
    """
    same = (moved.case.state, moved.case.owner) == (filed.case.state, filed.case.owner)
    if same and not moved.notices and not isinstance(order.move, Speak):
        return None
    return tell(talk, order.move, moved, means.desk, order.at)


def _seen(connection: Connection, order: Order, filed: Filed) -> int:
    """Say up to where the one who has the case then has read."""
    case, move = filed.case, order.move
    match move:
        case Transfer() if move.to != case.owner:
            return 0
        case Claim() | Speak() | Resolve():
            newest = lines.newest(connection, filed, theirs=True) if order.confirmed else 0
            return max(case.seen, order.seen or 0, newest)
        case _:
            return case.seen


def _note(connection: Connection, order: Order, cipher: Cipher) -> None:
    """Keep what a counselor wrote for colleagues."""
    move = order.move
    match move:
        case Remark():
            text = move.text
        case Release() | Transfer():
            text = move.note
        case _:
            return
    note = Note(order.case_id, move.by, auditing.name(move), order.key, text)
    remarks.keep(connection, note, order.at, cipher)

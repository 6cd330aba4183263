"""A move of a counselor, or of a clock: one transaction that holds all of it. Runs inside a unit of work.

What must not change meanwhile is locked, the talk before the case, as where a person's turn is saved;
so of fifty who claim one case each sees what the one before has done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import delete

from adapters.casebook import Done, Refusal
from adapters.store import (
    auditing,
    clocks,
    enclosing,
    filing,
    joining,
    ledger,
    lines,
    moving,
    naming,
    remarks,
    speaking,
    withdrawing,
)
from adapters.store.hindering import hindered
from adapters.store.ledger import Happened
from adapters.store.orders import KEY, MISSING, Acted, Means, Order
from adapters.store.remarks import Note
from adapters.store.tables_cases import draft
from adapters.store.talk import advance, open_
from bot import handoff
from bot.aside import Absorb, Merge
from bot.case import CaseState, Claim, Refused, Release, Remark, Resolve, Speak, Transfer
from bot.telling import Telling, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.filed import Filed
    from bot.case import Move, Moved
    from bot.conversation import Conversation
    from bot.parcel import Dispatch


def act_all(connection: Connection, orders: Sequence[Order], means: Means) -> list[Acted]:
    """Make moves, one after the other."""
    return [act(connection, order, means) for order in orders]


def act(connection: Connection, order: Order, means: Means) -> Acted:
    """Make a move, or say why not."""
    known = filing.find(connection, order.case_id, means.cipher)
    if known is None or known.forgotten is not None:
        return Acted(Refusal(MISSING))
    if isinstance(order.move, Merge):
        beside = joining.absorbed(connection, order, order.move, means, act)
        if beside is not None:
            refused = isinstance(beside.answer, Refusal)
            return beside if refused else replace(_act(connection, order, known, means), beside=beside)
    return _act(connection, order, known, means)


def _act(connection: Connection, order: Order, known: Filed, means: Means) -> Acted:
    talk = _talk(connection, known, order.move, means.cipher)
    filed = filing.find(connection, order.case_id, means.cipher, lock=True)
    if filed is None or filed.forgotten is not None:
        return Acted(Refusal(MISSING))
    before = auditing.done(connection, order.case_id, order.key)
    if before is not None:
        same = before == (getattr(order.move, "by", None), auditing.name(order.move))
        return Acted(Done(filed.case, again=True) if same else Refusal(KEY, filed.case))
    if talk is None:
        return Acted(Refusal(joining.LEFT, filed.case, filed.case.owner, filed.alias))
    order = replace(order, move=joining.informed(connection, order.move, filed, talk))
    moved = handoff.move(filed.case, order.move, order.at, means.duty.office)
    if isinstance(moved, Refused):
        return Acted(Refusal(str(moved.why), filed.case, filed.case.owner, filed.alias if filed.case.owner else ""))
    refusal = hindered(connection, order, (filed, talk.channel), means)
    if refusal is not None:
        return Acted(refusal)
    return _made(connection, order, (filed, moved, talk), means)


def _talk(connection: Connection, known: Filed, move: Move, cipher: Cipher) -> Conversation | None:
    """Give the talk that a move is made in, to be changed by nobody else; None when nobody hears us there."""
    if isinstance(move, Speak):
        return joining.spoken_in(connection, known, move, cipher)
    return open_(connection, known.case.channel, known.case.conversation, cipher, lock=True)


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
    after = moving.moved_on(connection, filed, move, moved, now)
    after = replace(after, case=replace(after.case, seen=_seen(connection, order, filed)))
    filing.change(connection, filed, after, cipher)
    clocks.wind(connection, after.case, moved.timers, moved.forget)
    auditing.write(connection, auditing.moved(move, filed.case, after.case, order.key), now)
    _note(connection, order, cipher)
    if isinstance(move, Speak):
        connection.execute(delete(draft).where(draft.c.case_id == order.case_id, draft.c.staff == move.by))
        enclosing.send(connection, order, (talk.channel, talk.id))
    by = getattr(move, "by", None)
    ledger.note(connection, Happened(order.case_id, moving.kind_of(move), after.case.state, now, by))
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
        case Absorb():
            return min(case.seen, move.seen)
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
        case Merge() | Absorb():
            text = "\n".join(filter(None, (move.number, move.note.strip())))
        case _:
            return
    note = Note(order.case_id, move.by, auditing.name(move), order.key, text)
    remarks.keep(connection, note, order.at, cipher)

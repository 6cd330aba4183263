"""Cases, as the person's own turns open and move them: in the transaction that saves the turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from adapters.casebook.alarms import Alarm
from adapters.store import auditing, clocks, family, filing, ledger, moving, ringing, translation, withdrawing
from adapters.store.filed import first_filed
from adapters.store.ledger import Happened
from adapters.store.tables_cases import cases
from bot import handoff
from bot.case import Again, Cancel, Gone, Heard, Moved
from bot.clocks import KINDS
from bot.errors import StaleConversation
from bot.following import whose
from bot.message import Edited, Left, Text
from bot.step import Answered, CaseMoved, CaseOpened, MessageGone

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.duty import Duty
    from adapters.store.filed import Filed
    from bot.case import Move
    from bot.message import Message
    from bot.step import Event


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of the person: the message, what it led to, whether it is a line of the talk."""

    told: Message
    events: tuple[Event, ...]
    at: datetime
    line: bool


def follow(connection: Connection, turn: Turn, cipher: Cipher, duty: Duty) -> None:
    """Do to cases what a turn did. Its lines are written already."""
    told, now = turn.told, turn.at
    _alarm(connection, turn)
    for event in turn.events:
        match event:
            case CaseOpened(case, timers):
                until = newest_until(connection, told.channel, told.conversation)
                filed = first_filed(case, until, now)
                filing.add(connection, filed, cipher)
                translation.want_span(connection, (family.own(filed),), filed.readers, now)
                clocks.wind(connection, case, timers, tuple(KINDS))
                opened = auditing.Deed("opened", None, case.id, detail=f"{case.state} consent={case.consent}")
                auditing.write(connection, opened, now)
                ledger.note(connection, Happened(case.id, "opened", case.state, now))
                if case.urgent:
                    ledger.note(connection, Happened(case.id, "urgent", case.state, now))
            case CaseMoved(case_id, move):
                _move(connection, case_id, move, turn, (cipher, duty))
            case MessageGone():
                for case_id, state in _of(connection, told.channel, told.conversation):
                    ledger.note(connection, Happened(case_id, "gone", state, now))
            case _:
                pass


def _alarm(connection: Connection, turn: Turn) -> None:
    """Note an emergency that rang in a talk which the bot has; of a case it makes the case urgent instead."""
    talk = (turn.told.channel, turn.told.conversation)
    moves = [event.move for event in turn.events if isinstance(event, CaseMoved)]
    opened = any(isinstance(event, CaseOpened) for event in turn.events)
    if opened or isinstance(turn.told.content, Left) or any(isinstance(each, Again) for each in moves):
        ringing.still(connection, *talk)
    for event in turn.events:
        if isinstance(event, Answered) and event.alarm and not moves:
            rang = Alarm(0, turn.at, talk[0], event.entry, event.language)
            ringing.rings(connection, rang, talk, turn.told.event)


def _move(connection: Connection, case_id: str, move: Move, turn: Turn, known: tuple[Cipher, Duty]) -> None:
    cipher, _ = known
    filed, other = _found(connection, case_id, cipher)
    if filed is None:
        _refused(move)
        return
    target, moves = whose(filed.case, other.case if other else None, move)
    after = replace(other if other is not None and target.id == other.case.id else filed, case=target)
    for each in moves:
        moved = _one(connection, after, each, turn, known)
        if moved is None:
            _refused(each)
            break
        after = moved
    if isinstance(move, Cancel | Gone):
        withdrawing.older(connection, turn.told.channel, turn.told.conversation, withdrawing.ALARM)
        if filed.case.into is not None and not filed.case.state.open:
            _leave(connection, filed, move, turn.at, cipher)
    if after.translated and after.case.state.open:
        _translate(connection, after, move, turn)
    if turn.line:
        for each_id in {filed.case.id, target.id}:
            ledger.note(connection, Happened(each_id, "line", after.case.state, turn.at))


def _translate(connection: Connection, filed: Filed, move: Move, turn: Turn) -> None:
    """Want the new line translated; and what was written since, when a case is taken up again."""
    if isinstance(move, Again):
        translation.want_span(connection, (family.own(filed),), filed.readers, turn.at)
    elif turn.line and isinstance(turn.told.content, Text | Edited):
        translation.want_line(connection, turn.told, filed.readers, turn.at)


def _found(connection: Connection, case_id: str, cipher: Cipher) -> tuple[Filed | None, Filed | None]:
    """Give a case, and the one that it was merged into, held in the order in which a merging holds them."""
    known = filing.find(connection, case_id, cipher)
    into = known.case.into if known is not None else None
    other = filing.find(connection, into, cipher, lock=True) if into is not None else None
    filed = filing.find(connection, case_id, cipher, lock=True)
    if filed is not None and filed.case.into != into:
        msg = "the case was merged on meanwhile: decide anew"
        raise StaleConversation(msg)
    return filed, other


def _one(connection: Connection, filed: Filed, move: Move, turn: Turn, known: tuple[Cipher, Duty]) -> Filed | None:
    """Make one move; None when it is not possible."""
    cipher, duty = known
    if isinstance(move, Again):
        former = filed.case.former
        move = Again(on_duty=former is not None and duty.at_work(connection, former, turn.at))
    moved = handoff.move(filed.case, move, turn.at, duty.office)
    if not isinstance(moved, Moved):
        return None
    after = moving.moved_on(connection, filed, move, moved, turn.at)
    filing.change(connection, filed, after, cipher)
    clocks.wind(connection, moved.case, moved.timers, moved.forget)
    if not isinstance(move, Heard) or moved.case.state is not filed.case.state:
        auditing.write(connection, auditing.moved(move, filed.case, moved.case), turn.at)
        ledger.note(connection, Happened(filed.case.id, moving.kind_of(move), moved.case.state, turn.at))
    return after


def _refused(move: Move) -> None:
    if isinstance(move, Again):
        # The talk must not be given to a case that nobody can open any more.
        msg = "the case cannot be taken up again: decide anew"
        raise StaleConversation(msg)


def _leave(connection: Connection, filed: Filed, move: Move, now: datetime, cipher: Cipher) -> None:
    """Note that the person of a merged case went back to the bot: from now on nobody reads what is said there."""
    filing.change(connection, filed, family.left(connection, filed), cipher)
    auditing.write(connection, auditing.Deed(auditing.name(move), None, filed.case.id), now)
    for case_id in filter(None, (filed.case.id, filed.case.into)):
        ledger.note(connection, Happened(case_id, "moved", filed.case.state, now))


def newest_until(connection: Connection, channel: str, conversation: str) -> int:
    """Give where the lines of a talk's former case ended."""
    ours = (cases.c.channel == channel, cases.c.conversation == conversation)
    return connection.execute(select(func.max(cases.c.last_line)).where(*ours)).scalar() or 0


def _of(connection: Connection, channel: str, conversation: str) -> list[tuple[str, str]]:
    ours = (cases.c.channel == channel, cases.c.conversation == conversation)
    found = connection.execute(select(cases.c.id, cases.c.state, cases.c.merged_into).where(*ours)).all()
    return [(name, row.state) for row in found for name in filter(None, (row.id, row.merged_into))]

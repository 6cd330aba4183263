"""Cases, as the person's own turns open and move them: in the transaction that saves the turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from adapters.store import auditing, clocks, filing, ledger, moving, withdrawing
from adapters.store.filed import first_filed
from adapters.store.ledger import Happened
from adapters.store.tables_cases import cases
from bot import handoff
from bot.case import Again, Cancel, Gone, Heard, Moved
from bot.clocks import KINDS
from bot.errors import StaleConversation
from bot.step import CaseMoved, CaseOpened, MessageGone

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.duty import Duty
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
    for event in turn.events:
        match event:
            case CaseOpened(case, timers):
                until = newest_until(connection, told.channel, told.conversation)
                filing.add(connection, first_filed(case, until, now), cipher)
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


def _move(connection: Connection, case_id: str, move: Move, turn: Turn, known: tuple[Cipher, Duty]) -> None:
    cipher, duty = known
    filed = filing.find(connection, case_id, cipher, lock=True)
    if isinstance(move, Again):
        former = filed.case.former if filed else None
        move = Again(on_duty=former is not None and duty.at_work(connection, former, turn.at))
    moved = handoff.move(filed.case, move, turn.at, duty.office) if filed else None
    if filed is None or not isinstance(moved, Moved):
        if isinstance(move, Again):
            # The talk must not be given to a case that nobody can open any more.
            msg = "the case cannot be taken up again: decide anew"
            raise StaleConversation(msg)
        return
    after = moving.moved_on(connection, filed, move, moved, turn.at)
    filing.change(connection, filed, after, cipher)
    clocks.wind(connection, moved.case, moved.timers, moved.forget)
    if isinstance(move, Cancel | Gone):
        withdrawing.older(connection, turn.told.channel, turn.told.conversation, withdrawing.ALARM)
    if not isinstance(move, Heard) or moved.case.state is not filed.case.state:
        auditing.write(connection, auditing.moved(move, filed.case, moved.case), turn.at)
        ledger.note(connection, Happened(case_id, moving.kind_of(move), moved.case.state, turn.at))
    if turn.line:
        ledger.note(connection, Happened(case_id, "line", moved.case.state, turn.at))


def newest_until(connection: Connection, channel: str, conversation: str) -> int:
    """Give where the lines of a talk's former case ended."""
    ours = (cases.c.channel == channel, cases.c.conversation == conversation)
    return connection.execute(select(func.max(cases.c.last_line)).where(*ours)).scalar() or 0


def _of(connection: Connection, channel: str, conversation: str) -> list[tuple[str, str]]:
    ours = (cases.c.channel == channel, cases.c.conversation == conversation)
    return [(row.id, row.state) for row in connection.execute(select(cases.c.id, cases.c.state).where(*ours))]

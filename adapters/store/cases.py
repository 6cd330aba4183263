"""Cases, as the person's own turns open and move them: in the transaction that saves the turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from adapters.store import auditing, clocks, filing, ledger, withdrawing
from adapters.store.ledger import Happened
from adapters.store.tables import message
from adapters.store.tables_cases import cases, draft, presence, remark
from bot import handoff
from bot.case import Again, Cancel, CaseState, Claim, Gone, Heard, Moved, Speak, Transfer, Urge
from bot.clocks import KINDS
from bot.errors import StaleConversation
from bot.step import CaseMoved, CaseOpened, MessageGone

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from adapters.store.cipher import Cipher
    from adapters.store.filing import Filed
    from bot.case import Move
    from bot.message import Message
    from bot.ports import Office
    from bot.step import Event


@dataclass(frozen=True, slots=True)
class Duty:
    """What the store must know of the office: its hours, and whether a counselor is at work."""

    office: Office
    at_work: Callable[[Connection, str, datetime], bool]


class Shut:
    """An office that is never open: what was begun can be ended, nothing more."""

    def open_for(self, language: str | None, now: datetime) -> bool:
        """Say no."""
        del language, now
        return False

    takes = open_for

    def opens(self, language: str | None, now: datetime) -> datetime | None:
        """Say never."""
        del language, now
        return None

    closes = opens

    def answers_within(self, language: str | None, now: datetime) -> timedelta | None:
        """Promise nothing."""
        del language, now
        return None

    def capacity(self, teams: Collection[str]) -> int | None:
        """Set no bounds."""
        del teams
        return None


SHUT = Duty(Shut(), lambda *_: False)


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
                filing.add(connection, filing.first_filed(case, until, now), cipher)
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
    after = moved_on(connection, filed, move, moved, turn.at)
    filing.change(connection, filed, after, cipher)
    clocks.wind(connection, moved.case, moved.timers, moved.forget)
    if isinstance(move, Cancel | Gone):
        withdrawing.older(connection, turn.told.channel, turn.told.conversation, withdrawing.ALARM)
    if not isinstance(move, Heard) or moved.case.state is not filed.case.state:
        auditing.write(connection, auditing.moved(move, filed.case, moved.case), turn.at)
        ledger.note(connection, Happened(case_id, kind_of(move), moved.case.state, turn.at))
    if turn.line:
        ledger.note(connection, Happened(case_id, "line", moved.case.state, turn.at))


def moved_on(connection: Connection, filed: Filed, move: Move, moved: Moved, now: datetime) -> Filed:
    """Say what a move makes of what only the store keeps of a case. Its lines are written already."""
    case = moved.case
    after = replace(filed, case=case, last=now)
    match move:
        case Claim():
            after = replace(after, alias=move.alias)
        case Transfer():
            after = replace(after, alias=move.alias)
        case Speak():
            after = replace(after, waiting=None)
        case Again():
            after = replace(after, until=None, waiting=now, reopened=filed.reopened + 1)
        case Heard():
            after = replace(after, waiting=filed.waiting or now)
        case _:
            pass
    if case.owner is not None and filed.claimed is None:
        after = replace(after, claimed=now)
    if not case.state.open and filed.case.state.open:
        after = replace(after, waiting=None, until=newest_line(connection, case.channel, case.conversation))
    return after


def kind_of(move: Move) -> str:
    """Call a move as the feed does."""
    match move:
        case Speak():
            return "spoke"
        case Urge():
            return "urgent"
        case _:
            return _KINDS.get(auditing.name(move), "moved")


_KINDS = {"remark": "remark", "label": "label"}


def forget(connection: Connection, channel: str, conversation: str, cipher: Cipher, now: datetime) -> None:
    """Forget whose the cases of a talk were, and every note on them; an open one ends with it."""
    ids = select(cases.c.id).where(cases.c.channel == channel, cases.c.conversation == conversation)
    for case_id in connection.scalars(ids).all():
        filed = filing.find(connection, case_id, cipher, lock=True)
        if filed is not None:
            empty(connection, filed, cipher, now)
            ledger.note(connection, Happened(case_id, "erased", CaseState.ABANDONED, now))
    clocks.stop_all(connection, channel, conversation)


def empty(connection: Connection, filed: Filed, cipher: Cipher, now: datetime) -> None:
    """Leave of a case only what is counted."""
    case_id, after = filed.case.id, filed
    if filed.case.state.open:
        moved = handoff.move(filed.case, Cancel(), now, Shut())
        if isinstance(moved, Moved):
            after = moved_on(connection, filed, Cancel(), moved, now)
            auditing.write(connection, auditing.moved(Cancel(), filed.case, moved.case), now)
    filing.change(connection, filed, filing.emptied(after, now), cipher)
    for table in (remark, draft, presence):
        connection.execute(delete(table).where(table.c.case_id == case_id))


def newest_line(connection: Connection, channel: str, conversation: str) -> int:
    """Give the newest position of a talk."""
    ours = (message.c.channel == channel, message.c.conversation == conversation)
    return connection.execute(select(func.max(message.c.id)).where(*ours)).scalar() or 0


def newest_until(connection: Connection, channel: str, conversation: str) -> int:
    """Give where the lines of a talk's former case ended."""
    ours = (cases.c.channel == channel, cases.c.conversation == conversation)
    return connection.execute(select(func.max(cases.c.last_line)).where(*ours)).scalar() or 0


def _of(connection: Connection, channel: str, conversation: str) -> list[tuple[str, str]]:
    ours = (cases.c.channel == channel, cases.c.conversation == conversation)
    return [(row.id, row.state) for row in connection.execute(select(cases.c.id, cases.c.state).where(*ours))]

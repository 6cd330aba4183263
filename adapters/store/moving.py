"""What a move makes of what only the store keeps of a case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from adapters.store import auditing, family
from adapters.store.tables import message
from bot.aside import Absorb, Merge, Parted
from bot.case import Again, Claim, Heard, Speak, Transfer, Urge

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.store.filed import Filed
    from bot.case import Move, Moved


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
        case Absorb():
            waits = min((each for each in (filed.waiting, move.waits) if each is not None), default=None)
            alias = move.alias if case.owner != filed.case.owner else filed.alias
            after = replace(after, waiting=waits, alias=alias)
        case Parted():
            after = replace(after, until=newest_line(connection, case.channel, case.conversation))
        case _:
            pass
    if case.owner is not None and filed.claimed is None:
        after = replace(after, claimed=now)
    if not case.state.open and filed.case.state.open:
        # What is written in the talk of a merged case still belongs to it.
        until = None if isinstance(move, Merge) else newest_line(connection, case.channel, case.conversation)
        after = replace(after, waiting=None, until=until)
        family.ended(connection, move, filed, now)
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


def newest_line(connection: Connection, channel: str, conversation: str) -> int:
    """Give the newest position of a talk."""
    ours = (message.c.channel == channel, message.c.conversation == conversation)
    return connection.execute(select(func.max(message.c.id)).where(*ours)).scalar() or 0

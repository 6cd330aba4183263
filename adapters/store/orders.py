"""A move that is asked for, what is needed to make it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from adapters.casebook import Done, Refusal
    from adapters.store.cipher import Cipher
    from adapters.store.duty import Duty
    from bot.case import Move
    from bot.desk import Desk
    from bot.parcel import Dispatch
    from bot.ports import Channel

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
    """What came of it; ``dispatches`` are to be sent, and ``talk`` has something new. ``beside``: of another case."""

    answer: Done | Refusal
    dispatches: tuple[Dispatch, ...] = ()
    talk: tuple[str, str] | None = None
    beside: Acted | None = None

"""The console's rooms, as its head lists them: each for whoever may enter it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.roster.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.roster.people import Viewer


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the head. ``word`` is the key of its name."""

    path: str
    word: str
    needs: Action


ROOMS = (
    Room("/staff", "room_inbox", Action.MINE),
    Room("/staff/alarms", "room_alarms", Action.TAKEOVER),
    Room("/staff/reports", "room_reports", Action.REPORTS),
    Room("/staff/erasures", "room_erasures", Action.APPROVE_ERASURE),
    Room("/staff/erasures", "room_erasures", Action.ERASE),
    Room("/staff/audit", "room_audit", Action.AUDIT),
    Room("/staff/people", "room_people", Action.STAFF),
)  # fmt: skip


def rooms(viewer: Viewer | None) -> Sequence[Room]:
    """Give the rooms that somebody may enter."""
    return () if viewer is None else [room for room in ROOMS if may(viewer, room.needs)]

"""What the bot is to hear: one store for both ways of getting it (tdlib TQueue; Client.cpp add_update, do_get_updates).

Each update lies in a queue: messages and their edits by chat, taps by person, membership by chat. Ids only grow, until
`restart` gives them another beginning, as the platform may after a week of silence.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .tables import DEFAULT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .refusal import Json

Queue = tuple[str, int]
_AHEAD = 10


@dataclass(slots=True)
class Update:
    """One update with its id inside the body."""

    id: int
    kind: str
    body: Json
    queue: Queue
    expires: float
    person: int | None
    delivered: bool = False


class Updates:
    """Updates that wait, in order."""

    def __init__(self, clock: Callable[[], float], first: int, *, keep: bool) -> None:
        self._clock = clock
        self._next = first
        self._keep = keep
        self.allowed = DEFAULT_KINDS
        self.waiting: dict[int, Update] = {}
        self.lanes: dict[Queue, deque[Update]] = {}
        self.seen: dict[int, Update] = {}
        self.again: list[Update] = []
        self.on_new: Callable[[Update], None] = lambda _: None

    def add(self, kind: str, inner: Json, queue: Queue, life: float, person: int | None) -> int | None:
        """Put an update in its queue and give its id; None when its kind is not asked for."""
        if kind not in self.allowed:
            return None
        number = self._next
        self._next += 1
        update = Update(number, kind, {"update_id": number, kind: inner}, queue, self._clock() + life, person)
        self.waiting[number] = update
        self.lanes.setdefault(queue, deque()).append(update)
        if self._keep:
            self.seen[number] = update
        self.on_new(update)
        return number

    def restart(self, first: int) -> None:
        """Let the ids begin anew."""
        self._next = first

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Set what the bot asks for; None leaves it, nothing named means the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or DEFAULT_KINDS

    def head(self, queue: Queue) -> Update | None:
        """Give the next update of a queue, those forgotten that are too old or were taken."""
        lane = self.lanes.get(queue)
        while lane:
            update = lane[0]
            if self.waiting.get(update.id) is update and update.expires > self._clock():
                return update
            lane.popleft()
            self._forget(update)
        self.lanes.pop(queue, None)
        return None

    def done(self, update: Update) -> None:
        """Forget an update that was taken."""
        update.delivered = True
        self._forget(update)

    def take(self, offset: int, limit: int) -> list[Update]:
        """Give what waits from `offset` on, as getUpdates does; what lies before it is confirmed and gone.

        A negative offset keeps so many of the latest. One far in the future is not believed.
        """
        again, self.again = self.again[:limit], self.again[limit:]
        if offset < 0:
            for update in list(self.waiting.values())[:offset]:
                self.done(update)
        elif 0 < offset <= self._next + _AHEAD:
            for number in [number for number in self.waiting if number < offset]:
                self.done(self.waiting[number])
        now = self._clock()
        for update in [update for update in self.waiting.values() if update.expires <= now]:
            self._forget(update)
        found: list[Update] = []
        for update in self.waiting.values():
            if len(found) + len(again) >= limit:
                break
            found.append(update)
        return again + found

    def clear(self) -> None:
        """Drop everything that waits."""
        self.waiting.clear()
        self.lanes.clear()

    def count(self) -> int:
        """Tell how many wait."""
        return len(self.waiting)

    def _forget(self, update: Update) -> None:
        if self.waiting.get(update.id) is update:
            del self.waiting[update.id]

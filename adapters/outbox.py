"""The sender: brings what was saved to the platforms, in order for each person, as often as it takes.

Nothing here decides what is said. A row is marked before its call is made and marked again after
it, so that a crash in between is known as one: then the channel's own rules say whether a
repetition is harmless. One talk never waits for another.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from adapters.pace import Pace, Paces
from bot.errors import SendError, StoreError
from bot.parcel import Dead, Later, Sent, Uncertain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.parcel import Dispatch, Outcome
    from bot.ports import Channel

_log = logging.getLogger(__name__)

MOST_TRIES = 34
"""About two hours at the pace below; then a person has to look (``madoguchi undelivered``)."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 300.0
TOO_LONG = 24 * 3600.0
"""Nobody waits for an answer for longer than this: such a parcel is left to a person as well."""
PARKED = 30.0
"""A talk that has to wait longer is put back to the store, so that nothing is held for it."""
LOOK = 1.0
IN_FLIGHT = 256
LONGEST_CALL = 30.0

NORMAL = Pace(rate=1000, burst=200)
PACES: Mapping[str, tuple[Pace, Pace]] = {
    # LINE: 2,000 a second for each endpoint ([REF] rate limits, read 2026-11-23). One process hardly gets there;
    # where several together do, LINE says 429 and all of them pause.
    "line": (Pace(rate=1800, burst=200), Pace(rate=20, burst=20)),
    # Telegram: about one a second in a chat with short bursts, 30 a second in all (Bots FAQ, read 2026-11-23).
    "telegram": (Pace(rate=28, burst=28), Pace(rate=1, burst=4)),
}

Talk = tuple[str, str]


class Outbox(Protocol):
    """The durable side: rows that are to be sent."""

    async def due(self, limit: int = 500) -> Sequence[Dispatch]:
        """Give unsent rows of talks whose first row is due, oldest first."""
        ...

    async def begin(self, dispatch: Dispatch) -> bool:
        """Mark that a try begins; False when the row is not to be sent (any more, or not yet)."""
        ...

    async def finish(self, dispatch: Dispatch, outcome: Outcome) -> None:
        """Mark what came of a try."""
        ...

    def let_go(self, dispatch: Dispatch) -> None:
        """Hear that nobody has a begun row in hand any more: found again, it may have arrived or not."""
        ...


@dataclass(slots=True)
class _Line:
    """What waits for one person, in order; ``parked`` while a try has to wait."""

    rows: deque[Dispatch] = field(default_factory=deque)
    parked: asyncio.TimerHandle | None = None
    task: asyncio.Task[None] | None = None


class Sender:
    """Sends what is in the outbox. ``told`` hears every outcome and how many seconds the call took."""

    def __init__(
        self,
        outbox: Outbox,
        channels: Mapping[str, Channel],
        told: Callable[[Dispatch, Outcome, float], None] = lambda *_: None,
        *,
        paces: Mapping[str, tuple[Pace, Pace]] = PACES,
    ) -> None:
        self._outbox = outbox
        self._channels = channels
        self._told = told
        self._paces = {name: Paces(*paces.get(name, (NORMAL, NORMAL))) for name in channels}
        self._pauses: dict[str, float] = {}
        self._lines: dict[Talk, _Line] = {}
        self._known: set[int] = set()
        self._failed: dict[int, int] = {}
        self._flights = {name: asyncio.Semaphore(IN_FLIGHT) for name in channels}
        self._looking: asyncio.Task[None] | None = None
        self._looked = time.monotonic()
        self._closed = False

    @property
    def busy(self) -> frozenset[Talk]:
        """Give the talks for which something is in hand."""
        return frozenset(self._lines)

    @property
    def alive(self) -> bool:
        """Say whether the outbox is looked after."""
        looking = self._looking is not None and not self._looking.done() and not self._closed
        return looking and time.monotonic() - self._looked < PARKED

    def post(self, rows: Sequence[Dispatch]) -> None:
        """Take rows that were just saved, or found in the outbox; those in hand already change nothing."""
        for row in rows:
            if row.number in self._known or self._closed or row.channel not in self._channels:
                continue
            self._known.add(row.number)
            line = self._lines.setdefault((row.channel, row.conversation), _Line())
            line.rows.append(row)
            if line.task is None and line.parked is None:
                self._go_on((row.channel, row.conversation))

    def start(self) -> None:
        """Look for rows that nobody handed on: after a restart, put off, or asked for again."""
        self._looking = asyncio.create_task(self._look(), name="outbox")

    async def close(self, patience: float = 10.0) -> None:
        """Finish the calls in flight, for at most ``patience`` seconds; the rest stays in the outbox."""
        self._closed = True
        if self._looking is not None:
            self._looking.cancel()
        tasks = []
        for line in self._lines.values():
            if line.parked is not None:
                line.parked.cancel()
            if line.task is not None:
                tasks.append(line.task)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _look(self) -> None:
        while True:
            try:
                self.post(await self._outbox.due())
                self._looked = time.monotonic()
            except StoreError as error:
                _log.warning("the outbox cannot be read: %s", type(error).__name__)
            await asyncio.sleep(LOOK)

    def _go_on(self, talk: Talk) -> None:
        line = self._lines[talk]
        line.parked = None
        line.task = asyncio.create_task(self._deliver(talk, line))

    async def _deliver(self, talk: Talk, line: _Line) -> None:
        """Send one talk's rows until none is left or one has to wait."""
        wait = 0.0
        try:
            while line.rows and not self._closed and not wait:
                wait = await self._one(line)
        except StoreError as error:
            _log.warning("the outbox cannot be written: %s", type(error).__name__)
            wait = LOOK
        finally:
            line.task = None
            if not line.rows or self._closed or wait > PARKED:
                # What is put off for long is found by looking, when it is due.
                self._known.difference_update(row.number for row in line.rows)
                del self._lines[talk]
            else:
                line.parked = asyncio.get_running_loop().call_later(wait, self._go_on, talk)

    async def _one(self, line: _Line) -> float:
        """Try the first row once; give the seconds until the next try, 0 when it is done with."""
        row = line.rows[0]
        now = time.monotonic()
        pause = self._pauses.get(row.channel, 0.0) - now
        if pause > 0:
            return pause
        turn = self._paces[row.channel].wait(row.conversation, now)
        if turn > 0:
            await asyncio.sleep(turn)
        async with self._flights[row.channel]:
            if not await self._outbox.begin(row):
                self._known.discard(line.rows.popleft().number)
                return 0.0
            begun = time.monotonic()
            try:
                outcome = await self._call(row)
                seconds = time.monotonic() - begun
                await self._finish(row, outcome)
            except BaseException:
                self._outbox.let_go(row)
                raise
        self._told(row, outcome, seconds)
        if not isinstance(outcome, Later):
            self._failed.pop(row.number, None)
            self._known.discard(line.rows.popleft().number)
            if isinstance(outcome, Dead) and outcome.gone:
                self._known.difference_update(left.number for left in line.rows)
                line.rows.clear()
            return 0.0
        parcel = replace(row.parcel, route=outcome.route) if outcome.route is not None else row.parcel
        line.rows[0] = replace(row, attempts=row.attempts + 1, unsure=outcome.unsure, parcel=parcel)
        return outcome.wait

    async def _call(self, row: Dispatch) -> Outcome:
        try:
            async with asyncio.timeout(LONGEST_CALL):
                return Sent(await self._channels[row.channel].send(row))
        except SendError as error:
            return self._outcome(row, error)
        except TimeoutError:
            return self._outcome(row, SendError("timeout", retry=False, unsure=True))
        except Exception as error:  # noqa: BLE001 - one odd parcel must not stop a talk
            # The type alone: an exception's text may hold words or a token.
            _log.error("a parcel could not be sent on %s: %s", row.channel, type(error).__name__)
            return Uncertain("error")

    def _outcome(self, row: Dispatch, error: SendError) -> Outcome:
        unsure = error.unsure or (row.unsure and error.route is None)
        if error.route is not None:
            return Later(0.0, error.reason, unsure=False, route=error.route)
        # By what failed here, not by all tries: those that a crash of ours cut off say nothing about the platform.
        failed = self._failed[row.number] = self._failed.get(row.number, 0) + 1
        wait = error.wait if error.wait is not None else backoff(failed - 1)
        if error.broad and wait <= LONGEST_WAIT:
            self._pauses[row.channel] = time.monotonic() + wait
        # A platform that turns everybody away (its outage, our token) says nothing against this parcel.
        tired = row.attempts + 1 >= MOST_TRIES and not error.broad
        if error.retry and not tired and wait <= TOO_LONG:
            return Later(wait, error.reason, unsure=unsure)
        if unsure:
            return Uncertain(error.reason)
        return Dead(error.reason, gone=error.gone)

    async def _finish(self, row: Dispatch, outcome: Outcome) -> None:
        """Write down what came of a call, however long it takes: calling again is not the way out."""
        for attempt in range(60):
            try:
                await self._outbox.finish(row, outcome)
            except StoreError as error:
                _log.warning("what was sent cannot be noted yet: %s", type(error).__name__)
                await asyncio.sleep(min(0.1 * 2**attempt, 5.0))
            else:
                return
        msg = "what was sent could not be noted"
        raise StoreError(msg)


def backoff(attempts: int) -> float:
    """Give the seconds before the next try: doubled each time, with jitter so that not all come at once."""
    longest: float = min(FIRST_WAIT * 2 ** min(attempts, 20), LONGEST_WAIT)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - nobody gains by guessing it

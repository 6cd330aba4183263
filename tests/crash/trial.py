"""One trial: a crowd writes, counters are killed and started again, and at the end the history is checked."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from tests.crash.house import House
from tests.crash.nursery import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.crash.crowd import Crowd
    from tests.crash.history import Verdict
    from tests.crash.nursery import Nursery
    from tests.crash.order import Order

PATIENCE_S = 120.0
"""For everything that takes a second where nobody else works on the machine."""
_LOOK_S = 0.05
_FEW, _TURN_S = 4, 0.1
_GRACE_S = 3.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial.

    uncertain  parcels that the counter does not know about; allowed: so many are explained by what was
               in hand at the kills and by faults (on LINE only if the reply token ran out meanwhile);
               listed: so many ``madoguchi undelivered`` shows
    left       messages unanswered and parcels unsent at the end
    """

    verdict: Verdict
    kills: int
    messages: int
    uncertain: int
    allowed: int
    listed: int
    left: tuple[int, int]
    seconds: float
    note: str

    @property
    def good(self) -> bool:
        """Say whether everything is as promised."""
        known = self.uncertain == self.listed and self.uncertain <= self.allowed
        return self.verdict.good and known and self.left == (0, 0) and not self.note

    def __str__(self) -> str:
        """Give it in one line."""
        waits = "" if self.left == (0, 0) else f"; {self.left[0]} unanswered and {self.left[1]} unsent are left"
        known = f"{self.uncertain} uncertain parcels of at most {self.allowed}, {self.listed} listed"
        return f"{self.verdict}; {known}; {self.kills} kills{waits}{self.note and '; '}{self.note}"


class Trial:
    """Counters in their places, one for each port."""

    def __init__(self, nursery: Nursery, order: Order, crowd: Crowd, seed: int, *, counters: int = 1) -> None:
        self.crowd = crowd
        self.random = random.Random(seed)  # noqa: S311 - the same at every run
        self.kills = 0
        self.note = ""
        self._nursery = nursery
        self._orders = [replace(order, port=free_port()) for _ in range(counters)]
        self._living: list[int | None] = [None] * counters
        self._house = House(order)
        self._allowed = 0
        self._begun = time.monotonic()
        crowd.platform.doors[:] = [each.port for each in self._orders]

    @property
    def places(self) -> range:
        """Give the numbers of the counters."""
        return range(len(self._orders))

    def start(self, place: int = 0, point: str = "", nth: int = 1) -> None:
        """Start a counter, perhaps one that is going to die."""
        self._living[place] = self._nursery.start(replace(self._orders[place], point=point, nth=nth))

    def alive(self, place: int = 0) -> bool:
        """Say whether it lives."""
        pid = self._living[place]
        return pid is not None and self._nursery.code(pid) is None

    async def kill(self, place: int = 0) -> None:
        """Kill it, and count what it had in hand."""
        pid = self._living[place]
        if pid is not None:
            self._nursery.signal(pid, signal.SIGKILL)
            await self.buried(place)

    async def buried(self, place: int = 0) -> None:
        """Wait for a death that has been arranged."""
        pid, self._living[place] = self._living[place], None
        if pid is not None:
            code = await self._nursery.end_of(pid, PATIENCE_S)
            if code != -signal.SIGKILL:
                self.note = f"a counter ended by itself with {code}: {self.log(place)}"
            self.kills += 1
            self._allowed += await self.sending()

    async def stop(self, place: int = 0, longest: float = 15.0) -> None:
        """Ask it to stop, as an operator would, and see that it does so in time."""
        pid, self._living[place] = self._living[place], None
        if pid is None:
            return
        begun = time.monotonic()
        self._nursery.signal(pid, signal.SIGTERM)
        code = await self._nursery.end_of(pid, PATIENCE_S)
        seconds = time.monotonic() - begun
        if code not in {0, -signal.SIGTERM} or seconds > longest:
            self.note = f"a stop took {seconds:.1f} s and ended with {code}"
        self._allowed += await self.sending()

    async def until(self, true: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> bool:
        """Wait for something; when it does not come, that is noted."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                self.note = self.note or f"{what} did not happen within {seconds:g} s: {self.log()}"
                return False
            await asyncio.sleep(0.005)
        return True

    async def dies(self, point: str) -> bool:
        """Let people write, a few at a time, until the counter has died at its point."""
        now = time.monotonic()
        end, turn = now + PATIENCE_S, now
        while self.alive():
            now = time.monotonic()
            if self.crowd.idle and now >= turn:
                if self.crowd.left < _FEW:
                    self.crowd.welcome()
                self.crowd.release(_FEW)
                turn = now + _TURN_S
            if now > end:
                self.note = f"{point!r} was not passed: {self.log()}"
                await self.kill()
                return False
            await asyncio.sleep(0.005)
        await self.buried()
        return True

    async def end(self, patience: float = PATIENCE_S) -> Outcome:
        """Wait until nothing is left to be answered or sent, then check the history."""
        if not await self.until(lambda: self.crowd.idle, "the taking of every message", patience):
            self.note = f"{self.note} ({self.crowd.released - self.crowd.accepted} not taken)"
        else:
            await asyncio.wait_for(self.crowd.settled(), PATIENCE_S)
        left = await self.emptied(patience)
        await self._shown(patience)
        uncertain = await asyncio.to_thread(self._house.uncertain)
        explained = self._allowed + self.crowd.platform.unclear()
        on_line = self.crowd.platform.name == "line"
        return Outcome(
            verdict=self.crowd.listen().verdict({told for parcel in uncertain for told in parcel}),
            kills=self.kills,
            messages=self.crowd.accepted,
            uncertain=len(uncertain),
            allowed=min(explained, await asyncio.to_thread(self._house.too_late)) if on_line else explained,
            listed=await asyncio.to_thread(self._house.listed),
            left=left,
            seconds=time.monotonic() - self._begun,
            note=self.note or "; ".join(sorted(set(self.crowd.platform.complaints()))),
        )

    async def emptied(self, patience: float = PATIENCE_S) -> tuple[int, int]:
        """Wait until nothing waits to be answered or sent; gives what still does."""
        end = time.monotonic() + patience
        while (left := await self.waiting()) != (0, 0) and time.monotonic() < end:  # noqa: ASYNC110 - from outside
            await asyncio.sleep(_LOOK_S)
        return left

    async def _shown(self, patience: float) -> None:
        """Wait a moment for answers that are still missing: wrong designs have them in memory only."""
        end = time.monotonic() + min(patience, _GRACE_S)
        while self.crowd.listen().verdict().lost and time.monotonic() < end:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_S)

    async def close(self) -> None:
        """Kill whoever lives, and send the crowd home."""
        for place in self.places:
            await self.kill(place)
        await self.crowd.stop()

    async def waiting(self) -> tuple[int, int]:
        """Count what is not answered, and what is not sent; (-1, -1) while the database is away."""
        try:
            return await asyncio.to_thread(self._house.waiting)
        except SQLAlchemyError:
            return -1, -1

    async def sending(self) -> int:
        """Count what was in somebody's hand."""
        try:
            return await asyncio.to_thread(self._house.sending)
        except SQLAlchemyError:
            return 0

    def log(self, place: int = 0) -> str:
        """Give the last words of a counter."""
        order = self._orders[place]
        file = Path(order.folder) / f"log-{order.port}"
        return file.read_text("utf-8", "replace")[-2000:] if file.exists() else "nothing was said"


@asynccontextmanager
async def trial(nursery: Nursery, order: Order, crowd: Crowd, seed: int, *, counters: int = 1) -> AsyncIterator[Trial]:
    """Open the platform, let the crowd in, and clear up afterwards."""
    async with crowd.platform.serve() as address:
        on_line = crowd.platform.name == "line"
        order = replace(order, line=address) if on_line else replace(order, telegram=address)
        running = Trial(nursery, order, crowd, seed, counters=counters)
        crowd.start()
        try:
            yield running
        finally:
            await running.close()

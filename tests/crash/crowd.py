"""The people who write while the counter dies: one message in flight each, some of them brought twice."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

from tests.crash.echo import mark, marks, question
from tests.crash.history import History

if TYPE_CHECKING:
    from tests.crash.history import Told
    from tests.crash.platforms import Platform

LONG = 0.08
MOST_EACH = {"line": 19, "telegram": 8}
"""Messages of one person: no more than the counter answers at once (flood), or the platform takes."""
_LATER_S = 0.5


class Crowd:
    """Writes as many messages as it is let. ``long`` and ``again`` are shares between 0 and 1.

    people how many of them at least
    parts  in how many parts a long answer comes; 0: as many as take several calls on this platform
    """

    def __init__(  # noqa: PLR0913 - what a crowd is like
        self,
        platform: Platform,
        messages: int,
        seed: int,
        *,
        long: float = LONG,
        again: float = 0.1,
        parts: int = 0,
        people: int = 8,
    ) -> None:
        self.platform = platform
        self.history = History()
        self.messages = messages
        self.accepted = 0
        self.released = 0
        self._least = people
        self._parts = parts or platform.parts
        self._long = long
        self._again = again
        self._random = random.Random(seed)  # noqa: S311 - the same at every run
        self._turns = asyncio.Semaphore(0)
        self._people: list[asyncio.Task[None]] = []
        self._later: set[asyncio.Task[None]] = set()

    @property
    def left(self) -> int:
        """Give how many messages nobody has been let to write yet."""
        return self.messages - self.released

    @property
    def idle(self) -> bool:
        """Say whether everything that was written has been taken."""
        return self.accepted == self.released

    def start(self) -> None:
        """Let everybody in."""
        count = max(1, -(-self.messages // MOST_EACH[self.platform.name]))
        for _ in range(max(count, min(self._least, self.messages))):
            self._admit()

    def welcome(self) -> None:
        """Let one more person in, with as much to say as everybody."""
        self.messages += MOST_EACH[self.platform.name]
        self._admit()

    def release(self, count: int) -> None:
        """Let so many more messages be written, if there are any left."""
        for _ in range(min(count, self.left)):
            self.released += 1
            self._turns.release()

    async def settled(self) -> None:
        """Wait until everything that was written has been taken, the second time as well."""
        while not self.idle or self._later:
            self._fail()
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Send everybody home."""
        for task in (*self._people, *self._later):
            task.cancel()
        await asyncio.gather(*self._people, *self._later, return_exceptions=True)

    def listen(self) -> History:
        """Take what people saw into the history, and give it."""
        self.history.shown = [(who, part) for who, text in self.platform.shown() for part in marks(text)]
        return self.history

    def _admit(self) -> None:
        person = self.platform.person(f"person {len(self._people)}")
        self._people.append(asyncio.create_task(self._write(person)))

    def _fail(self) -> None:
        for task in self._people:
            if task.done() and not task.cancelled() and (error := task.exception()) is not None:
                raise error

    async def _write(self, person: str) -> None:
        for number in range(1, MOST_EACH[self.platform.name] + 1):
            await self._turns.acquire()
            parts = self._parts if self._random.random() < self._long else 1
            told: list[Told] = [(person, mark(number, part)) for part in range(1, parts + 1)]
            for each in told:
                self.history.offer(*each)
            letters = self.platform.letters if parts > 1 else 1
            said = self.platform.say(person, question(number, parts, letters))
            await self.platform.taken(said)
            for each in told:
                self.history.accept(*each)
            self.accepted += 1
            if self._random.random() < self._again:
                task = asyncio.create_task(self._repeat(said))
                self._later.add(task)
                task.add_done_callback(self._later.discard)

    async def _repeat(self, said: Any) -> None:
        await asyncio.sleep(self._random.uniform(0, _LATER_S))
        await self.platform.again(said)

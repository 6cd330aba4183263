"""Argos Translate on this machine: models from a folder, in worker processes, never a network."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from adapters.translate.codes import route
from adapters.translate.installed import installed, look
from adapters.translate.post import Limits, Post
from adapters.translate.process import House
from bot.errors import TranslationError
from bot.translation import Translation, Trouble, Way

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping
    from pathlib import Path

    from adapters.translate.codes import Pair
    from adapters.translate.installed import Look, Package

LONGEST = 4000
"""Characters of one text: what a person writes at most on the channels we have."""
_LOOK_EVERY_S = 1.0
_TROUBLES = {"too-long": Trouble.TOO_LONG, "broken": Trouble.BROKEN, "memory": Trouble.DOWN}


class Argos:
    """A Translator. Packages that come or go are noticed by themselves, within a second."""

    def __init__(  # noqa: PLR0913 - what differs between machines
        self,
        packages: Path,
        home: Path,
        *,
        memory: int = 1000 << 20,
        workers: int = 1,
        threads: int = 0,
        limits: Limits | None = None,
    ) -> None:
        """Take the folder of the packages, one of ours, and what each worker may have (0 threads: half the cores)."""
        self._folder = packages
        self._limits = limits or Limits(memory=memory * 3 // 4)
        house = House(home, packages, memory, threads or max(1, (os.cpu_count() or 1) // 2))
        self._posts = [Post(house, self._limits) for _ in range(workers)]
        self._free = deque(self._posts)
        self._turn = asyncio.Semaphore(workers)
        self._waiting = 0
        self._seen: Look | None = None
        self._looked = 0.0
        self._installed: Mapping[Pair, Package] = {}
        self._stale: set[Post] = set()

    @property
    def engine(self) -> str:
        """Give its name; none while no package is there."""
        return "argos" if self.packages() else ""

    @property
    def workers(self) -> tuple[int, ...]:
        """Give the numbers of the processes that run just now."""
        return tuple(post.pid for post in self._posts if post.pid is not None)

    @property
    def memory(self) -> int:
        """Give the bytes that its processes had when they last answered."""
        return sum(post.memory for post in self._posts)

    def packages(self, *, now: bool = False) -> Mapping[Pair, Package]:
        """Give what is installed; ``now`` looks at the folder even if that was done just before."""
        clock = time.monotonic()
        if now or self._seen is None or clock - self._looked >= _LOOK_EVERY_S:
            self._looked = clock
            seen = look(self._folder)
            if seen != self._seen:
                # Also the worker holds what it once read: a fresh one takes its place before the next text.
                self._seen, self._installed = seen, installed(self._folder)
                self._stale.update(self._posts)
        return self._installed

    def way(self, source: str, target: str) -> Way:
        """Say what packages lead from one language to another."""
        return (Way.NONE, Way.DIRECT, Way.PIVOTED)[len(route(source, target, self.packages()))]

    async def translate(self, text: str, source: str, target: str) -> Translation:
        """Translate, line by line: a line is one sentence, whoever wants more splits before."""
        self._route(source, target)
        if len(text) > LONGEST:
            raise TranslationError(Trouble.TOO_LONG)
        if self._waiting >= self._limits.waiting:
            raise TranslationError(Trouble.BUSY)
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.patience_s), self._post() as post:
                return await self._through(post, text, source, target)
        except TimeoutError as error:
            raise TranslationError(Trouble.LATE) from error
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the workers; what is being translated ends with them."""
        for post in self._posts:
            await post.close()

    @asynccontextmanager
    async def _post(self) -> AsyncGenerator[Post]:
        async with self._turn:
            post = self._free.popleft()
            try:
                yield post
            finally:
                self._free.append(post)

    async def _through(self, post: Post, text: str, source: str, target: str) -> Translation:
        word, steps = await self._asked(post, text, self._route(source, target))
        if word.get("trouble") == "failed":
            # Packages can be exchanged between the look at the folder and the loading: look again, once.
            await post.leave()
            word, steps = await self._asked(post, text, self._route(source, target, now=True))
        said, trouble = word.get("text"), word.get("trouble")
        if trouble is not None or not isinstance(said, str) or (text.strip() and not said.strip()):
            raise TranslationError(_TROUBLES.get(str(trouble), Trouble.BROKEN))
        return Translation(said, source, target, (Way.DIRECT, Way.PIVOTED)[steps - 1], "argos")

    async def _asked(self, post: Post, text: str, folders: tuple[Path, ...]) -> tuple[Mapping[str, Any], int]:
        if post in self._stale:
            self._stale.discard(post)
            await post.leave()
        return await post.ask(text, folders), len(folders)

    def _route(self, source: str, target: str, *, now: bool = False) -> tuple[Path, ...]:
        here = self.packages(now=now)
        pairs = route(source, target, here)
        if not pairs:
            raise TranslationError(Trouble.NO_PAIR)
        return tuple(here[pair].folder for pair in pairs)

"""A worker's post: it is manned when somebody asks, anew when the worker died, and given up when nobody asks."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.translate.process import Worker, WorkerGoneError
from bot.errors import TranslationError
from bot.translation import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from adapters.translate.process import House

_log = logging.getLogger(__name__)
_LONGEST_PAUSE_S = 60.0
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a worker may do before a fresh one takes its place, and how long people wait.

    waiting    how many may wait at once; patience_s: for how long, the work included
    requests   after so many answers, and memory: above so many bytes, it is ended and its memory given back
    idle_s     so long without a request, too
    """

    waiting: int = 64
    patience_s: float = 30.0
    requests: int = 2000
    memory: int = 750 << 20
    idle_s: float = 600.0


class Post:
    """One worker at most, and one request at a time (the caller sees to that)."""

    def __init__(self, house: House, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._house, self._limits, self._clock = house, limits, clock
        self._worker: Worker | None = None
        self._failures = 0
        self._pause_until = 0.0
        self._closed = False
        self._idle: asyncio.TimerHandle | None = None
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def pid(self) -> int | None:
        """Give the number of the worker's process, None while there is none."""
        return self._worker.pid if self._worker is not None else None

    @property
    def memory(self) -> int:
        """Give the bytes that it had when it last answered."""
        return self._worker.memory if self._worker is not None else 0

    async def ask(self, text: str, folders: tuple[Path, ...]) -> Mapping[str, Any]:
        """Have a text translated. A worker that dies on it is replaced once; then TranslationError (down)."""
        if self._idle is not None:
            self._idle.cancel()
        for _ in range(_TRIES):
            try:
                worker = await self._manned()
                word = await worker.ask(text, folders)
            except WorkerGoneError as error:
                self._failed(str(error))
                await self.leave()
                continue
            except BaseException:  # too late, or called off: what it says next would be taken for another's answer
                await self.leave()
                raise
            self._failures = 0
            await self._look_after(worker, word)
            return word
        raise TranslationError(Trouble.DOWN)

    async def leave(self) -> None:
        """End the worker, if there is one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            await worker.end()

    async def close(self) -> None:
        """End everything, for good."""
        self._closed = True
        if self._idle is not None:
            self._idle.cancel()
        await self.leave()
        await asyncio.gather(*self._leaving)

    async def _manned(self) -> Worker:
        if self._worker is None:
            if self._closed or self._clock() < self._pause_until:
                raise TranslationError(Trouble.DOWN)
            self._worker = await Worker.start(self._house)
        return self._worker

    def _failed(self, why: str) -> None:
        """Try again at once the first time; then wait longer and longer."""
        self._failures += 1
        if self._failures >= _TRIES:
            pause = min(_LONGEST_PAUSE_S, 2.0 ** (self._failures - _TRIES))
            self._pause_until = self._clock() + pause
            _log.warning("no worker that translates (%s), next try in %.0f s", why or "it died", pause)

    async def _look_after(self, worker: Worker, word: Mapping[str, Any]) -> None:
        spent = worker.answered >= self._limits.requests or worker.memory > self._limits.memory
        if spent or word.get("trouble") == "memory":
            await self.leave()
        else:
            self._idle = asyncio.get_running_loop().call_later(self._limits.idle_s, self._go_home)

    def _go_home(self) -> None:
        task = asyncio.get_running_loop().create_task(self.leave())
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

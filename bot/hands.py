"""Some threads that decide, so that the event loop stays free for everybody who writes meanwhile.

A decision may take a fraction of a millisecond or, when meaning is searched, a hundred times as long.
Waking a thread, and waking the loop again, costs as much as a quick decision. So what is asked in one
turn of the loop is handed over together, and quick results come back together; a slow one comes at once.
One thread does as long as all decisions are quick: more would only wake each other. Once one was slow,
each result is told at once, so that no quick one (an emergency's) waits for a slow one behind it; and
whoever waits while one takes long gets another thread.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_TOGETHER_S = 0.001
_SLOW_S = 0.002
"""Processor time of one decision after which another thread is worth its waking."""
_LONG_S = 0.05
"""Time after which nobody waits any longer for another one's decision."""


class _Job(Generic[T]):
    """Something to work out, and whom to tell. ``result`` is set, or ``error``."""

    __slots__ = ("error", "future", "loop", "result", "work")

    def __init__(self, work: Callable[[], T], loop: asyncio.AbstractEventLoop) -> None:
        self.work = work
        self.loop = loop
        self.future: asyncio.Future[T] = loop.create_future()
        self.result: T
        self.error: BaseException | None = None


class Hands:
    """At most so many decide side by side; more at once than cores would only make each one slower."""

    def __init__(self, number: int = 2) -> None:
        self._number = number
        self._slow = False
        self._begun = 0.0
        self._jobs: SimpleQueue[_Job[object] | None] = SimpleQueue()
        self._new: deque[_Job[object]] = deque()
        self._threads: list[threading.Thread] = []

    def work(self, out: Callable[[], T]) -> asyncio.Future[T]:
        """Have something worked out; cancelling the future leaves the work alone."""
        if len(self._threads) < (self._number if self._slow else 1):
            self._begin()
        job = _Job(out, asyncio.get_running_loop())
        if not self._new:
            job.loop.call_soon(self._hand_over)
        self._new.append(job)  # type: ignore[arg-type] # the result goes back to whoever asked
        return job.future

    def close(self) -> None:
        """End the threads, when what they have in hand is done."""
        for _ in self._threads:
            self._jobs.put(None)
        self._threads.clear()

    def _begin(self) -> None:
        # Daemons: what is not decided when a process ends was promised to nobody yet.
        thread = threading.Thread(target=self._run, name=f"hand-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _hand_over(self) -> None:
        while self._new:
            self._jobs.put(self._new.popleft())
        if self._begun and len(self._threads) < self._number:
            asyncio.get_running_loop().call_later(_LONG_S, self._look)

    def _look(self) -> None:
        """Call in another thread when somebody waits behind a decision that takes long."""
        stuck = self._begun and time.perf_counter() - self._begun >= _LONG_S and not self._jobs.empty()
        if stuck and len(self._threads) < self._number:
            self._slow = True
            self._begin()

    def _run(self) -> None:
        going = True
        while going:
            done, going = self._some()
            _tell(done)

    def _some(self) -> tuple[list[_Job[object]], bool]:
        """Work out what waits, for a moment; False when this is the end."""
        job = self._jobs.get()
        end = time.perf_counter() + _TOGETHER_S
        done: list[_Job[object]] = []
        while job is not None:
            used, self._begun = time.thread_time(), time.perf_counter()
            done.append(_done(job))
            self._begun = 0.0
            self._slow |= time.thread_time() - used > _SLOW_S
            if self._slow or time.perf_counter() > end:
                return done, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return done, True
        return done, False


def _done(job: _Job[object]) -> _Job[object]:
    try:
        job.result = job.work()
    except BaseException as error:  # noqa: BLE001 - whoever asked is told
        job.error = error
    return job


def _tell(jobs: list[_Job[object]]) -> None:
    """Wake each loop once."""
    for loop in {job.loop for job in jobs}:
        try:
            loop.call_soon_threadsafe(_resolve, [job for job in jobs if job.loop is loop])
        except RuntimeError:  # that loop was closed: nobody listens any more
            continue


def _resolve(jobs: list[_Job[object]]) -> None:
    for job in jobs:
        if job.future.done():
            continue
        if job.error is not None:
            job.future.set_exception(job.error)
        else:
            job.future.set_result(job.result)

"""The counter in a process of its own, so that it can fall over in front of visitors and come back."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

from bot.errors import MadoguchiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import SpawnProcess

    from adapters.settings import Settings

_PATIENCE_S = 12.0
_AGAIN_S = 1.0
_HOPELESS = 3


def open_counter(settings: Settings) -> int:
    """Serve the counter until a signal, as ``madoguchi serve`` would; 0 when it opened and closed well."""
    from adapters.server import run  # noqa: PLC0415 - only the child carries all of the counter

    return run(settings)


class Child:
    """Keeps one counter running: started anew when it falls, until it cannot even open.

    changed  is called at every change of ``state``: "opening", "open", "down" or "given up"
    """

    def __init__(
        self,
        settings: Settings,
        opened: Callable[[], bool],
        changed: Callable[[], None],
        serve: Callable[[Settings], int] = open_counter,
    ) -> None:
        self._settings = settings
        self._opened = opened
        self._changed = changed
        self._serve = serve
        self._process: SpawnProcess | None = None
        self._leaving = asyncio.Event()
        self.state = "opening"
        self.falls = 0

    async def run(self) -> None:
        """Start the counter again and again; comes back after ``stop``, or when starting is hopeless."""
        failures = 0
        while not self._leaving.is_set() and failures < _HOPELESS:
            self._process = multiprocessing.get_context("spawn").Process(
                target=_in_child, args=(self._serve, self._settings), name="counter", daemon=True
            )
            _start(self._process)
            self._say("opening")
            came_up = await self._watch(self._process)
            if self._leaving.is_set():
                break
            failures = 0 if came_up else failures + 1
            self.falls += 1
            self._say("down")
            await asyncio.sleep(_AGAIN_S)
        if failures == _HOPELESS:
            self._say("given up")

    def kill(self) -> None:
        """End the counter as a power cut would."""
        if self._process is not None:
            self._process.kill()

    async def stop(self) -> None:
        """Ask the counter to close, and insist when it does not."""
        self._leaving.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        await asyncio.to_thread(process.join, _PATIENCE_S)
        if process.is_alive():
            process.kill()
            await asyncio.to_thread(process.join, _PATIENCE_S)

    async def _watch(self, process: SpawnProcess) -> bool:
        """Wait until the process has ended; say whether it had opened."""
        came_up = False
        while process.is_alive():
            if not came_up and await asyncio.to_thread(self._opened) and not self._leaving.is_set():
                came_up = True
                self._say("open")
            await asyncio.sleep(0.1)
        return came_up

    def _say(self, state: str) -> None:
        self.state = state
        self._changed()


def _start(process: SpawnProcess) -> None:
    """Start a process that never hears Ctrl+C: a terminal tells all of us, and it is for the parent to act."""
    # Begun before: the first process of all brings it along, and that would open our ears again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _in_child(serve: Callable[[Settings], int], settings: Settings) -> None:
    """Serve, and leave when the parent has gone."""
    threading.Thread(target=_leave_with_parent, name="parent", daemon=True).start()
    try:
        status = serve(settings)
    except MadoguchiError as error:
        sys.stderr.write(f"{error}\n")
        status = 2
    sys.exit(status)


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

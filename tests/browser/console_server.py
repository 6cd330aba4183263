"""The console on a real socket of this machine, in a thread, to be cut off and started again."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

import uvicorn

from adapters.translating import Translating
from tests.console.counter import Counter, opened

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from pathlib import Path

    from tests.contract.interpreter import Interpreter

T = TypeVar("T")


class ConsoleServer:
    """One uvicorn with the console and its store. Time goes by as outside."""

    def __init__(self, folder: Path, now: datetime, engine: Interpreter | None = None) -> None:
        self._folder = folder
        self._engine = engine
        self._begun, self._now = time.monotonic(), now
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        """Serve, and come back when the door is open."""
        started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run(started)), daemon=True)
        self._thread.start()
        if not started.wait(20):
            msg = "the server did not start"
            raise RuntimeError(msg)

    def stop(self) -> None:
        """Shut down as the application would."""
        self._loop.call_soon_threadsafe(self.counter.console.stop)
        self._server.should_exit = True
        self._thread.join(15)

    def do(self, work: Callable[..., Awaitable[T]], *given: Any, **named: Any) -> T:
        """Run something on the counter's loop."""

        async def run() -> T:
            return await work(*given, **named)

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(20)

    @property
    def scene(self) -> Any:
        """Give people and time."""
        return self.counter.scene

    async def _run(self, started: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self.counter: Counter = opened(self._folder, now=self._now, telegram=True, engine=self._engine)
        config = uvicorn.Config(
            self.counter.app, host="127.0.0.1", port=self._port, log_level="error", timeout_graceful_shutdown=3
        )
        self._server = uvicorn.Server(config)
        ticking = asyncio.create_task(self._tick(started))
        book = self.counter.scene.book
        working = Translating(book.translations, book, self.counter.engine, self.counter.scene.desk)
        if self._engine is not None:
            working.start()
        try:
            await self._server.serve()
        finally:
            ticking.cancel()
            await working.close()
            await self.counter.store.close()

    async def _tick(self, started: threading.Event) -> None:
        from datetime import timedelta  # noqa: PLC0415

        while True:
            self.counter.scene.now = self._now + timedelta(seconds=time.monotonic() - self._begun)
            if self._server.started:
                started.set()
            await asyncio.sleep(0.05)

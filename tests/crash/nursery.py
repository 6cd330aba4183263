"""Where counters are born and buried: one helper process that has everything imported and forks."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from tests.crash.order import Order

ROOT = Path(__file__).parents[2]
_LOOK_S = 0.01
_BIRTH_S = 60.0


class Nursery:
    """Starts counters, kills them, and knows how each ended."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.counter"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._born: SimpleQueue[int] = SimpleQueue()
        self._codes: dict[int, int] = {}
        self._hearing = threading.Thread(target=self._hear, daemon=True)
        self._hearing.start()

    def __enter__(self) -> Self:
        """Open it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; whoever lives dies."""
        if self._program.stdin is not None:
            self._program.stdin.close()
        self._program.wait(timeout=30)
        self._hearing.join(timeout=30)
        if self._program.stdout is not None:
            self._program.stdout.close()

    def start(self, order: Order) -> int:
        """Start a counter and give its process number; it needs a moment until it serves."""
        self._send(order.to_json())
        return self._born.get(timeout=_BIRTH_S)

    def signal(self, pid: int, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal; nothing happens to who is dead."""
        self._send({"kill": pid, "signal": int(number)})

    def code(self, pid: int) -> int | None:
        """Give how somebody ended, negative by a signal; None while they live."""
        return self._codes.get(pid)

    async def end_of(self, pid: int, seconds: float = 60.0) -> int:
        """Wait for somebody's end and give how it was; ``TimeoutError`` when they live on."""
        end = time.monotonic() + seconds
        while (code := self._codes.get(pid)) is None:
            if time.monotonic() > end:
                msg = f"a counter lives on after {seconds:g} s"
                raise TimeoutError(msg)
            await asyncio.sleep(_LOOK_S)
        return code

    def _send(self, order: dict[str, Any]) -> None:
        stdin = self._program.stdin
        if stdin is not None:
            stdin.write(json.dumps(order) + "\n")
            stdin.flush()

    def _hear(self) -> None:
        for line in self._program.stdout or ():
            news = json.loads(line)
            if "born" in news:
                self._born.put(news["born"])
            else:
                self._codes[news["dead"]] = news["code"]


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])

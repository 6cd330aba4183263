"""The counter under test: started, killed, started again, with the platforms' emulators on the other side."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from adapters.store.undelivered import open_drawer

if TYPE_CHECKING:
    from datetime import datetime

ROOT = Path(__file__).resolve().parents[2]
OPENING = 60.0
_WAITS = """SELECT
    (SELECT count(*) FROM inbox WHERE conversation = :talk AND state = 'new'),
    (SELECT count(*) FROM outbox WHERE conversation = :talk AND state IN ('new', 'sending', 'uncertain'))"""


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Running:
    """One counter: its data, its port, and the process that serves it now."""

    folder: Path
    settings: dict[str, str]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    kills: int = 0

    @property
    def home(self) -> str:
        """Give the counter's address."""
        return f"http://127.0.0.1:{self.port}"

    def set_clock(self, now: datetime) -> None:
        """Turn the counter's clock."""
        new = self.folder / "clock.new"
        new.write_text(now.isoformat(), "utf-8")
        new.replace(self.folder / "clock")

    async def open(self) -> None:
        """Start the process, and wait until it takes messages."""
        self._start()
        end = time.monotonic() + OPENING
        while not await asyncio.to_thread(self._answers):
            assert self.process is not None
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < end, self.log()
            await asyncio.sleep(0.05)

    def _start(self) -> None:
        environment = {"PORT": str(self.port), "DATA_DIR": str(self.folder / "data"), "PATH": "/usr/bin:/bin"}
        log = (self.folder / "log").open("a")
        with log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.phones.counter", str(self.folder / "clock")],
                cwd=ROOT,
                env=environment | self.settings,
                stdout=log,
                stderr=log,
                text=True,
            )

    async def kill(self) -> None:
        """Kill it as hard as can be."""
        assert self.process is not None
        self.process.kill()
        await asyncio.to_thread(self.process.wait)
        self.kills += 1

    async def replay(self) -> None:
        """Have sent again what the counter says it does not know, as an operator does."""
        await asyncio.to_thread(self._replay)

    def _replay(self) -> None:
        drawer = open_drawer("", self.folder / "data")
        try:
            for each in drawer.undelivered():
                drawer.replay(each.number)
        finally:
            drawer.close()

    async def close(self) -> int:
        """Stop it as an operator does; give its exit status."""
        if self.process is None or self.process.poll() is not None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            return await asyncio.to_thread(self.process.wait, 20)
        self.process.kill()
        return -1

    def boxes(self) -> str:
        """Give what lies in the inbox and the outbox, by state: no words, for the failure's sake."""
        with closing(sqlite3.connect(self.folder / "data" / "madoguchi.sqlite3")) as connection:
            inbox = connection.execute("SELECT state, count(*), sum(attempts) FROM inbox GROUP BY 1").fetchall()
            outbox = connection.execute("SELECT state, code, count(*) FROM outbox GROUP BY 1, 2").fetchall()
        return f"inbox {inbox}, outbox {outbox}"

    def settled(self, talk: str) -> bool:
        """Say whether everything of a talk is answered and sent, as far as anybody can tell."""
        with closing(sqlite3.connect(self.folder / "data" / "madoguchi.sqlite3")) as connection:
            waits = connection.execute(_WAITS, {"talk": talk}).fetchone()
        return not any(waits)

    def log(self) -> str:
        """Give what the process wrote."""
        return (self.folder / "log").read_text("utf-8")

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.home}/livez", timeout=2) as response:  # noqa: S310 - our own address
                return bool(response.status == 200)
        except OSError:
            return False

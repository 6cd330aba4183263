"""A worker as the counter sees it: started beside the event loop, asked one thing at a time, ended hard."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from adapters.translate.wire import LARGEST, LENGTH, length, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class WorkerGoneError(Exception):
    """The worker did not start, died, or talked nonsense; its text is the name of a type at most."""


@dataclass(frozen=True, slots=True)
class House:
    """Where a worker may write the folders that argostranslate makes, and what it may use.

    home     a folder of ours that stays empty; packages: the folder that argostranslate is told of
    memory   bytes that it may have of its own, 0 for no limit; threads: how many compute at once
    """

    home: Path
    packages: Path
    memory: int
    threads: int


class Worker:
    """One running worker."""

    def __init__(
        self, process: subprocess.Popen[bytes], ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]
    ) -> None:
        self._process = process
        self._reader, self._writer = ways
        self.memory = 0
        self.answered = 0

    @property
    def pid(self) -> int:
        """Give the number of its process."""
        return self._process.pid

    @classmethod
    async def start(cls, house: House) -> Worker:
        """Start one and wait until it is ready; WorkerGoneError when it is not to be had."""
        ours, theirs = socket.socketpair()
        starting = asyncio.ensure_future(asyncio.to_thread(_started, house, theirs))
        try:
            process = await asyncio.shield(starting)
        except OSError as error:
            ours.close()
            raise WorkerGoneError(type(error).__name__) from error
        except asyncio.CancelledError:
            ours.close()
            starting.add_done_callback(_abandon)
            raise
        worker = cls(process, await asyncio.open_unix_connection(sock=ours, limit=LARGEST * 2))
        try:
            word = await worker._hear()
        except BaseException:
            await worker.end()
            raise
        if word.get("ready") is not True:
            await worker.end()
            raise WorkerGoneError(str(word.get("why", "")))
        return worker

    async def ask(self, text: str, folders: tuple[Path, ...]) -> Mapping[str, Any]:
        """Have a text led through packages. Whoever does not wait for the answer has to end the worker."""
        try:
            self._writer.write(packed({"text": text, "folders": [str(folder) for folder in folders]}))
            await self._writer.drain()
        except OSError as error:
            raise WorkerGoneError(type(error).__name__) from error
        word = await self._hear()
        self.answered += 1
        return word

    async def _hear(self) -> Mapping[str, Any]:
        try:
            size = length(await self._reader.readexactly(LENGTH.size))
            word = unpacked(await self._reader.readexactly(size))
            self.memory = int(word.get("memory", 0))
        except (OSError, EOFError, ValueError, TypeError) as error:
            raise WorkerGoneError(type(error).__name__) from error
        return word

    async def end(self) -> None:
        """End it at once, whatever it does; it has nothing to lose."""
        self._process.kill()
        self._writer.close()
        await asyncio.shield(asyncio.to_thread(self._process.wait))


def _abandon(starting: asyncio.Future[subprocess.Popen[bytes]]) -> None:
    """End a process that nobody waited for."""
    if not starting.cancelled() and starting.exception() is None:
        process = starting.result()
        process.kill()
        starting.get_loop().run_in_executor(None, process.wait)


def _started(house: House, channel: socket.socket) -> subprocess.Popen[bytes]:
    """Start the process and let go of its end of the channel."""
    with channel:
        return _run(house, channel.fileno())


def _run(house: House, channel: int) -> subprocess.Popen[bytes]:
    """Run it: nothing of our environment goes along, and no other file is open in it."""
    house.home.mkdir(parents=True, exist_ok=True)
    home = str(house.home.absolute())
    environment = {
        "HOME": home,
        "XDG_DATA_HOME": home,
        "XDG_CONFIG_HOME": home,
        "XDG_CACHE_HOME": home,
        "ARGOS_PACKAGES_DIR": str(house.packages.absolute()) if house.packages.is_dir() else home,
        "ARGOS_DEVICE_TYPE": "cpu",
        "ARGOS_INTER_THREADS": "1",
        "ARGOS_INTRA_THREADS": str(house.threads),
        "OMP_NUM_THREADS": str(house.threads),
        "LANG": "C.UTF-8",
    }
    word = json.dumps({"memory": house.memory})
    return subprocess.Popen(  # noqa: S603 - our own module, by this same Python
        [sys.executable, "-I", "-X", "utf8", "-m", "adapters.translate.worker", word],
        stdin=channel,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=os.sep,
        close_fds=True,
        start_new_session=True,
    )

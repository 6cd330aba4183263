"""A process that keeps and answers as fast as it can, reporting each promise, until it is killed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.store.opening import open_store

from .people import message, save

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe

    from adapters.store.store import SqlStore

TALKS = 8


def run(url: str, folder: str, name: str, pipe: Pipe) -> None:
    """Write until killed. What is sent through the pipe was promised."""
    asyncio.run(_write(url, Path(folder), name, pipe))


async def _write(url: str, folder: Path, name: str, pipe: Pipe) -> None:
    store = open_store(url, folder, None)
    await asyncio.gather(*(_talk(store, f"{name}-{n}", pipe) for n in range(TALKS)))


async def _talk(store: SqlStore, talk: str, pipe: Pipe) -> None:
    number = 0
    while True:
        number += 1
        told = message(str(number), talk, f"{talk}-{number}")
        await store.keep([told])
        pipe.send(("kept", talk, number))
        await save(store, told, f"answer {number}", f"more {number}")
        pipe.send(("answered", talk, number))

"""A process in which a counselor writes notes and answers as fast as it can, reporting each, until it is killed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.store.opening import open_store
from bot.case import Remark, Speak

from .scene import OLENA, Scene

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe


def run(url: str, folder: str, ids: list[str], name: str, pipe: Pipe) -> None:
    """Write until killed. What is sent through the pipe was promised."""
    asyncio.run(_write(url, Path(folder), ids, name, pipe))


async def _write(url: str, folder: Path, ids: list[str], name: str, pipe: Pipe) -> None:
    scene = Scene(open_store(url, folder, None))
    await asyncio.gather(*(_case(scene, case_id, name, pipe) for case_id in ids))


async def _case(scene: Scene, case_id: str, name: str, pipe: Pipe) -> None:
    number = 0
    while True:
        number += 1
        text = f"{name} {number}"
        # Both at once: they may or may not be in one commit.
        await asyncio.gather(
            scene.book.act(case_id, Speak(*OLENA, text), f"speak-{name}-{number}", confirmed=True),
            scene.book.act(case_id, Remark("olena", text), f"remark-{name}-{number}"),
        )
        pipe.send((case_id, number))

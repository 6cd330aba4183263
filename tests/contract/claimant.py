"""A process that claims every case there is, as fast as it can, and says which it got."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from adapters.casebook import Done
from adapters.store.opening import open_store
from bot.case import Claim

from .scene import Scene

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe


def run(url: str, folder: str, name: str, ids: list[str], pipe: Pipe) -> None:
    """Claim, eight times each."""
    asyncio.run(_claim(url, Path(folder), name, ids, pipe))


async def _claim(url: str, folder: Path, name: str, ids: list[str], pipe: Pipe) -> None:
    store = open_store(url, folder, None)
    scene = Scene(store)
    pipe.send("ready")
    await asyncio.to_thread(pipe.recv)
    asked = [(case_id, f"{name}-{n}") for n in range(4) for case_id in ids]
    answers = await asyncio.gather(
        *(
            scene.book.act(case_id, Claim(who, who), f"{who}-{number:06d}")
            for number, (case_id, who) in enumerate(asked)
        )
    )
    pipe.send([case_id for (case_id, _), answer in zip(asked, answers, strict=True) if isinstance(answer, Done)])
    await store.close()

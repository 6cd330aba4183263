"""Somebody who translates, at work beside a test."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING

from adapters.translating import Translating

from .rendered import read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adapters.casebook.translating import Stage
    from bot.case import Case
    from bot.ports import Translator

    from .scene import Scene


SOON = 0.02


@contextlib.asynccontextmanager
async def at_work(scene: Scene, translator: Translator) -> AsyncIterator[Translating]:
    working = Translating(scene.book.translations, scene.book, translator, scene.desk, look=SOON)
    working.start()
    try:
        yield working
    finally:
        await working.close()


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what an engine was asked rings no bell
            await asyncio.sleep(SOON)


async def settled(scene: Scene, case: Case, stage: Stage, text: str, reader: str = "ja") -> None:
    """Wait until a line's translation has come so far."""
    async with asyncio.timeout(10):
        while True:
            found = (await read(scene, case, reader)).get(text)
            if found is not None and found.stage is stage:
                return
            await asyncio.sleep(SOON)


def wait(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)
